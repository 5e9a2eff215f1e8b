import UpsampleBase

/// The shapes of a convolution's value and filter, and what follows from them.
struct ConvolutionShapes {
  let subject: OperationSubject
  let format: DataFormat
  let axes: [ConvolutionAxis]
  let rules: [AxisPaddingRule]
  let value: Shape
  let filter: Shape

  var batch: Int { value[0] }
  var valueChannels: Int { value[format.channelDimension] }
  var valueExtents: [Int] { Array(value.extents[format.spatialDimensions]) }
  /// The value's extent along a spatial axis.
  func valueExtent(_ axis: Int) -> Int { value[format.spatialDimensions.lowerBound + axis] }
  /// The last dimension of the filter but one, and the last.
  var filterChannels: (Int, Int) { (filter[axes.count], filter[axes.count + 1]) }

  private func problem(output: ConvolutionOutput, phases: [[AxisPhase]]) -> ConvolutionProblem {
    ConvolutionProblem(
      channels: output.channels, inputs: valueExtents, outputs: output.extents,
      phases: phases, filter: Array(filter.extents.dropLast(2)))
  }

  // MARK: Forward

  /// The problem of a forward convolution.
  func forwardProblem() throws(UpsampleError) -> ConvolutionProblem {
    let output = try forwardOutput()
    let phases = try axes.indices.map { index throws(UpsampleError) in
      let (input, output) = (valueExtent(index), output.extents[index])
      let pads = axes[index].pads(input: input, output: output, padding: rules[index])
      try requireMemory(forTaps: min(axes[index].filter, input), subject: subject)
      return AxisPhase.forward(axes[index], input: input, output: output, padBefore: pads.before)
    }
    return problem(output: output, phases: phases)
  }

  /// Checks a forward convolution, in time that no extent bears on.
  func forwardOutput() throws(UpsampleError) -> ConvolutionOutput {
    try Self.requireTaps(filter, subject: subject)
    let channels = try forwardChannels()
    var extents: [Int] = []
    for (index, axis) in axes.enumerated() {
      guard let output = axis.forwardOutput(input: valueExtent(index), padding: rules[index])
      else { throw subject.fault(.window(refusedAxis(index))) }
      extents.append(output)
    }
    return ConvolutionOutput(channels: channels, extents: extents)
  }

  /// Checks that a forward convolution's filter has taps and channels.
  static func requireTaps(_ filter: Shape, subject: OperationSubject) throws(UpsampleError) {
    guard !filter.extents.contains(0) else {
      throw subject.fault(.shape(.noTaps(filter: filter)))
    }
  }

  private func forwardChannels() throws(UpsampleError) -> ConvolutionChannels {
    let (depth, count) = filterChannels
    if subject.name.isDepthwise {
      guard depth == valueChannels else {
        throw subject.fault(.channels(.depthwise(filter: filter, value: valueChannels)))
      }
      return .depthwise(channels: depth, multiplier: count)
    }
    guard valueChannels > 0 else { throw subject.fault(.channels(.noneInValue)) }
    guard valueChannels % depth == 0 else {
      throw subject.fault(.channels(.noMultiple(filter: filter, value: valueChannels)))
    }
    let groups = valueChannels / depth
    guard count % groups == 0 else {
      throw subject.fault(.channels(.unevenGroups(filter: filter, value: valueChannels)))
    }
    return .forward(groups: groups, input: depth, output: count / groups)
  }

  /// What bears on an axis that is refused.
  private func refusedAxis(_ index: Int) -> OperationFault.OperationAxis {
    axes[index].refused(format.axes[index], value: valueExtent(index), padding: rules[index])
  }

  // MARK: Transposed

  /// The problem of a transposed convolution.
  func transposedProblem(outputShape: OutputShape?) throws(UpsampleError) -> ConvolutionProblem {
    let output = try transposedOutput(outputShape: outputShape)
    // The extents beside a zero may be of any size.
    let hasTaps = !filter.extents.contains(0)
    let phases = try axes.indices.map { index throws(UpsampleError) -> [AxisPhase] in
      guard hasTaps else { return [] }
      try requireMemory(forTaps: axes[index].filter, subject: subject)
      let (input, output) = (valueExtent(index), output.extents[index])
      let pads = axes[index].pads(input: output, output: input, padding: rules[index])
      return AxisPhase.transposed(
        axes[index], input: input, output: output, padBefore: pads.before)
    }
    return problem(output: output, phases: phases)
  }

