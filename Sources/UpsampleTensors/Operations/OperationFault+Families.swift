import UpsampleBase

/// Faults of what lies between convolutions.
extension OperationFault {
  /// A fault of what follows a convolution's sums, or of an activation by itself.
  public enum LayerFault: Hashable, Sendable {
    /// The bias has not one dimension.
    case biasShape(Shape)
    /// The bias has not a number for each channel.
    case biasCount(Int, channels: Int)
    /// The slope is not a number.
    case slope(Float)
    /// The slopes are neither those of channels nor one for all.
    case slopesShape(Shape)
    /// The slopes are not one for each channel.
    case slopesCount(Int, channels: Int)
    /// The limits of a clip are not in ascending order.
    case limits(minimum: Float, maximum: Float)
  }

  /// A fault of tensors of which gradients are taken.
  public enum GradientFault: Hashable, Sendable {
    /// The output's gradient has not the output's shape.
    case shape(Shape, output: Shape)
    /// The output's gradient is not one for a value of that shape.
    case value(Shape, outputGradient: Shape)
  }

  /// A fault of a pool over channels.
  public enum ChannelWindowFault: Hashable, Sendable {
    /// The numbers are not those of a window of channels alone.
    case numbers(OperationArgument, [Int], expected: [Int])
    /// The window is dilated.
    case dilated([Int])
    /// The window does not divide the value's channels.
    case uneven(Int, channels: Int)
  }

  /// A fault of dimensions that are named, or meet those of another tensor.
  public enum DimensionsFault: Hashable, Sendable {
    /// The tensor has no such dimension.
    case axis(Int, Shape)
    /// A dimension is named twice.
    case repeated(Int, axes: [Int])
    /// Extents of two tensors differ, and neither is 1.
    case broadcast(Shape, Shape, extent: Int, other: Int)
    /// There is nothing to join.
    case noValue
    /// The value does not fit the first one.
    case joined(Shape, first: Shape, axis: Int)
    /// The extents along an axis sum to more than a tensor can have.
    case sum(axis: Int)
  }

  /// A fault of what is arranged anew.
  public enum ArrangementFault: Hashable, Sendable {
    /// There is not a pair for each dimension of the value.
    case notPairs(OperationArgument, [[Int]], value: Shape)
    /// A number of a pair is negative or too large.
    case outOfRange(OperationArgument, [Int])
    /// The value has so few samples to repeat that there may be `most` on each side.
    case paddings([Int], extent: Int, most: Int)
    /// More is cropped than there is.
    case crops([Int], extent: Int)
    /// The size of a block is too small or too large.
    case blockSize(Int)
    /// The value's channels can't be shared by the pixels of a block.
    case blockChannels(Int, pixels: Int)
    /// Blocks do not cover a spatial axis evenly.
    case blocks(Dimension, Int, blockSize: Int)
  }

  /// A fault of what is resized.
  public enum ResizeFault: Hashable, Sendable {
    /// There is not an extent for each spatial axis.
    case sizeCount([Int], axes: [Dimension])
    /// An extent of the output is too small or too large.
    case size([Int], extent: Int)
    /// There is not a scale for each spatial axis.
    case scalesCount([Float], axes: [Dimension])
    /// A scale is not a positive number.
    case scale(Float)
    /// A scale makes no sample of the value's, or too many.
    case scaled(Dimension, Int, scale: Float)
    /// A spatial extent of the value is too small or too large.
    case value(Shape, extent: Int)
    /// The coefficient of the cubic kernel is not finite.
    case cubicCoefficient(Float)
    /// The region is not a pair of finite numbers for each spatial axis.
    case region([[Float]], axes: [Dimension])
    /// Coordinates that heed no region are given one.
    case regionNotTaken([[Float]], ResizeRule.Coordinates)
    /// A region is resized by scales.
    case scaledRegion([[Float]])
  }
}
