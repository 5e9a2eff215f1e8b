import Glibc

/// The bytes of the machine's memory.
private let memory = sysconf(Int32(_SC_PHYS_PAGES)) * sysconf(Int32(_SC_PAGESIZE))

/// Whether the machine has memory for so many scalars, and the system gives it.
func fitsIntoMemory(scalars count: Int) -> Bool {
  count <= memory / MemoryLayout<Float>.stride
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
    isSmall || count <= memory / bytesPerTap && WorkingMemory.isThere(count * bytesPerTap)
  else {
    throw subject.fault(
      "\(count) taps along an axis do not fit into memory",
      remedy: "This machine has \(memory >> 20) MiB.")
  }
}

/// Checks that a tensor of the given shape can be held, and a copy of it in
/// another order.
///
/// - Throws: A request fault when the tensor has more bytes than the machine
///   has memory, or than the system gives.
func requireMemory(for shape: Shape, subject: OperationSubject) throws(UpsampleError) {
  guard let count = shape.scalarCount, fitsIntoMemory(scalars: count) else {
    throw subject.fault(
      "an output of shape \(shape) does not fit into memory",
      remedy: "This machine has \(memory >> 20) MiB.")
  }
}
