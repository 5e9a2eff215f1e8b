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
