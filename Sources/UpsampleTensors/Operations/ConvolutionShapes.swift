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
      else { throw tooLarge(axis: axis, index: index) }
      extents.append(output)
    }
    return ConvolutionOutput(channels: channels, extents: extents)
  }

  /// Checks that a forward convolution's filter has taps and channels.
  static func requireTaps(_ filter: Shape, subject: OperationSubject) throws(UpsampleError) {
    guard !filter.extents.contains(0) else {
      throw subject.fault("filter has shape \(filter), without a tap")
    }
  }

  private func forwardChannels() throws(UpsampleError) -> ConvolutionChannels {
    let (depth, count) = filterChannels
    if subject.name.isDepthwise {
      guard depth == valueChannels else {
        throw subject.fault(
          "filter \(filter) is for \(depth) channels, but the value has \(valueChannels)",
          remedy: swappedLayoutHint(fits: count == valueChannels)
            ?? "Give a filter of the value's channels.")
      }
      return .depthwise(channels: depth, multiplier: count)
    }
    guard valueChannels > 0 else { throw subject.fault("value has no channels") }
    guard valueChannels % depth == 0 else {
      throw subject.fault(
        "value has \(valueChannels) channels, which is no multiple of the filter's \(depth)",
        remedy: swappedLayoutHint(fits: count == valueChannels))
    }
    let groups = valueChannels / depth
    guard count % groups == 0 else {
      throw subject.fault(
        "filter has \(count) out channels, which \(groups) groups of \(depth) channels "
          + "cannot share evenly",
        remedy: "The value's \(valueChannels) channels make \(groups) groups.")
    }
    return .forward(groups: groups, input: depth, output: count / groups)
  }

  private func tooLarge(axis: ConvolutionAxis, index: Int) -> UpsampleError {
    let name = format.spatialNames[index]
    var padded = "\(valueExtent(index))"
    if case .explicit(let pads) = rules[index] {
      padded += " with \(pads.total) of padding"
    }
    return subject.fault(
      "filter \(name) \(axis.filter) with dilation \(axis.dilation) spans \(axis.effectiveFilter), "
        + "more than the value's \(name) \(padded)",
      remedy: "Give SAME padding, or a smaller filter.")
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
        "output_shape batch \(count) is not the value's \(batch)", remedy: "Give \(batch).")
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
      let name = format.spatialNames[index]
      throw subject.fault("no output \(name) is legal \(circumstances(ofAxis: index))")
    }
    guard let output = asked ?? axis.naturalOutput(value: input, padding: rule),
      legal.contains(output)
    else {
      let name = format.spatialNames[index]
      throw subject.fault(
        "output_shape \(name) \(asked ?? 0) is not legal \(circumstances(ofAxis: index))",
        remedy: "Legal \(name)s: \(legal.listed).")
    }
    guard output <= ConvolutionAxis.limit else {
      throw subject.fault(
        "output \(format.spatialNames[index]) \(output) is too large",
        remedy: "No extent may exceed \(ConvolutionAxis.limit).")
    }
    return output
  }

  /// What bears on the legal output extents of an axis, in words.
  private func circumstances(ofAxis index: Int) -> String {
    let (axis, name) = (axes[index], format.spatialNames[index])
    return "for a value of \(name) \(valueExtent(index)), filter \(name) \(axis.filter), "
      + "stride \(axis.stride), " + (axis.dilation == 1 ? "" : "dilation \(axis.dilation), ")
      + "\(rules[index].description) padding"
  }

  private func transposedChannels(asked: Int?) throws(UpsampleError) -> ConvolutionChannels {
    let (output, input) = filterChannels
    if subject.name.isDepthwise {
      // The filter's multiplier is its last dimension, its channels the one
      // before.
      let (product, overflow) = output.multipliedReportingOverflow(by: input)
      guard !overflow, valueChannels == product else {
        throw subject.fault(
          "value has \(valueChannels) channels, but filter \(filter) makes "
            + "\(output) channels times multiplier \(input)",
          remedy: "Give a value of as many channels as the product.")
      }
      if let asked, asked != output {
        throw subject.fault(
          "output_shape channels \(asked) are not the filter's \(output)",
          remedy: swappedLayoutHint(fits: asked == input)
            ?? "Give \(output), or leave output_shape out.")
      }
      return .transposedDepthwise(channels: output, multiplier: input)
    }
    guard valueChannels == input else {
      throw subject.fault(
        "value has \(valueChannels) channels, but filter \(filter) is for \(input)",
        remedy: swappedLayoutHint(
          fits: valueChannels == output && asked ?? input == input))
    }
    guard let asked, asked != output else {
      return .transposed(groups: 1, input: input, output: output)
    }
    // TensorFlow's atrous operations know no groups.
    let mayHaveGroups = output > 0 && input > 1 && !subject.name.isAtrous
    guard mayHaveGroups, asked > 0, asked % output == 0, input % (asked / output) == 0 else {
      throw subject.fault(
        "output_shape channels \(asked) do not fit filter \(filter)",
        remedy: "Legal channels: \(output)"
          + (mayHaveGroups
            ? ", or that times the number of "
              + "groups, a divisor of the value's \(input)." : "."))
    }
    let groups = asked / output
    return .transposed(groups: groups, input: input / groups, output: output)
  }

  /// The hint that the filter's channels are given in the wrong order.
  private func swappedLayoutHint(fits: Bool) -> String? {
    let (a, b) = filterChannels
    guard fits, a != b else { return nil }
    return "The filter's layout is [\(subject.name.filterDimensionNames.joined(separator: ", "))]: "
      + "it fits with its last two dimensions swapped."
  }
}

/// What checked arguments say of a convolution's output.
struct ConvolutionOutput: Hashable, Sendable {
  let channels: ConvolutionChannels
  /// The extents of the spatial axes.
  let extents: [Int]
}

extension AxisPaddingRule: CustomStringConvertible {
  package var description: String {
    switch self {
    case .same: "SAME"
    case .valid: "VALID"
    case .explicit(let pads): "[\(pads.before), \(pads.after)]"
    }
  }
}

extension ClosedRange<Int> {
  /// The numbers one by one, or the range's ends when there are many.
  package var listed: String {
    count <= 8 ? map(String.init).joined(separator: ", ") : "\(lowerBound) to \(upperBound)"
  }
}
