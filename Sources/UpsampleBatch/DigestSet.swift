/// A set of 64-bit digests that takes eight bytes for each.
struct DigestSet: Sendable {
  /// In ascending order.
  private let digests: [UInt64]

  /// Creates the set of digests, which may repeat.
  init(_ digests: [UInt64]) { self.digests = digests.sorted() }

  func contains(_ digest: UInt64) -> Bool {
    var (low, high) = (0, digests.count)
    while low < high {
      let middle = (low + high) / 2
      if digests[middle] < digest { low = middle + 1 } else { high = middle }
    }
    return low < digests.count && digests[low] == digest
  }
}
