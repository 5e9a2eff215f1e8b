import CUpsampleSystem

/// A dense array of 32-bit floating-point numbers with a shape.
///
/// Scalars are stored in row-major order: the last dimension varies fastest.
/// A tensor is a value; copies share storage until one of them is changed.
public struct Tensor: Hashable, Sendable {
  /// The extents of the tensor.
  public let shape: Shape

  /// The scalars in row-major order. Their number never changes.
  public package(set) var scalars: [Float]

  /// Creates a tensor of the given shape from its scalars in row-major order.
  ///
  /// - Precondition: `scalars.count` is the shape's ``Shape/scalarCount``. Whoever has
  ///   the shape from elsewhere asks for that first.
  public init(shape: Shape, scalars: [Float]) {
    precondition(scalars.count == shape.scalarCount, "a tensor has one scalar for each position")
    self.shape = shape
    self.scalars = scalars
  }

  /// Creates a tensor in which every scalar is `value`.
  ///
  /// - Precondition: The shape has a ``Shape/scalarCount``, and so many scalars fit in
  ///   memory. Whoever has the shape from elsewhere asks for that first.
  public init(repeating value: Float, shape: Shape) {
    self.init(shape: shape, scalars: Array(repeating: value, count: shape.scalarCount!))
  }

  /// Creates a tensor whose scalars `fill` writes, every one of them, into
  /// storage that is not initialised beforehand.
  init(
    shape: Shape, filledBy fill: (UnsafeMutableBufferPointer<Float>) throws -> Void
  ) rethrows {
    let count = shape.scalarCount!
    self.shape = shape
    scalars = try Array(unsafeUninitializedCapacity: count) { buffer, initialized in
      cus_prefer_large_pages(buffer.baseAddress, count * MemoryLayout<Float>.stride)
      try fill(UnsafeMutableBufferPointer(rebasing: buffer[..<count]))
      initialized = count
    }
  }

  /// The scalar at the given position, one index for each dimension.
  ///
  /// - Precondition: Every index is within its dimension.
  public subscript(position: Int...) -> Float {
    get { scalars[offset(of: position)] }
    set { scalars[offset(of: position)] = newValue }
  }

  /// The same scalars under another shape.
  ///
  /// - Precondition: The shape has the same ``Shape/scalarCount``.
  public func reshaped(to newShape: Shape) -> Tensor {
    Tensor(shape: newShape, scalars: scalars)
  }

  private func offset(of position: [Int]) -> Int {
    precondition(position.count == shape.rank, "one index for each dimension")
    var offset = 0
    for (index, extent) in zip(position, shape.extents) {
      precondition(index >= 0 && index < extent, "index out of range")
      offset = offset * extent + index
    }
    return offset
  }
}
