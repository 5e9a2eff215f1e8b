/// The 64-bit FNV-1a hash, the same in every process and on every machine.
@inlinable package func fnv1a(_ bytes: some Sequence<UInt8>) -> UInt64 {
  bytes.reduce(0xcbf2_9ce4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
}

/// FNV-1a behind the finalizer of MurmurHash3, by which every bit of the result
/// depends on every byte: FNV-1a's own upper bits hardly see the last ones.
@inlinable package func stableHash(_ bytes: some Sequence<UInt8>) -> UInt64 {
  var hash = fnv1a(bytes)
  hash = (hash ^ hash >> 33) &* 0xff51_afd7_ed55_8ccd
  hash = (hash ^ hash >> 33) &* 0xc4ce_b9fe_1a85_ec53
  return hash ^ hash >> 33
}
