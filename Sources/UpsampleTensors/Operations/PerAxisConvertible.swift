/// What gives the numbers of a convolution's axes: one number for all, a list, or
/// a ``PerAxis``.
///
/// ```swift
/// let larger = try transposedConv2D(value, filter: filter, strides: scale)
/// ```
public protocol PerAxisConvertible {
  /// The numbers of the axes.
  var perAxis: PerAxis { get }
}

extension PerAxis: PerAxisConvertible {
  /// The numbers themselves.
  public var perAxis: PerAxis { self }
}

extension Int: PerAxisConvertible {
  /// This number for every spatial axis.
  public var perAxis: PerAxis { PerAxis([self]) }
}

extension Array: PerAxisConvertible where Element == Int {
  /// A number for each axis.
  public var perAxis: PerAxis { PerAxis(self) }
}
