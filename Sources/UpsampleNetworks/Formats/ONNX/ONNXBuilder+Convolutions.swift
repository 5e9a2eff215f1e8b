import UpsampleBase
import UpsampleTensors

/// Convolutions, pools and what is folded into them.
extension ONNXBuilder {
  static let convolutions: [String: Operation] = [
    "Conv": ONNXBuilder.convolution, "ConvTranspose": ONNXBuilder.transposedConvolution,
    "MaxPool": ONNXBuilder.maximumPool, "AveragePool": ONNXBuilder.averagePool,
    "BatchNormalization": ONNXBuilder.batchNormalization,
  ]

  // MARK: Convolutions

  private func convolution(_ call: ONNXCall) throws(UpsampleError) -> [ONNXValue] {
    let map = try map(0, of: call)
    let weights = try filter(of: call)
    let window = try ONNXWindow(call, taps: [weights.shape[0], weights.shape[1]])
    let (input, groups) = (shape(map), try groups(of: call))
    guard
      case (let channels, let overflow) = weights.shape[2].multipliedReportingOverflow(by: groups),
      !overflow, channels == input.channels, weights.shape[3] % groups == 0
    else { throw mismatch(call, weights, groups: groups, channels: input.channels) }
    let bias = try bias(of: call, count: weights.shape[3])
    let layer = try call.checked { () throws(UpsampleError) in
      try ConvolutionLayer(
        call.node.label, of: input, filter: weights,
        vertical: try window.axis(0, of: input.height, call),
        horizontal: try window.axis(1, of: input.width, call), groups: groups, bias: bias)
    }
    return try adding(layer, [map], call)
  }

  private func transposedConvolution(_ call: ONNXCall) throws(UpsampleError) -> [ONNXValue] {
    let map = try map(0, of: call)
    let weights = try filter(of: call)
    let window = try ONNXWindow(call, taps: [weights.shape[0], weights.shape[1]])
    let (input, groups) = (shape(map), try groups(of: call))
    guard
      case (let outputs, let overflow) = weights.shape[2].multipliedReportingOverflow(by: groups),
      !overflow, weights.shape[3] == input.channels, input.channels % groups == 0
    else { throw mismatch(call, weights, groups: groups, channels: input.channels) }
    let bias = try bias(of: call, count: outputs)
    let exported = exportedInput(of: call) ?? input
    let vertical = try window.transposedAxis(
      0, of: input.height, exported: exported.height, call)
    let horizontal = try window.transposedAxis(
      1, of: input.width, exported: exported.width, call)
    guard vertical.output <= mostExtent(.vertical), horizontal.output <= mostExtent(.horizontal)
    else {
      throw call.fault("which makes a map of \(vertical.output) x \(horizontal.output) pixels")
    }
    let layer = try call.checked { () throws(UpsampleError) in
      try ConvolutionLayer(
        call.node.label, of: input, filter: weights, vertical: vertical.axis,
        horizontal: horizontal.axis, groups: groups,
        direction: .transposed(height: vertical.output, width: horizontal.output), bias: bias)
    }
    return try adding(layer, [map], call)
  }

  private func mismatch(
    _ call: ONNXCall, _ weights: Tensor, groups: Int, channels: Int
  ) -> UpsampleError {
    call.fault(
      "whose weights [height, width, channels, channels] \(weights.shape) in \(groups) groups "
        + "do not fit a map of \(channels) channels")
  }

  private func groups(of call: ONNXCall) throws(UpsampleError) -> Int {
    let groups = try call.integer("group", default: 1)
    guard groups > 0 else { throw call.fault("with group \(groups), which has to be positive") }
    return groups
  }

  /// The weights in the order of ``ConvolutionLayer``.
  private func filter(of call: ONNXCall) throws(UpsampleError) -> Tensor {
    let weights = try call.constant(1, "weights")
    guard weights.integers == nil, weights.shape.count == 4, weights.count > 0 else {
      throw call.fault("whose weights are of shape \(weights.shape.echoed), not of four dimensions")
    }
    try charge(weights.count)
    let (extents, distances) = (weights.shape, weights.strides)
    // From [out, in, height, width], of a transposed convolution [in, out, height, width].
    let order = [2, 3, 1, 0]
    let source = weights.floats
    try call.requireFinite(source, "weights")
    let shape = order.map { extents[$0] }
    let steps = order.map { distances[$0] }
    let scalars = [Float](unsafeUninitializedCapacity: source.count) { target, count in
      for row in 0..<shape[0] {
        for column in 0..<shape[1] {
          for depth in 0..<shape[2] {
            let start = row * steps[0] + column * steps[1] + depth * steps[2]
            for last in 0..<shape[3] {
              target.initializeElement(at: count, to: source[start + last * steps[3]])
              count += 1
            }
          }
        }
      }
    }
    return Tensor(shape: Shape(shape), scalars: scalars)
  }

