extension Array where Element == UInt8 {
  /// Creates an array of `count` bytes, all of which `fill` writes into storage
  /// that is not initialised beforehand.
  package init(
    count: Int, filledBy fill: (UnsafeMutableRawBufferPointer) throws(UpsampleError) -> Void
  ) throws(UpsampleError) {
    var failure: UpsampleError?
    self.init(unsafeUninitializedCapacity: count) { buffer, initialized in
      do throws(UpsampleError) {
        try fill(
          UnsafeMutableRawBufferPointer(UnsafeMutableBufferPointer(rebasing: buffer[..<count])))
        initialized = count
      } catch {
        failure = error
      }
    }
    if let failure { throw failure }
  }
}

extension [UInt8] {
  /// Adds the bytes of a number, the lowest first.
  package mutating func append(littleEndian number: some FixedWidthInteger) {
    Swift.withUnsafeBytes(of: number.littleEndian) { self += $0 }
  }

  /// The number whose bytes begin at an offset, the lowest first.
  ///
  /// - Precondition: All of its bytes are there.
  package func number<Number: FixedWidthInteger>(at offset: Int) -> Number {
    precondition(offset >= 0 && offset <= count - Number.bitWidth / 8)
    return withUnsafeBytes {
      Number(littleEndian: $0.loadUnaligned(fromByteOffset: offset, as: Number.self))
    }
  }
}
