/// The operations, each by the name that TensorFlow gives it.
public enum OperationName: String, Hashable, Sendable, CaseIterable {
  /// Convolution along the width, which mixes channels.
  case conv1D = "conv1d"
  /// The transpose of ``conv1D``.
  case transposedConv1D = "conv1d_transpose"
  /// Convolution over height and width, which mixes channels.
  case conv2D = "conv2d"
  /// The transpose of ``conv2D``.
  case transposedConv2D = "conv2d_transpose"
  /// ``conv2D`` whose taps lie `rate` pixels apart.
  case atrousConv2D = "atrous_conv2d"
  /// The transpose of ``atrousConv2D``.
  case atrousTransposedConv2D = "atrous_conv2d_transpose"
  /// Convolution over height and width of each channel alone.
  case depthwiseConv2D = "depthwise_conv2d"
  /// The transpose of ``depthwiseConv2D``.
  case depthwiseTransposedConv2D = "depthwise_conv2d_transpose"
  /// Convolution over depth, height and width, which mixes channels.
  case conv3D = "conv3d"
  /// The transpose of ``conv3D``.
  case transposedConv3D = "conv3d_transpose"
  /// The largest value of each channel in windows of height and width.
  case maxPool2D = "max_pool2d"
  /// The largest value of each channel in windows of depth, height and width.
  case maxPool3D = "max_pool3d"
  /// The mean of each channel in windows of height and width.
  case averagePool2D = "avg_pool2d"
  /// The mean of each channel in windows of depth, height and width.
  case averagePool3D = "avg_pool3d"
  /// A number for each channel, added to all of its values.
  case biasAdd = "bias_add"
  /// `max(x, 0)`.
  case relu
  /// `min(max(x, 0), 6)`.
  case relu6
  /// A slope for negative numbers.
  case leakyRelu = "leaky_relu"
  /// A slope for negative numbers, for each channel.
  case prelu
  /// `1 / (1 + e^-x)`.
  case sigmoid
  /// The hyperbolic tangent.
  case tanh
  /// Limits to a range.
  case clip = "clip_by_value"
  /// The sums of pairs.
  case add
  /// The differences of pairs.
  case subtract
  /// The products of pairs.
  case multiply
  /// The larger of pairs.
  case maximum
  /// The mean along dimensions.
  case mean = "reduce_mean"
  /// Channels that become blocks of pixels.
  case depthToSpace = "depth_to_space"
  /// Blocks of pixels that become channels.
  case spaceToDepth = "space_to_depth"
  /// Positions added around a tensor.
  case pad
  /// Positions left out around a tensor.
  case crop
  /// Tensors one behind another.
  case concat
  /// Other spatial extents, by interpolation.
  case resize
}

/// What an operation does along an axis.
package enum AxisKind: Hashable, Sendable {
  /// Slides a filter over the value.
  case forward
  /// Spreads each sample of the value by a filter.
  case transposed
  /// Slides a window over the value, of which a statistic is taken.
  case pool(PoolStatistic)

  package var isPool: Bool {
    if case .pool = self { true } else { false }
  }
}

extension OperationName {
  /// The operations that slide a filter or a window: convolutions and pools.
  package static let windowed = allCases.filter { $0.isConvolution || $0.isPool }

  /// The operations that have a filter.
  package static let convolutions = allCases.filter(\.isConvolution)

  package var isConvolution: Bool { isTransposed || transposed != self }

  /// What a pool takes of each window, or `nil` for other operations.
  package var poolStatistic: PoolStatistic? {
    switch self {
    case .maxPool2D, .maxPool3D: .maximum
    case .averagePool2D, .averagePool3D: .mean
    default: nil
    }
  }

  package var isPool: Bool { poolStatistic != nil }

  /// What a convolution or a pool does along its axes.
  package var axisKind: AxisKind {
    poolStatistic.map(AxisKind.pool) ?? (isTransposed ? .transposed : .forward)
  }

  /// The number of spatial axes of a convolution or a pool, 1 to 3.
  package var spatialRank: Int {
    switch self {
    case .conv1D, .transposedConv1D: 1
    case .conv3D, .transposedConv3D, .maxPool3D, .averagePool3D: 3
    default: 2
    }
  }

  /// The orders of dimensions that a convolution or a pool takes, by default the
  /// first of them.
  package var dataFormats: [DataFormat] {
    isAtrous ? [.nhwc] : DataFormat.formats(spatialRank: spatialRank)
  }

  package var isTransposed: Bool { forward != self }

  /// The convolution that goes from the larger tensor to the smaller one.
  package var forward: OperationName {
    switch self {
    case .transposedConv1D: .conv1D
    case .transposedConv2D: .conv2D
    case .atrousTransposedConv2D: .atrousConv2D
    case .depthwiseTransposedConv2D: .depthwiseConv2D
    case .transposedConv3D: .conv3D
    default: self
    }
  }

  /// The transpose of a convolution, or the convolution itself if it is one.
  /// Other operations have none.
  package var transposed: OperationName {
    switch self {
    case .conv1D: .transposedConv1D
    case .conv2D: .transposedConv2D
    case .atrousConv2D: .atrousTransposedConv2D
    case .depthwiseConv2D: .depthwiseTransposedConv2D
    case .conv3D: .transposedConv3D
    default: self
    }
  }

  package var isDepthwise: Bool { self == .depthwiseConv2D || self == .depthwiseTransposedConv2D }

  package var isAtrous: Bool { self == .atrousConv2D || self == .atrousTransposedConv2D }

  /// Whether pairs of pads may stand for SAME or VALID: TensorFlow's atrous operations
  /// know none.
  package var takesExplicitPadding: Bool { !isAtrous }

  /// Whether a value may have several dimensions of batch, as TensorFlow lets
  /// it.
  var takesSeveralBatches: Bool {
    switch self {
    case .conv1D, .conv2D, .conv3D, .atrousConv2D: true
    default: false
    }
  }

  /// Whether outputs of a transposed convolution may be asked for in groups, which
  /// TensorFlow's atrous operations know none of.
  func takesGroups(filter: Shape) -> Bool {
    !isAtrous && filter[spatialRank] > 0 && filter[spatialRank + 1] > 1
  }

  /// The filter's dimensions in order.
  package var filterDimensions: [Dimension] {
    let channels: [Dimension] =
      isDepthwise
      ? [.channels, .multiplier]
      : isTransposed ? [.outChannels, .inChannels] : [.inChannels, .outChannels]
    return DataFormat.formats(spatialRank: spatialRank)[0].axes + channels
  }
}
