import CKernels
import UpsampleBase

/// Gradients of convolutions.
extension Convolution {
  /// The gradient of a loss with respect to the filter.
  ///
  /// Each of its numbers is the sum, over all outputs that a tap and a pair of channels
  /// take part in, of the value's number times the output's gradient. With it a layer
  /// learns: `filter - rate * gradient` lessens the loss. Bias and activation are not part
  /// of it.
  ///
  /// ```swift
  /// let difference = try subtract(layer(value), target)
  /// let gradient = try layer.filterGradient(value: value, outputGradient: difference)
  /// ```
  ///
  /// The sums are chains of fused multiply-adds in float32 over the outputs in row-major
  /// order, and over the batch for each of them.
  ///
  /// - Parameters:
  ///   - value: A tensor that the convolution takes.
  ///   - outputGradient: The gradient with respect to the output: a tensor of the shape
  ///     that the output of the value has, or for a transposed convolution without an
  ///     `outputShape` of any that is legal.
  ///   - threads: The threads that share the work. The result's bits do not depend on them.
  /// - Returns: A tensor of the filter's shape.
  /// - Throws: ``UpsampleError/request(_:)`` when shapes do not fit each other, or the
  ///   result does not fit into memory.
  ///
  /// The corresponding TensorFlow operations are `tf.raw_ops.Conv2DBackpropFilter` and
  /// `Conv3DBackpropFilterV2`.
  public func filterGradient(
    value: Tensor, outputGradient: Tensor, threads: ThreadBudget = .processors
  ) throws(UpsampleError) -> Tensor {
    var call = call
    if call.subject.name.isTransposed && call.outputShape == nil {
      call.outputShape = .extents(outputGradient.shape.extents)
    }
    let output = try call.output(value: value.shape, filter: filter.shape)
    guard outputGradient.shape == output else {
      throw call.subject.fault(.gradient(.shape(outputGradient.shape, output: output)))
    }
    let isTransposed = call.subject.name.isTransposed
    let (larger, smaller) = isTransposed ? (outputGradient, value) : (value, outputGradient)
    return try FilterGradient(
      call, larger: larger, smaller: smaller, filter: filter.shape, threads: threads
    ).gradient()
  }

  /// The gradient of a loss with respect to the value.
  ///
  /// Of a forward convolution it is the transposed one of the output's gradient, and of
  /// a transposed convolution the forward one.
  ///
  /// - Parameters:
  ///   - value: The shape of the value, which the convolution takes.
  ///   - outputGradient: As for ``filterGradient(value:outputGradient:threads:)``.
  ///   - threads: The threads that share the work. The result's bits do not depend on them.
  /// - Returns: A tensor of the value's shape.
  /// - Throws: ``UpsampleError/request(_:)`` when shapes do not fit each other, or the
  ///   result does not fit into memory.
  public func valueGradient(
    value: Shape, outputGradient: Tensor, threads: ThreadBudget = .processors
  ) throws(UpsampleError) -> Tensor {
    let name = call.subject.name
    let subject = OperationSubject(
      name: name.isTransposed ? name.forward : name.transposed, label: call.subject.label)
    var reverse = ConvolutionCall(
      subject: subject, strides: call.strides, padding: call.padding,
      dataFormat: call.dataFormat, dilations: call.dilations)
    if !name.isTransposed { reverse.outputShape = .extents(call.folded(value).extents) }
    let gradient = outputGradient.viewed(as: call.folded(outputGradient.shape))
    let result = try PreparedConvolution(
      reverse, filter: filter, value: gradient.shape, packing: .asUsed)(
        gradient, threads: threads)
    guard result.shape == call.folded(value) else {
      throw call.subject.fault(.gradient(.value(value, outputGradient: outputGradient.shape)))
    }
    return result.viewed(as: value)
  }
}

/// The gradient of a forward convolution from the larger tensor to the smaller one, with
/// respect to its filter.
///
/// It is a convolution itself: of the larger tensor, its batch for channels and its
/// channels for a batch, by the gradient of the smaller one, whose batch are the input
/// channels. Strides and dilations change places.
private struct FilterGradient {
  let larger: Tensor
  let smaller: Tensor
  let filter: Shape
  let problem: ConvolutionProblem
  let groups: Int
  let subject: OperationSubject
  let threads: ThreadBudget

