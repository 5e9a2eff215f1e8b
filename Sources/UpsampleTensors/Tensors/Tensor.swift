import CUpsampleSystem

/// A dense array of 32-bit floating-point numbers with a shape.
///
/// Scalars are stored in row-major order: the last dimension varies fastest.
/// A tensor is a value; copies share storage until one of them is changed.
public struct Tensor: Hashable, Sendable {
  /// The extents of the tensor.
  public let shape: Shape

  @usableFromInline var storage: [Float]

  /// The scalars in row-major order. Their number never changes.
  public package(set) var scalars: [Float] {
    @inlinable get { storage }
    _modify { yield &storage }
  }

  /// Creates a tensor of the given shape from its scalars in row-major order.
  ///
  /// - Throws: ``UpsampleError/request(_:)`` unless there are as many scalars as the
  ///   shape's ``Shape/scalarCount``.
  public init(shape: Shape, scalars: some Collection<Float>) throws(UpsampleError) {
    try shape.requireCount(scalars.count)
    self.init(shape: shape, scalars: Array(scalars))
  }

  /// Creates a tensor of which each scalar is made from its position.
  ///
  /// ```swift
  /// let ramp = try Tensor(shape: [1, 2, 3, 1]) { position in Float(position[2]) }
  /// ```
  ///
  /// - Parameters:
  ///   - shape: Of which extents are not negative.
  ///   - scalar: The scalar at a position, which has an index for each dimension. It is
  ///     called once for each, in row-major order.
  /// - Throws: ``UpsampleError/request(_:)`` when there is no such tensor, or it does not
  ///   fit into memory.
  public init(
    shape: Shape, scalarAt scalar: (_ position: [Int]) -> Float
  ) throws(UpsampleError) {
    let count = try shape.requireMemory()
    var position = [Int](repeating: 0, count: shape.rank)
    var scalars: [Float] = []
    scalars.reserveCapacity(count)
    for _ in 0..<count {
      scalars.append(scalar(position))
      for dimension in position.indices.reversed() {
        position[dimension] += 1
        if position[dimension] < shape[dimension] { break }
        position[dimension] = 0
      }
    }
    self.init(shape: shape, scalars: scalars)
  }

  /// A tensor of a shape that is known to have so many scalars.
  package init(shape: Shape, scalars: [Float]) {
    precondition(scalars.count == shape.scalarCount, "a tensor has one scalar for each position")
    self.shape = shape
    storage = scalars
  }

  /// One number everywhere, in a shape that is known to fit into memory.
  package init(repeating value: Float, shape: Shape) {
    self.init(shape: shape, scalars: Array(repeating: value, count: shape.scalarCount!))
  }

  /// Creates a tensor whose scalars `fill` writes, every one of them, into
  /// storage that is not initialised beforehand.
  init(
    shape: Shape, filledBy fill: (UnsafeMutableBufferPointer<Float>) throws -> Void
  ) rethrows {
    let count = shape.scalarCount!
    self.shape = shape
    storage = try Array(unsafeUninitializedCapacity: count) { buffer, initialized in
      cus_prefer_large_pages(buffer.baseAddress, count * MemoryLayout<Float>.stride)
      try fill(UnsafeMutableBufferPointer(rebasing: buffer[..<count]))
      initialized = count
    }
  }

  /// The scalar at the given position, one index for each dimension.
  ///
  /// There is nothing at a position that the shape does not have: its scalar is NaN, and
  /// setting it changes nothing. To change many, ``withMutableScalars(_:)`` and
  /// ``map(_:)`` are faster.
  @inlinable public subscript(position: Int...) -> Float {
    get { shape.offset(of: position).map { storage[$0] } ?? .nan }
    set { if let offset = shape.offset(of: position) { storage[offset] = newValue } }
  }

  /// Changes the scalars in place, in row-major order.
  ///
  /// ```swift
  /// tensor.withMutableScalars { scalars in
  ///   for index in scalars.indices { scalars[index] = max(0, scalars[index]) }
  /// }
  /// ```
  ///
  /// - Parameter body: What changes them. The buffer is valid until it returns.
  /// - Returns: What `body` returns.
  @inlinable public mutating func withMutableScalars<Result>(
    _ body: (UnsafeMutableBufferPointer<Float>) throws -> Result
  ) rethrows -> Result {
    try storage.withUnsafeMutableBufferPointer { try body($0) }
  }

  /// A tensor of the same shape, of which each scalar is made from that of this one.
  ///
  /// - Parameter transform: What is made of a scalar.
  @inlinable public func map(_ transform: (Float) throws -> Float) rethrows -> Tensor {
    var result = self
    try result.withMutableScalars { scalars in
      for index in scalars.indices { scalars[index] = try transform(scalars[index]) }
    }
    return result
  }

  /// The same scalars under another shape.
  ///
  /// - Throws: ``UpsampleError/request(_:)`` unless the shape has as many scalars.
  public func reshaped(to shape: Shape) throws(UpsampleError) -> Tensor {
    try shape.requireCount(scalars.count)
    return viewed(as: shape)
  }

  /// The same scalars under another shape that is known to have as many.
  package func viewed(as shape: Shape) -> Tensor { Tensor(shape: shape, scalars: scalars) }
}

extension Shape {
  /// Checks that a tensor of this shape has so many scalars.
  fileprivate func requireCount(_ count: Int) throws(UpsampleError) {
    guard scalarCount == count else {
      throw TensorFault.count(count, shape: self).error
    }
  }

  /// Checks that a tensor of this shape can be held.
  ///
  /// - Returns: The number of its scalars.
  func requireMemory() throws(UpsampleError) -> Int {
    guard let count = scalarCount, fitsIntoMemory(scalars: count) else {
      throw TensorFault.memory(self).error
    }
    return count
  }
}
