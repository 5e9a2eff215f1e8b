/// Elements outside of any array, which stay where they are and need no
/// checks: for the innermost loops and for what C reads and writes.
final class Storage<Element: BitwiseCopyable> {
  let base: UnsafeMutablePointer<Element>
  let count: Int

  init(repeating element: Element, count: Int) {
    self.count = count
    // A vector of any instruction set then lies within one cache line.
    base = UnsafeMutableRawPointer.allocate(
      byteCount: count * MemoryLayout<Element>.stride, alignment: 64
    ).bindMemory(to: Element.self, capacity: count)
    base.initialize(repeating: element, count: count)
  }

  /// Copies an array.
  convenience init(_ elements: [Element], filler: Element) {
    self.init(repeating: filler, count: elements.count)
    for (index, element) in elements.enumerated() { base[index] = element }
  }

  /// All bytes.
  var bytes: UnsafeMutableRawBufferPointer {
    UnsafeMutableRawBufferPointer(start: base, count: count * MemoryLayout<Element>.stride)
  }

  deinit { base.deallocate() }
}
