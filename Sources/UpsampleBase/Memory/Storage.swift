/// Elements outside of any array, which stay where they are and need no
/// checks: for the innermost loops and for what C reads and writes.
///
/// Who shares one among threads changes none of its elements.
package final class Storage<Element: BitwiseCopyable>: @unchecked Sendable {
  package let base: UnsafeMutablePointer<Element>
  package let count: Int
  private let block: UnsafeMutableRawPointer

  /// Makes room for elements, which are not initialised.
  package init(count: Int) {
    self.count = count
    // A vector of any instruction set then lies within one cache line. An allocator that is
    // asked for that itself can't use a block again that was freed: it needs a longer one, of
    // which it cuts the ends off.
    let line = 64
    block = .allocate(byteCount: count * MemoryLayout<Element>.stride + line, alignment: 16)
    base = block.alignedUp(toMultipleOf: line).bindMemory(to: Element.self, capacity: count)
  }

  /// Makes room for elements of which each byte is 0, which each of them has to allow.
  package convenience init(zeros count: Int) {
    self.init(count: count)
    bytes.initializeMemory(as: UInt8.self, repeating: 0)
  }

  /// Copies an array.
  package convenience init(_ elements: [Element]) {
    self.init(count: elements.count)
    elements.withUnsafeBufferPointer {
      if let first = $0.baseAddress { base.initialize(from: first, count: count) }
    }
  }

  /// All bytes.
  var bytes: UnsafeMutableRawBufferPointer {
    UnsafeMutableRawBufferPointer(start: base, count: count * MemoryLayout<Element>.stride)
  }

  deinit { block.deallocate() }
}
