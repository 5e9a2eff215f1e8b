import Upsample
import UpsampleBase
import UpsampleTensors

/// The arguments of a convolution or a pool, read and checked one by one, and what
/// follows from them for the missing ones.
struct ConvolutionInference {
  let subject: OperationSubject
  let format: DataFormat
  let value: GivenShape?
  /// The filter's shape, or a pool's window.
  let filter: GivenShape?
  let output: GivenShape?
  let strides: [Int]?
  let dilations: [Int]
  let padding: Padding
  let function: InterpolationFunction?
  let taps: Tensor?
  /// The number of axes that are told of: one when no argument tells axes
  /// apart, the last.
  let axisCount: Int

  /// Reads the arguments of a request.
  init(_ request: ExplanationRequest) throws(UpsampleError) {
    let call = request.call
    subject = call.subject
    let reader = try ExplanationArguments(call)
    format = reader.format
    value = try reader.value(request.value)
    filter = try reader.filter(request)
    output = try reader.outputShape()
    (strides, dilations) = (try reader.strides(), try reader.dilations())
    (function, taps) = (request.function, request.taps)
    let shapes = [value, filter, output].compactMap { $0 }
    let lists = [
      try call.optionalNumbers(call.strides, .strides),
      try call.optionalNumbers(call.dilations, .dilations),
      try call.optionalNumbers(call.ksize, .ksize),
    ].compactMap { $0 }
    let padsTellAxesApart = try reader.padsTellAxesApart
    let isOneAxis =
      shapes.allSatisfy { $0.form == .single } && !lists.contains { $0.values.count > 1 }
      && !padsTellAxesApart
    axisCount = isOneAxis ? 1 : format.spatialRank
    padding = try reader.padding(axisCount: axisCount)
    guard !shapes.isEmpty || function != nil || call.strides != nil else {
      throw subject.fault(ExplanationFault.nothingGiven(call.operation))
    }
  }

  /// Infers what is missing and checks the whole as the operation does.
  func explanation() throws(UpsampleError) -> Explanation {
    let axes = try inferredAxes()
    let spatial = ConvolutionExtents(
      value: axes.map(\.value), filter: axes.map(\.geometry.filter), output: axes.map(\.output))
    let shapes = completedShapes(spatial)
    let made = try made(axes, of: shapes)
    try requireAskedOutput(shapes.output, made: made)
    return Explanation(
      subject: subject, format: format, axes: axes, padding: padding,
      shapes: ConvolutionExtents(
        value: shapes.value, filter: shapes.filter, output: made.extents),
      inferred: missing, phaseSums: phaseSums(axes, output: made))
  }

  /// The arguments that were not given.
  private var missing: Set<Explanation.Argument> {
    var missing: Set<Explanation.Argument> = []
    if value == nil { missing.insert(.value) }
    if filter == nil { missing.insert(function == nil ? .filter : .filterExtents) }
    if output == nil { missing.insert(.output) }
    if strides == nil { missing.insert(.strides) }
    return missing
  }

  // MARK: Axes

  private func inferredAxes() throws(UpsampleError) -> [ExplainedAxis] {
    let rules = try AxisArguments(subject: subject, format: format).rules(of: padding)
    let (smaller, larger) = subject.name.isTransposed ? (value, output) : (output, value)
    var axes: [ExplainedAxis] = []
    for index in 0..<axisCount {
      let axis = AxisInference(
        name: format.axes.suffix(axisCount)[index + format.spatialRank - axisCount],
        smaller: smaller?.spatial(count: axisCount)[index],
        larger: larger?.spatial(count: axisCount)[index],
        filter: filter?.spatial(count: axisCount)[index],
        stride: strides?.suffix(axisCount)[index + format.spatialRank - axisCount],
        function: function, dilation: dilations[index + format.spatialRank - axisCount],
        rule: rules[index + format.spatialRank - axisCount], kind: subject.name.axisKind)
      axes.append(try axis.explained(subject: subject))
    }
    return axes
  }

  // MARK: Shapes

  /// Shapes of all dimensions. Channels that are not given are those that the
  /// other shapes ask for, or else 1; so are axes that are not told of.
  private func completedShapes(_ spatial: ConvolutionExtents) -> ConvolutionExtents {
    let (valueChannels, outputChannels, filterChannels) = completedChannels
    let batch =
      value?.extent(ofDimension: 0) ?? output?.extent(ofDimension: 0) ?? 1
    return ConvolutionExtents(
      value: format.extents(
        batch: batch, spatial: allAxes(spatial.value), channels: valueChannels),
      filter: allAxes(spatial.filter) + filterChannels,
      output: format.extents(
        batch: output?.extent(ofDimension: 0) ?? batch, spatial: allAxes(spatial.output),
        channels: outputChannels))
  }