  /// Checks a transposed convolution, in time that no extent bears on.
  func transposedOutput(outputShape: OutputShape?) throws(UpsampleError) -> ConvolutionOutput {
    let asked = try outputShape.map { shape throws(UpsampleError) in
      try AskedOutput(shape, subject: subject, format: format)
    }
    let channels = try transposedChannels(asked: asked?.channels)
    if let count = asked?.batch, count != batch {
      throw subject.fault(
        .outputShape(.batch(count, value: batch)), legal: legalOutputShapes)
    }
    var extents: [Int] = []
    for index in axes.indices {
      extents.append(try outputExtent(index: index, asked: asked?.spatial[index]))
    }
    return ConvolutionOutput(channels: channels, extents: extents)
  }

  private func outputExtent(index: Int, asked: Int?) throws(UpsampleError) -> Int {
    let (axis, rule, input) = (axes[index], rules[index], valueExtent(index))
    guard let legal = axis.legalOutputs(value: input, padding: rule) else {
      throw subject.fault(.outputShape(.noneLegal(refusedAxis(index))))
    }
    guard let output = asked ?? axis.naturalOutput(value: input, padding: rule),
      legal.contains(output)
    else {
      throw subject.fault(
        .outputShape(.extent(asked ?? 0, legal: legal, refusedAxis(index))),
        legal: legalOutputShapes)
    }
    guard output <= ConvolutionAxis.limit else {
      throw subject.fault(.outputShape(.tooLarge(format.axes[index], output)))
    }
    return output
  }

  /// The output shapes that the other arguments allow, or `nil` when an axis has none.
  private var legalOutputShapes: LegalOutputShapes? {
    let spatial = axes.indices.compactMap { index in
      axes[index].legalOutputs(value: valueExtent(index), padding: rules[index])
    }
    guard spatial.count == axes.count else { return nil }
    let (output, input) = filterChannels
    let mayHaveGroups = !subject.name.isDepthwise && subject.name.takesGroups(filter: filter)
    return LegalOutputShapes(
      dataFormat: format, batch: batch, spatial: spatial,
      channels: mayHaveGroups ? divisors(of: input).map { output * $0 } : [output])
  }

  private func transposedChannels(asked: Int?) throws(UpsampleError) -> ConvolutionChannels {
    let (output, input) = filterChannels
    if subject.name.isDepthwise {
      // The filter's multiplier is its last dimension, its channels the one
      // before.
      let (product, overflow) = output.multipliedReportingOverflow(by: input)
      guard !overflow, valueChannels == product else {
        throw subject.fault(.channels(.noProduct(filter: filter, value: valueChannels)))
      }
      if let asked, asked != output {
        throw subject.fault(
          .outputShape(.depthwiseChannels(asked, filter: filter)), legal: legalOutputShapes)
      }
      return .transposedDepthwise(channels: output, multiplier: input)
    }
    guard valueChannels == input else {
      throw subject.fault(
        .channels(.transposed(filter: filter, value: valueChannels, asked: asked)))
    }
    guard let asked, asked != output else {
      return .transposed(groups: 1, input: input, output: output)
    }
    guard subject.name.takesGroups(filter: filter), asked > 0, asked % output == 0,
      input % (asked / output) == 0
    else {
      throw subject.fault(
        .outputShape(.channels(asked, filter: filter)), legal: legalOutputShapes)
    }
    let groups = asked / output
    return .transposed(groups: groups, input: input / groups, output: output)
  }
}

/// What checked arguments say of a convolution's output.
struct ConvolutionOutput: Hashable, Sendable {
  let channels: ConvolutionChannels
  /// The extents of the spatial axes.
  let extents: [Int]
}

extension ConvolutionAxis {
  /// The axis as a fault tells of it.
  func refused(
    _ axis: Dimension, value: Int, padding: AxisPaddingRule
  ) -> OperationFault.OperationAxis {
    OperationFault.OperationAxis(
      axis: axis, value: value, filter: filter, stride: stride, dilation: dilation,
      padding: padding)
  }
}
