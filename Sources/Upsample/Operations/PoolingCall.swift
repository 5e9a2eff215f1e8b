/// One call of a pooling operation, with the arguments as the caller gave
/// them.
struct PoolingCall {
  let subject: OperationSubject
  let window: PerAxis
  /// Absent, the window's own extents.
  var strides: PerAxis?
  var padding: Padding
  var dataFormat: DataFormat
  var threads: Int?

  /// Computes the maximum over each window.
  func run(value: Tensor) throws(UpsampleError) -> Tensor {
    let problem = try problem(value: value.shape)
    let output = Shape(problem.outputExtents(batch: value.shape[0], in: dataFormat))
    try requireMemory(for: output, subject: subject)
    let threads = try threadBudget(threads, subject: subject)
    return problem.maximum(of: value, format: dataFormat, threads: threads)
  }

  /// The comparisons that the result consists of.
  func floatingPointOperations(value: Shape) throws(UpsampleError) -> Double {
    try problem(value: value).floatingPointOperations(batch: value[0]) / 2
  }

  /// Checks the arguments against the shape of the value.
  func problem(value: Shape) throws(UpsampleError) -> ConvolutionProblem {
    let arguments = try AxisArguments(subject: subject, format: dataFormat)
    try arguments.requireShape(value, of: "value", dimensions: dataFormat.dimensionNames)
    let window = try arguments.spatial(window, of: "ksize")
    let strides = try strides.map { strides throws(UpsampleError) in
      try arguments.spatial(strides, of: "strides")
    }
    let rules = try arguments.rules(of: padding)
    let inputs = Array(value.extents[dataFormat.spatialDimensions])
    var outputs: [Int] = []
    var phases: [[AxisPhase]] = []
    let isEmpty = value.extents.contains(0)
    for (index, input) in inputs.enumerated() {
      let axis = ConvolutionAxis(
        filter: window[index], stride: (strides ?? window)[index], dilation: 1)
      let rule = rules[index]
      let name = dataFormat.spatialNames[index]
      try requirePadsWithinWindow(rule, window: window[index], axis: name)
      guard let output = axis.forwardOutput(input: input, padding: rule) else {
        var padded = "\(input)"
        if case .explicit(let pads) = rule { padded += " with \(pads.total) of padding" }
        throw subject.fault(
          "ksize \(name) \(window[index]) exceeds the value's \(name) of \(padded)",
          remedy: "Give SAME padding, or a smaller window.")
      }
      let pads = axis.pads(input: input, output: output, padding: rule)
      outputs.append(output)
      // The extents beside a zero may be of any size.
      phases.append(
        isEmpty
          ? [] : AxisPhase.forward(axis, input: input, output: output, padBefore: pads.before))
    }
    let channels = value[dataFormat.channelDimension]
    return ConvolutionProblem(
      channels: .depthwise(channels: channels, multiplier: 1), inputs: inputs,
      outputs: outputs, phases: phases, filter: window)
  }

  private func requirePadsWithinWindow(
    _ rule: AxisPaddingRule, window: Int, axis: String
  ) throws(UpsampleError) {
    guard case .explicit(let pads) = rule, max(pads.before, pads.after) >= window else { return }
    throw subject.fault(
      "padding \(rule) of the \(axis) is not smaller than the window's \(window)",
      remedy: "Every window must reach the value.")
  }
}
