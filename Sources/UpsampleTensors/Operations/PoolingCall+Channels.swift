import UpsampleBase

/// Pools over channels: windows that lie side by side within each pixel.
extension PoolingCall {
  /// The number of channels of each window, if it has several.
  ///
  /// As in TensorFlow only the maximum over 2-D pixels may be taken so, the window has
  /// no other extent, and the windows divide the channels evenly.
  func channelWindow(_ value: Shape) throws(UpsampleError) -> Int? {
    let numbers = window.values
    guard subject.name == .maxPool2D, dataFormat.spatialRank == 2, numbers.count == dataFormat.rank,
      numbers[dataFormat.channelDimension] > 1
    else { return nil }
    let arguments = try AxisArguments(subject: subject, format: dataFormat)
    try arguments.requireShape(value, of: .value, dimensions: dataFormat.dimensions)
    let window = numbers[dataFormat.channelDimension]
    try requireChannelsAlone(numbers, of: .ksize, channels: window)
    if let strides { try requireChannelsAlone(strides.values, of: .strides, channels: window) }
    guard dilations.values.allSatisfy({ $0 == 1 }) else {
      throw subject.fault(.channelWindow(.dilated(dilations.values)))
    }
    _ = try arguments.rules(of: padding)
    let channels = value[dataFormat.channelDimension]
    guard channels % window == 0 else {
      throw subject.fault(.channelWindow(.uneven(window, channels: channels)))
    }
    return window
  }

  /// Checks that all numbers are 1 but that of the channels.
  private func requireChannelsAlone(
    _ numbers: [Int], of argument: OperationArgument, channels: Int
  ) throws(UpsampleError) {
    let expected = dataFormat.extents(
      batch: 1, spatial: Array(repeating: 1, count: dataFormat.spatialRank), channels: channels)
    guard numbers == expected else {
      throw subject.fault(.channelWindow(.numbers(argument, numbers, expected: expected)))
    }
  }

  /// The maximum of each `window` channels.
  func maximumOverChannels(_ value: Tensor, window: Int) throws(UpsampleError) -> Tensor {
    var extents = value.shape.extents
    extents[dataFormat.channelDimension] /= window
    guard !value.scalars.isEmpty else { return Tensor(shape: Shape(extents), scalars: []) }
    // The channels of a pixel, or of an image the planes, are samples of one axis.
    let inner = dataFormat.hasChannelsFirst ? extents[2...].reduce(1, *) : 1
    let channels = value.shape[dataFormat.channelDimension]
    let lines = value.viewed(as: [value.scalars.count / (channels * inner), channels, inner])
    return try alongWidth(lines, window: window).viewed(as: Shape(extents))
  }

  /// The pool of a tensor `[batch, width, channels]` by windows that divide the width.
  private func alongWidth(_ value: Tensor, window: Int) throws(UpsampleError) -> Tensor {
    let width = value.shape[1]
    let axis = ConvolutionAxis(filter: window, stride: window, dilation: 1)
    let problem = ConvolutionProblem(
      channels: .depthwise(channels: value.shape[2], multiplier: 1), inputs: [width],
      outputs: [width / window],
      phases: [AxisPhase.forward(axis, input: width, output: width / window, padBefore: 0)],
      filter: [1])
    let threads = try threadBudget(threads, subject: subject)
    return problem.pool(value, .maximum, format: .nwc, threads: threads)
  }
}
