/// The operations, each by the name that TensorFlow gives it.
public enum OperationName: String, Hashable, Sendable, CaseIterable {
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
}

/// What an operation does along an axis.
package enum AxisKind: Hashable, Sendable {
  /// Slides a filter over the value.
  case forward
  /// Spreads each sample of the value by a filter.
  case transposed
  /// Slides a window over the value, of which the maximum is taken.
  case pool
}

extension OperationName {
  /// What the operation does along its axes.
  package var axisKind: AxisKind { isPool ? .pool : isTransposed ? .transposed : .forward }

  /// The number of spatial axes, 2 or 3.
  package var spatialRank: Int {
    switch self {
    case .conv3D, .transposedConv3D, .maxPool3D: 3
    default: 2
    }
  }

  package var isTransposed: Bool {
    switch self {
    case .transposedConv2D, .atrousTransposedConv2D, .depthwiseTransposedConv2D,
      .transposedConv3D:
      true
    default: false
    }
  }

  /// The convolution that goes from the larger tensor to the smaller one.
  package var forward: OperationName {
    switch self {
    case .transposedConv2D: .conv2D
    case .atrousTransposedConv2D: .atrousConv2D
    case .depthwiseTransposedConv2D: .depthwiseConv2D
    case .transposedConv3D: .conv3D
    default: self
    }
  }

  /// The transpose of a convolution, or the convolution itself if it is one.
  /// Pools have none.
  package var transposed: OperationName {
    Self.allCases.first { $0.isTransposed && $0.forward == self } ?? self
  }

  package var isDepthwise: Bool { self == .depthwiseConv2D || self == .depthwiseTransposedConv2D }

  package var isPool: Bool { self == .maxPool2D || self == .maxPool3D }

  package var isAtrous: Bool { self == .atrousConv2D || self == .atrousTransposedConv2D }

  /// Whether TensorFlow lets pairs of pads stand for SAME or VALID.
  package var takesExplicitPadding: Bool { spatialRank == 2 && !isAtrous }

  /// Whether a value may have several dimensions of batch, as TensorFlow lets
  /// it.
  var takesSeveralBatches: Bool { self == .conv2D || self == .conv3D || self == .atrousConv2D }

  /// The data formats that the operation takes, by default the first of them.
  var dataFormats: [DataFormat] {
    isAtrous ? [.nhwc] : DataFormat.formats(spatialRank: spatialRank)
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
