import UpsampleBase

/// Why an operation on tensors refuses a call, as values.
///
/// It is what ``RequestFault/values`` of the error is:
///
/// ```swift
/// do {
///   larger = try transposedConv2D(value, filter: filter, outputShape: asked, strides: 2)
/// } catch {
///   guard let legal = error.operationFault?.legalOutputShapes else { throw error }
///   larger = try transposedConv2D(
///     value, filter: filter, outputShape: legal.largest, strides: 2)
/// }
/// ```
public struct OperationFault: FaultValues {
  /// The operation.
  public let operation: OperationName
  /// The caller's own name for the call.
  public let label: String?
  /// The rule that the call breaks, and the values that break it.
  public let reason: Reason
  /// The output shapes that the other arguments of a transposed convolution allow,
  /// where the one that was asked for is not among them.
  public let legalOutputShapes: LegalOutputShapes?

  /// The rule that a call breaks, by the part of the call that breaks it.
  public enum Reason: Hashable, Sendable {
    /// An argument as such.
    case argument(ArgumentFault)
    /// An argument that is a list of whole numbers.
    case numbers(OperationArgument, NumbersFault)
    /// Explicit padding.
    case padding(PaddingFault)
    /// The shape of value or filter by itself.
    case shape(ShapeFault)
    /// Channels of value and filter that do not fit each other.
    case channels(ChannelsFault)
    /// A window that fits nowhere into the value along an axis.
    case window(OperationAxis)
    /// The shape that a transposed convolution is to make.
    case outputShape(OutputShapeFault)
    /// A value or rows that a prepared convolution is given or asked for.
    case rows(RowsFault)
    /// What follows a convolution's sums, or an activation by itself.
    case layer(LayerFault)
    /// Tensors of which gradients are taken.
    case gradient(GradientFault)
    /// A pool over channels.
    case channelWindow(ChannelWindowFault)
    /// Dimensions that are named, or meet those of another tensor.
    case dimensions(DimensionsFault)
    /// What is arranged anew: padded, cropped, or cut into blocks.
    case arrangement(ArrangementFault)
    /// What is resized.
    case resize(ResizeFault)
    /// What does not fit into memory.
    case memory(MemoryFault)
  }

  /// One spatial axis of a call.
  public struct OperationAxis: Hashable, Sendable {
    /// The axis.
    public let axis: Dimension
    /// The value's extent, in samples.
    public let value: Int
    /// The number of the filter's or the window's taps.
    public let filter: Int
    /// The distance between neighbouring windows, in samples.
    public let stride: Int
    /// The distance between neighbouring taps, in samples.
    public let dilation: Int
    /// How the axis is padded.
    public let padding: AxisPaddingRule
  }
}

extension UpsampleError {
  /// The values of a fault that an operation on tensors found; `nil` for other errors.
  public var operationFault: OperationFault? {
    guard case .request(let fault) = self else { return nil }
    return fault.values as? OperationFault
  }
}

// MARK: Families

extension OperationFault {
  /// A fault of an argument as such.
  public enum ArgumentFault: Hashable, Sendable {
    /// The operation needs the argument.
    case missing(OperationArgument)
    /// The operation takes no such argument.
    case notTaken(OperationArgument, given: Given)
    /// The text is none of the argument's values.
    case unknown(OperationArgument, text: String)
    /// The data format is not one of the operation's.
    case foreignFormat(DataFormat)
    /// The text is not one of the operation's data formats.
    case foreignFormatText(String)
    /// The rate is not positive, or too large.
    case rate(Int)
    /// The number of threads is not positive.
    case threads(Int)
    /// A pool was given where a convolution is needed.
    case pool
    /// The operation slides neither a filter nor a window.
    case noConvolution
  }

  /// What an argument was given as.
  public enum Given: Hashable, Sendable {
    /// Text.
    case text(String)
    /// Whole numbers.
    case numbers([Int])
    /// A tensor of that shape.
    case tensor(Shape)
  }

  /// A fault of an argument that is a list of whole numbers.
  public enum NumbersFault: Hashable, Sendable {
    /// The text is no such list.
    case text(String)
    /// The text has a number that no argument may have.
    case tooLarge(String, number: String)
    /// A single number is needed.
    case notOne([Int])
    /// There are too many numbers or too few, for all dimensions or the spatial ones.
    case count([Int], accepted: [Int])
    /// The number of a spatial axis is not positive, or too large.
    case outOfRange([Int], number: Int, Dimension)
    /// The number of the batch or the channels is not 1.
    case notSpatial([Int], number: Int, Dimension)
  }

