/// What gives the output shape of a transposed convolution: a shape, a list of extents,
/// a tensor of rank 1, or an ``OutputShape``.
///
/// ```swift
/// let back = try transposedConv2D(small, filter: filter, outputShape: image.shape, strides: 2)
/// ```
public protocol OutputShapeConvertible {
  /// The shape that is asked for.
  var requestedShape: OutputShape { get }
}

extension OutputShape: OutputShapeConvertible {
  /// The shape itself.
  public var requestedShape: OutputShape { self }
}

extension Shape: OutputShapeConvertible {
  /// The extents of the shape.
  public var requestedShape: OutputShape { .extents(extents) }
}

extension Array: OutputShapeConvertible where Element == Int {
  /// The numbers as extents.
  public var requestedShape: OutputShape { .extents(self) }
}

extension Tensor: OutputShapeConvertible {
  /// The scalars as extents.
  public var requestedShape: OutputShape { .tensor(self) }
}