  private func bias(of call: ONNXCall, count: Int) throws(UpsampleError) -> [Float] {
    guard let bias = try call.optionalConstant(2, "biases") else { return [] }
    guard bias.count == count else {
      throw call.fault("with \(bias.count) biases for \(count) channels")
    }
    let numbers = bias.floats
    try call.requireFinite(numbers, "biases")
    return numbers
  }

  // MARK: Pools

  private func maximumPool(_ call: ONNXCall) throws(UpsampleError) -> [ONNXValue] {
    guard call.node.outputs.dropFirst().allSatisfy(\.isEmpty) else {
      throw call.fault("whose second output tells places, which can't be run in strips")
    }
    return try pool(call, .maximum)
  }

  private func averagePool(_ call: ONNXCall) throws(UpsampleError) -> [ONNXValue] {
    let counts = try call.integer("count_include_pad", default: 0) != 0
    return try pool(call, .mean(countingPads: counts))
  }

  private func pool(
    _ call: ONNXCall, _ statistic: PoolLayer.Statistic
  ) throws(UpsampleError) -> [ONNXValue] {
    let map = try map(0, of: call)
    guard let taps = try call.integers("kernel_shape") else {
      throw call.fault("without kernel_shape")
    }
    let window = try ONNXWindow(call, taps: taps)
    let input = shape(map)
    if isOfWholeMap(window, call) {
      guard case .mean = statistic else { throw call.refusal(ONNXRefusal.ofWholePicture) }
      return [value(ofMap: try mean(of: map, call))]
    }
    let roundsUp = try call.integer("ceil_mode", default: 0) != 0
    func axis(_ index: Int, _ extent: Int) throws(UpsampleError) -> ConvolutionLayer.Axis {
      var axis = try window.axis(index, of: extent, call)
      if roundsUp {
        let more = window.padsOfLastWindow(index, axis, of: extent)
        guard more == 0 || statistic != .mean(countingPads: true) else {
          throw call.fault(
            "with ceil_mode and count_include_pad, whose last window is cut off",
            remedy: "Export the network with ceil_mode=False.")
        }
        axis.pads.after += more
      }
      return axis
    }
    let layer = try call.checked { () throws(UpsampleError) in
      try PoolLayer(
        call.node.label, of: input, statistic, window: (window.taps[0], window.taps[1]),
        vertical: try axis(0, input.height), horizontal: try axis(1, input.width))
    }
    return try adding(layer, [map], call)
  }

  /// Whether a window was as large as its map at the size of the file, and is not at this one.
  private func isOfWholeMap(_ window: ONNXWindow, _ call: ONNXCall) -> Bool {
    guard let map = exportedInput(of: call), !map.isPixel else { return false }
    return window.taps == [map.height, map.width] && window.hasNoPads
  }

  // MARK: Normalisation

  private func batchNormalization(_ call: ONNXCall) throws(UpsampleError) -> [ONNXValue] {
    try call.requireZero("training_mode")
    let map = try map(0, of: call)
    let channels = shape(map).channels
    let parts = try ["scale", "biases", "means", "variances"].enumerated().map {
      index, what throws(UpsampleError) in
      let part = try call.constant(index + 1, what)
      guard part.count == channels else {
        throw call.fault("with \(part.count) \(what) for \(channels) channels")
      }
      return part.doubles
    }
    let epsilon = Double(try call.float("epsilon", default: 1e-5))
    let scales = (0..<channels).map { parts[0][$0] / (parts[3][$0] + epsilon).squareRoot() }
    let offsets = (0..<channels).map { parts[1][$0] - parts[2][$0] * scales[$0] }
    return [
      value(
        ofMap: try affine(
          map, scales: scales.map { Float($0) }, offsets: offsets.map { Float($0) }, call))
    ]
  }
}