  /// A fault of explicit padding.
  public enum PaddingFault: Hashable, Sendable {
    /// The operation takes SAME and VALID alone.
    case explicit([[Int]])
    /// There is not a pair for each dimension of the data format.
    case notPairs([[Int]], DataFormat)
    /// A pad is negative or too large.
    case outOfRange([Int], Dimension)
    /// The batch or the channels are padded.
    case notSpatial([Int], Dimension)
    /// A pool has windows that lie within the padding.
    case notSmaller(AxisPadding, Dimension, window: Int)
  }

  /// A fault of the shape of value or filter by itself.
  public enum ShapeFault: Hashable, Sendable {
    /// The number of dimensions is another than that of those named.
    case rank(OperationArgument, Shape, dimensions: [Dimension])
    /// An extent is negative or too large.
    case extent(OperationArgument, Dimension, Int)
    /// The filter of a forward convolution has an extent of 0.
    case noTaps(filter: Shape)
    /// The value has no image to prepare for.
    case noImage(value: Shape)
    /// The value has no dimension for its channels.
    case noChannels(value: Shape)
  }

  /// Channels of value and filter that do not fit each other.
  public enum ChannelsFault: Hashable, Sendable {
    /// The value has no channel.
    case noneInValue
    /// A depthwise filter is for another number of channels.
    case depthwise(filter: Shape, value: Int)
    /// The value's channels are no multiple of the filter's.
    case noMultiple(filter: Shape, value: Int)
    /// The filter's outputs can't be shared by the groups.
    case unevenGroups(filter: Shape, value: Int)
    /// The value's channels are not the channels times the multiplier of a filter.
    case noProduct(filter: Shape, value: Int)
    /// The value's channels are not those of a transposed convolution's filter.
    case transposed(filter: Shape, value: Int, asked: Int?)
  }

  /// A fault of the shape asked of a transposed convolution's output.
  public enum OutputShapeFault: Hashable, Sendable {
    /// The tensor that holds the shape has not one dimension.
    case rank(Shape)
    /// The tensor that holds the shape holds what is no extent.
    case scalar(Float)
    /// There are too many extents or too few.
    case count([Int], accepted: [Int], dimensions: [Dimension])
    /// An extent is negative or too large.
    case outOfRange([Int], extent: Int)
    /// The batch is not the value's.
    case batch(Int, value: Int)
    /// The channels are not those that a depthwise filter makes.
    case depthwiseChannels(Int, filter: Shape)
    /// The channels are not those that the filter makes.
    case channels(Int, filter: Shape)
    /// No extent is legal.
    case noneLegal(OperationAxis)
    /// The extent is not among the legal ones.
    case extent(Int, legal: ClosedRange<Int>, OperationAxis)
    /// The extent, which the other arguments ask for, is too large.
    case tooLarge(Dimension, Int)
  }

  /// A fault of values or rows that a prepared convolution is given or asked for.
  public enum RowsFault: Hashable, Sendable {
    /// Values of one axis have no rows.
    case none
    /// The value has another shape.
    case value(Shape, prepared: Shape)
    /// The rows have another shape.
    case strip(Shape, prepared: Shape)
    /// The rows have other dimensions, or are more than the value's.
    case stripRows(Shape, prepared: Shape, most: Int)
    /// The rows asked for lie beyond the output's.
    case beyondOutput(Range<Int>, count: Int)
    /// The rows given lie beyond the value's.
    case place(Int, rows: Int, count: Int)
    /// The rows asked for need others than those given.
    case unreached(Range<Int>, needed: Range<Int>, given: Range<Int>, computable: Range<Int>)
    /// More rows come than the value has.
    case tooMany(Int, appended: Int, count: Int)
    /// The rows have another batch than those before.
    case batch(Shape, before: Shape)
  }

  /// What does not fit into memory.
  public enum MemoryFault: Hashable, Sendable {
    /// The output, where the machine has that many bytes.
    case output(Shape, bytes: Int)
    /// So many taps, where the machine has that many bytes.
    case taps(Int, bytes: Int)
    /// The weights of a filter, laid out for speed.
    case weights(filter: Shape)
  }
}
