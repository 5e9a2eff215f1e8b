/// Whole numbers for the axes of a convolution: strides, dilations or the
/// extents of a window.
///
/// One number holds for every spatial axis. As many numbers as there are
/// spatial axes give one to each. Two more stand for all dimensions in the
/// order of the data format, and those of batch and channels must be 1.
///
/// ```swift
/// let strides: PerAxis = 2
/// let strides: PerAxis = [2, 3]
/// let strides: PerAxis = [1, 2, 3, 1]
/// ```
public struct PerAxis: Hashable, Sendable, ExpressibleByIntegerLiteral, ExpressibleByArrayLiteral {
  /// The numbers as they were given.
  public let values: [Int]

  /// Creates the numbers of some or all axes. What they must be is checked by
  /// the operation.
  public init(_ values: [Int]) {
    self.values = values
  }

  /// Creates the number that holds for every spatial axis.
  public init(integerLiteral value: Int) {
    self.init([value])
  }

  /// Creates the numbers of the axes, as `[2, 3]`.
  public init(arrayLiteral elements: Int...) {
    self.init(elements)
  }
}
