import UpsampleBase

/// Whether the system lets the process have memory for so many scalars, and gives it.
package func fitsIntoMemory(scalars count: Int) -> Bool {
  count <= MemorySupply.bytes / MemoryLayout<Float>.stride
    && WorkingMemory.isThere(count * MemoryLayout<Float>.stride)
}

/// Checks that the sorting of so many taps of one axis by the outputs that they reach
/// can be held.
///
/// - Throws: A request fault when the system does not give some hundred bytes for each.
func requireMemory(forTaps count: Int, subject: OperationSubject) throws(UpsampleError) {
  let bytesPerTap = 512
  let isSmall = count <= 1 << 12
  guard
    isSmall
      || count <= MemorySupply.bytes / bytesPerTap && WorkingMemory.isThere(count * bytesPerTap)
  else {
    throw subject.fault(.memory(.taps(count, bytes: MemorySupply.bytes)))
  }
}

/// Checks that a tensor of the given shape can be held, and a copy of it in
/// another order.
///
/// - Throws: A request fault when the tensor has more bytes than the
///   system lets the process have.
func requireMemory(for shape: Shape, subject: OperationSubject) throws(UpsampleError) {
  guard let count = shape.scalarCount, fitsIntoMemory(scalars: count) else {
    throw subject.fault(.memory(.output(shape, bytes: MemorySupply.bytes)))
  }
}