  init(
    _ call: ConvolutionCall, larger: Tensor, smaller: Tensor, filter: Shape, threads: ThreadBudget
  ) throws(UpsampleError) {
    func channelsLast(_ tensor: Tensor) -> Tensor {
      let folded = tensor.viewed(as: call.folded(tensor.shape))
      return call.dataFormat.hasChannelsFirst ? folded.withChannelsLast(threads: threads) : folded
    }
    self.larger = channelsLast(larger)
    self.smaller = channelsLast(smaller)
    (self.filter, self.threads, subject) = (filter, threads, call.subject)
    let rank = call.dataFormat.spatialRank
    let (inputs, outputs) = (self.larger.shape.extents, self.smaller.shape.extents)
    let (axes, rules) = try call.axes(value: nil, filter: filter)
    var phases: [[AxisPhase]] = []
    for index in 0..<rank {
      let (axis, input, output) = (axes[index], inputs[index + 1], outputs[index + 1])
      let pads = axis.pads(input: input, output: output, padding: rules[index])
      let turned = ConvolutionAxis(filter: output, stride: axis.dilation, dilation: axis.stride)
      try requireMemory(forTaps: output, subject: subject)
      phases.append(
        axis.filter == 0 || output == 0
          ? []
          : AxisPhase.forward(
            turned, input: input, output: axis.filter, padBefore: pads.before))
    }
    let depth = call.subject.name.isDepthwise ? 1 : filter[rank]
    groups = depth == 0 ? 1 : max(1, inputs[rank + 1] / depth)
    problem = ConvolutionProblem(
      channels: .forward(groups: 1, input: inputs[0], output: outputs[rank + 1] / groups),
      inputs: Array(inputs[1...rank]), outputs: Array(filter.extents.prefix(rank)),
      phases: phases, filter: Array(outputs[1...rank]))
  }

  func gradient() throws(UpsampleError) -> Tensor {
    try requireMemory(for: filter, subject: subject)
    let rank = problem.spatialRank
    let (spatial, channel) = (Array(1...rank), rank + 1)
    // Channels by pixels by batch, and pixels by batch by channels.
    let values = larger.permuted(
      larger.shape.extents, order: [channel] + spatial + [0], threads: threads)
    let weights = smaller.permuted(
      smaller.shape.extents, order: spatial + [0, channel], threads: threads)
    var parts: [Tensor] = []
    for group in 0..<groups {
      parts.append(part(group, values: values, weights: weights))
    }
    let whole = groups == 1 ? parts[0] : joined(parts)
    return whole.viewed(as: filter)
  }

  /// The gradient of one group, `[pixels, in, out]`.
  private func part(_ group: Int, values: Tensor, weights: Tensor) -> Tensor {
    let rank = problem.spatialRank
    let (depth, count) = (values.shape[0] / groups, weights.shape[rank + 1] / groups)
    let own = values.part(group * depth..<(group + 1) * depth, ofDimension: 0)
    let gradient = weights.part(
      group * count..<(group + 1) * count, ofDimension: rank + 1)
    // Dense whatever the channels: there are as many taps as pixels.
    let engine =
      own.scalars.isEmpty || gradient.scalars.isEmpty || !problem.reachesOutputs
      ? nil
      : DenseEngine(
        problem: problem, filter: gradient, packing: .asUsed,
        instructions: ck_best_instructions())
    let format = DataFormat.formats(spatialRank: rank)[0]
    let result = problem.solve(
      value: own, format: format, blank: engine?.blank ?? [0], engine: engine, threads: threads)
    return result.permuted(
      result.shape.extents, order: Array(1...rank) + [0, rank + 1], threads: threads)
  }

  /// The groups side by side: in the last dimension of the filter, or of a depthwise one
  /// in the last but one.
  private func joined(_ parts: [Tensor]) -> Tensor {
    let rank = problem.spatialRank
    let dimension = subject.name.isDepthwise ? rank : rank + 1
    var extents = parts[0].shape.extents
    extents[dimension] *= groups
    return Tensor.joining(parts, alongDimension: dimension, shape: Shape(extents))
  }
}