  private var completedChannels: (value: Int, output: Int, filter: [Int]) {
    if subject.name.isPool { return pooledChannels }
    let isTransposed = subject.name.isTransposed
    let rank = format.spatialRank
    let given = value?.extent(ofDimension: format.channelDimension)
    let asked = output?.extent(ofDimension: format.channelDimension)
    guard let first = filter?.extent(ofDimension: rank),
      let second = filter?.extent(ofDimension: rank + 1)
    else {
      let (input, output) = (given ?? asked ?? 1, asked ?? given ?? 1)
      let (smaller, larger) = isTransposed ? (input, output) : (output, input)
      let multiplier = larger > 0 ? max(1, smaller / larger) : 1
      return (
        input, output, subject.name.isDepthwise ? [larger, multiplier] : [larger, smaller]
      )
    }
    let (larger, smaller) =
      subject.name.isDepthwise
      ? (first, first.multipliedReportingOverflow(by: second).partialValue) : (first, second)
    let (input, output) = isTransposed ? (smaller, larger) : (larger, smaller)
    return (given ?? max(0, input), asked ?? max(0, output), [first, second])
  }

  private var pooledChannels: (value: Int, output: Int, filter: [Int]) {
    let given = value?.extent(ofDimension: format.channelDimension)
    let asked = output?.extent(ofDimension: format.channelDimension)
    return (given ?? asked ?? 1, asked ?? given ?? 1, [])
  }

  private func allAxes(_ numbers: [Int]) -> [Int] {
    Array(repeating: 1, count: format.spatialRank - numbers.count) + numbers
  }

  /// What the operation makes of the completed arguments, which it checks.
  private func made(
    _ axes: [ExplainedAxis], of shapes: ConvolutionExtents
  ) throws(UpsampleError) -> Shape {
    let strides = PerAxis(allAxes(axes.map(\.geometry.stride)))
    if subject.name.isPool {
      return try PoolingCall(
        subject: subject, window: PerAxis(shapes.filter), strides: strides, padding: padding,
        dataFormat: format, dilations: PerAxis(allAxes(axes.map(\.geometry.dilation)))
      ).output(value: Shape(shapes.value))
    }
    return try ConvolutionCall(
      subject: subject, strides: strides, padding: padding, dataFormat: format,
      dilations: PerAxis(allAxes(axes.map(\.geometry.dilation))),
      outputShape: subject.name.isTransposed ? .extents(shapes.output) : nil
    ).output(value: Shape(shapes.value), filter: Shape(shapes.filter))
  }

  /// Refuses an output shape that a forward convolution does not make.
  private func requireAskedOutput(_ asked: [Int], made: Shape) throws(UpsampleError) {
    guard output != nil, asked != made.extents else { return }
    throw subject.fault(ExplanationFault.output(asked, made: made))
  }

  // MARK: Phases

  private func phaseSums(_ axes: [ExplainedAxis], output: Shape) -> Explanation.Phases? {
    guard subject.name.isTransposed, axes.allSatisfy(\.isDrawn) else { return nil }
    let geometries = axes.map(\.geometry)
    if let function {
      let taps = geometries.map {
        ResamplingAxis(function, stride: $0.stride).taps(of: function).map(Double.init)
      }
      return PhaseSums(separable: taps, axes: geometries).map { .ofFilter($0) }
    }
    guard let taps else {
      let ones = geometries.map { Array(repeating: 1.0, count: $0.filter) }
      return PhaseSums(separable: ones, axes: geometries).map { .coverage($0) }
    }
    if taps.shape.rank == 1 {
      let line = taps.scalars.map(Double.init)
      return PhaseSums(
        separable: Array(repeating: line, count: axes.count), axes: geometries
      ).map { .ofFilter($0) }
    }
    let isGrouped = !subject.name.isDepthwise && taps.shape.rank > axes.count
    let groups = isGrouped ? output[format.channelDimension] / max(1, taps.shape[axes.count]) : 1
    return PhaseSums(filter: taps, axes: geometries, groups: max(1, groups)).map { .ofFilter($0) }
  }
}
