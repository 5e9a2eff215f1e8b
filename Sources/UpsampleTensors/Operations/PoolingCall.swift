import UpsampleBase

/// One call of a pooling operation, with the arguments as the caller gave
/// them.
package struct PoolingCall {
  let subject: OperationSubject
  let window: PerAxis
  /// Absent, the window's own extents.
  var strides: PerAxis?
  var padding: Padding
  var dataFormat: DataFormat
  var dilations: PerAxis
  /// What the means of an average pool are divided by.
  var counting: CountedPositions
  var threads: Int?

  package init(
    subject: OperationSubject, window: PerAxis, strides: PerAxis? = nil, padding: Padding,
    dataFormat: DataFormat, dilations: PerAxis = 1, counting: CountedPositions = .withinValue,
    threads: Int? = nil
  ) {
    self.subject = subject
    self.window = window
    self.strides = strides
    self.padding = padding
    self.dataFormat = dataFormat
    self.dilations = dilations
    self.counting = counting
    self.threads = threads
  }

  /// Computes the pool's statistic of each window.
  func run(value: Tensor) throws(UpsampleError) -> Tensor {
    if let window = try channelWindow(value.shape) {
      return try maximumOverChannels(value, window: window)
    }
    let problem = try problem(value: value.shape)
    let statistic = try statistic()
    let output = Shape(problem.outputExtents(batch: value.shape[0], in: dataFormat))
    try requireMemory(for: output, subject: subject)
    let threads = try threadBudget(threads, subject: subject)
    return problem.pool(value, statistic, format: dataFormat, threads: threads)
  }

  /// What is taken of each window that slides over pixels.
  func statistic() throws(UpsampleError) -> WindowStatistic {
    guard subject.name.poolStatistic == .mean else { return .maximum }
    guard counting == .withPadding else { return .mean }
    let arguments = try AxisArguments(subject: subject, format: dataFormat)
    let window = try arguments.spatial(window, of: .ksize)
    return .paddedMean(positions: window.reduce(1) { $0 * Float($1) })
  }

  /// The comparisons or additions that the result consists of.
  func floatingPointOperations(value: Shape) throws(UpsampleError) -> Double {
    if try channelWindow(value) != nil { return Double(value.scalarCount ?? 0) }
    return try problem(value: value).floatingPointOperations(batch: value[0]) / 2
  }

  /// Checks the arguments against the shape of the value.
  func problem(value: Shape) throws(UpsampleError) -> ConvolutionProblem {
    let axes = try axes(value: value)
    // The extents beside a zero may be of any size.
    let isEmpty = value.extents.contains(0)
    let phases = try axes.map { axis throws(UpsampleError) -> [AxisPhase] in
      if isEmpty { return [] }
      try requireMemory(forTaps: min(axis.geometry.filter, axis.input), subject: subject)
      return AxisPhase.forward(
        axis.geometry, input: axis.input, output: axis.output, padBefore: axis.pads.before)
    }
    let channels = value[dataFormat.channelDimension]
    return ConvolutionProblem(
      channels: .depthwise(channels: channels, multiplier: 1), inputs: axes.map(\.input),
      outputs: axes.map(\.output), phases: phases,
      // A window has no weights whose places could be counted.
      filter: axes.map { _ in 1 })
  }

  /// Checks the arguments against the shape of the value, and tells the output's:
  /// ``problem(value:)`` without the work that grows with the extents.
  package func output(value: Shape) throws(UpsampleError) -> Shape {
    let outputs = try axes(value: value).map(\.output)
    return Shape(
      dataFormat.extents(
        batch: value[0], spatial: outputs, channels: value[dataFormat.channelDimension]))
  }

  /// One axis of the value, over which windows slide.
  private struct Axis {
    let geometry: ConvolutionAxis
    let input: Int
    let output: Int
    let pads: AxisPadding
  }

  private func axes(value: Shape) throws(UpsampleError) -> [Axis] {
    let arguments = try AxisArguments(subject: subject, format: dataFormat)
    try arguments.requireShape(value, of: .value, dimensions: dataFormat.dimensions)
    let window = try arguments.spatial(window, of: .ksize)
    let strides =
      try strides.map { strides throws(UpsampleError) in
        try arguments.spatial(strides, of: .strides)
      } ?? window
    let dilations = try arguments.spatial(dilations, of: .dilations)
    let rules = try arguments.rules(of: padding)
    let inputs = value.extents[dataFormat.spatialDimensions]
    var axes: [Axis] = []
    for (index, input) in inputs.enumerated() {
      let geometry = ConvolutionAxis(
        filter: window[index], stride: strides[index], dilation: dilations[index])
      let rule = rules[index]
      let axis = dataFormat.axes[index]
      try requirePadsWithinWindow(rule, window: geometry.effectiveFilter, axis: axis)
      guard let output = geometry.forwardOutput(input: input, padding: rule) else {
        throw subject.fault(.window(geometry.refused(axis, value: input, padding: rule)))
      }
      let pads = geometry.pads(input: input, output: output, padding: rule)
      axes.append(Axis(geometry: geometry, input: input, output: output, pads: pads))
    }
    return axes
  }

  private func requirePadsWithinWindow(
    _ rule: AxisPaddingRule, window: Int, axis: Dimension
  ) throws(UpsampleError) {
    guard case .explicit(let pads) = rule, max(pads.before, pads.after) >= window else { return }
    throw subject.fault(.padding(.notSmaller(pads, axis, window: window)))
  }
}
