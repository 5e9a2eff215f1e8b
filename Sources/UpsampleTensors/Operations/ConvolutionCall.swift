import UpsampleBase

/// One call of a convolution, forward or transposed, dense or depthwise, with
/// the arguments as the caller gave them.
///
/// All convolutions of the library go through here: the call checks every
/// argument, before anything is allocated, and turns them into the problem that
/// the engine solves.
package struct ConvolutionCall {
  package let subject: OperationSubject
  package var strides: PerAxis = 1
  package var padding: Padding
  package var dataFormat: DataFormat
  package var dilations: PerAxis = 1
  /// The shape asked of a transposed convolution's output.
  package var outputShape: OutputShape?
  /// What follows the sums.
  var end = LayerEnd()
  package var algorithm = ConvolutionAlgorithm.direct
  /// The place of the output's first row in those that tiles are counted from.
  package var firstRow = 0
  var threads: Int?

  package init(
    subject: OperationSubject, strides: PerAxis = 1, padding: Padding, dataFormat: DataFormat,
    dilations: PerAxis = 1, outputShape: OutputShape? = nil, end: LayerEnd = LayerEnd(),
    threads: Int? = nil
  ) {
    self.subject = subject
    self.strides = strides
    self.padding = padding
    self.dataFormat = dataFormat
    self.dilations = dilations
    self.outputShape = outputShape
    self.end = end
    self.threads = threads
  }

  /// Computes the convolution.
  func run(value: Tensor, filter: Tensor) throws(UpsampleError) -> Tensor {
    let convolution = try PreparedConvolution(
      self, filter: filter, value: value.shape, packing: .asUsed)
    return convolution.solve(value, threads: try threadBudget(threads, subject: subject))
  }

  /// The multiplications and additions that the result consists of.
  func floatingPointOperations(
    value: Shape, filter: Shape
  ) throws(UpsampleError) -> Double {
    try problem(value: value, filter: filter)
      .floatingPointOperations(batch: folded(value)[0])
  }

  /// Whether tiles may be computed, as far as no shape bears on it.
  var takesTiles: Bool {
    algorithm == .fastest && subject.name == .conv2D
      && (strides.values + dilations.values).allSatisfy { $0 == 1 }
  }

  /// Checks the arguments against shapes of value and filter.
  func problem(value: Shape, filter: Shape) throws(UpsampleError) -> ConvolutionProblem {
    let shapes = try shapes(value: value, filter: filter)
    return subject.name.isTransposed
      ? try shapes.transposedProblem(outputShape: outputShape) : try shapes.forwardProblem()
  }

  /// Checks the arguments against a filter's shape, as far as no value bears on
  /// them.
  func check(filter: Shape) throws(UpsampleError) {
    _ = try axes(value: nil, filter: filter)
    try end.check(subject: subject)
    guard subject.name.isTransposed else {
      try ConvolutionShapes.requireTaps(filter, subject: subject)
      if let outputShape {
        let extents = try AskedOutput.extents(of: outputShape, subject: subject)
        throw subject.fault(.argument(.notTaken(.outputShape, given: .numbers(extents))))
      }
      return
    }
    if let outputShape {
      _ = try AskedOutput(outputShape, subject: subject, format: dataFormat)
    }
  }

  /// Checks the arguments against shapes of value and filter, and tells the
  /// output's shape: ``problem(value:filter:)`` without the work that grows
  /// with the extents.
  package func output(value: Shape, filter: Shape) throws(UpsampleError) -> Shape {
    let shapes = try shapes(value: value, filter: filter)
    let output =
      subject.name.isTransposed
      ? try shapes.transposedOutput(outputShape: outputShape) : try shapes.forwardOutput()
    let made = Shape(
      dataFormat.extents(
        batch: shapes.batch, spatial: output.extents, channels: output.channels.outputTotal))
    return unfolded(made, as: value)
  }

  /// The channels of a forward convolution.
  func channels(value: Shape, filter: Shape) throws(UpsampleError) -> ConvolutionChannels {
    try shapes(value: value, filter: filter).forwardOutput().channels
  }

  /// The number of dimensions by which a value has more than its format names,
  /// where all of the first ones are the batch.
  func surplus(_ value: Shape) -> Int {
    subject.name.takesSeveralBatches ? max(0, value.rank - dataFormat.rank) : 0
  }

  /// The value's shape with one dimension for the batch, as far as its extent is
  /// a number.
  func folded(_ value: Shape) -> Shape {
    let batches = Shape(Array(value.extents.prefix(surplus(value) + 1)))
    guard batches.rank > 1, let batch = batches.scalarCount else { return value }
    return Shape([batch] + value.extents.dropFirst(batches.rank))
  }

  /// The output's shape with the batches of the value.
  func unfolded(_ output: Shape, as value: Shape) -> Shape {
    guard surplus(value) > 0 else { return output }
    return Shape(Array(value.extents.prefix(surplus(value) + 1)) + output.extents.dropFirst())
  }

  private func shapes(value: Shape, filter: Shape) throws(UpsampleError) -> ConvolutionShapes {
    let value = folded(value)
    let (axes, rules) = try axes(value: value, filter: filter)
    return ConvolutionShapes(
      subject: subject, format: dataFormat, axes: axes, rules: rules, value: value,
      filter: filter)
  }

  /// Checks the arguments one by one, against the shape of a value if there is
  /// one.
  func axes(
    value: Shape?, filter: Shape
  ) throws(UpsampleError) -> ([ConvolutionAxis], [AxisPaddingRule]) {
    let arguments = try AxisArguments(subject: subject, format: dataFormat)
    if let value {
      try arguments.requireShape(value, of: .value, dimensions: dataFormat.dimensions)
    }
    try arguments.requireShape(
      filter, of: .filter, dimensions: subject.name.filterDimensions)
    let strides = try arguments.spatial(strides, of: .strides)
    let dilations = try arguments.spatial(dilations, of: .dilations)
    let rules = try arguments.rules(of: padding)
    let axes = strides.indices.map {
      ConvolutionAxis(filter: filter[$0], stride: strides[$0], dilation: dilations[$0])
    }
    return (axes, rules)
  }
}

extension ConvolutionCall {
  /// A call of stride 1 whose taps lie `rate` pixels apart.
  init(
    atrous subject: OperationSubject, rate: Int, padding: Padding,
    outputShape: OutputShape? = nil, end: LayerEnd = LayerEnd(), threads: Int?
  ) throws(UpsampleError) {
    guard (1...ConvolutionAxis.limit).contains(rate) else {
      throw subject.fault(.argument(.rate(rate)))
    }
    self.init(
      subject: subject, padding: padding, dataFormat: .nhwc, dilations: PerAxis([rate]),
      outputShape: outputShape, end: end, threads: threads)
  }
}

/// The threads to use: as many as asked for, or one for each processor.
func threadBudget(
  _ threads: Int?, subject: OperationSubject
) throws(UpsampleError) -> ThreadBudget {
  guard let threads else { return .processors }
  guard threads > 0 else {
    throw subject.fault(.argument(.threads(threads)))
  }
  return ThreadBudget(shared: threads)
}
