import CKernels
import UpsampleBase

/// A convolution whose geometry is resolved and whose weights lie ready, for any
/// number of values of one shape.
///
/// What `conv2D` and the other operations do for each call is done once. The
/// results have the same bits: for a value alone, in a batch, and row by row, on
/// any number of threads. Threads may share a prepared convolution.
///
/// ```swift
/// let sharpen = try Convolution(.conv2D, filter: filter, padding: .same)
/// let prepared = try sharpen.prepared(for: [1, 480, 640, 3])
/// for frame in frames { results.append(try prepared(frame)) }
/// ```
public struct PreparedConvolution: Sendable {
  /// The shape of the values. Their batch may be another.
  public let valueShape: Shape
  /// The shape of the output that a value of ``valueShape`` has.
  public let outputShape: Shape

  let call: ConvolutionCall
  let problem: ConvolutionProblem
  private let engine: (any Engine)?
  /// What a pixel is that no input reaches.
  private let blank: [Float]

  /// Checks all arguments and prepares what they ask for.
  ///
  /// A shape without scalars prepares for such values alone.
  init(
    _ call: ConvolutionCall, filter: Tensor, value: Shape, packing: PanelWeights.Packing,
    firstColumn: Int = 0, instructions: ck_instructions = ck_best_instructions()
  ) throws(UpsampleError) {
    self.call = call
    problem = try call.problem(value: value, filter: filter.shape)
    valueShape = value
    let batch = call.folded(value)[0]
    let output = Shape(problem.outputExtents(batch: batch, in: call.dataFormat))
    try requireMemory(for: output, subject: call.subject)
    outputShape = call.unfolded(output, as: value)
    try call.end.check(channels: problem.channels.outputTotal, subject: call.subject)
    guard batch > 0, output.scalarCount != 0 else {
      (engine, blank) = (nil, [0])
      return
    }
    let finish =
      call.end.isAbsent ? nil : call.end.finish(channels: problem.channels.outputTotal)
    engine = try problem.engine(
      for: call, filter: filter, packing: packing, finish: finish, firstColumn: firstColumn,
      instructions: instructions)
    blank = engine?.blank ?? finish?.blank(instructions: instructions) ?? [0]
  }

  /// Computes the convolution of a value.
  ///
  /// - Parameters:
  ///   - value: A tensor of ``valueShape``, of any batch.
  ///   - threads: The threads that share the work. The output's bits do not
  ///     depend on them.
  /// - Returns: A tensor of ``outputShape``, of the value's batch.
  /// - Throws: ``UpsampleError/request(_:)`` when the value has another shape, or
  ///   the output does not fit into memory.
  public func callAsFunction(
    _ value: Tensor, threads: ThreadBudget = .processors
  ) throws(UpsampleError) -> Tensor {
    if value.shape == valueShape {
      try requireMemory(for: outputShape, subject: call.subject)
      return solve(value, threads: threads)
    }
    let batch = try batch(of: value.shape, expected: valueShape) { .value($0, prepared: $1) }
    let output = Shape(problem.outputExtents(batch: batch, in: call.dataFormat))
    try requireMemory(for: output, subject: call.subject)
    return solve(value, threads: threads)
  }

  /// Computes the convolution of a value whose shape fits, where there is memory for the
  /// output.
  func solve(_ value: Tensor, threads: ThreadBudget) -> Tensor {
    if call.surplus(value.shape) == 0 {
      return problem.solve(
        value: value, format: call.dataFormat, blank: blank, engine: engine, threads: threads)
    }
    let output = problem.solve(
      value: value.viewed(as: call.folded(value.shape)), format: call.dataFormat, blank: blank,
      engine: engine, threads: threads)
    return output.viewed(as: call.unfolded(output.shape, as: value.shape))
  }

  /// The batch of a value that must have the expected shape but for that.
  private func batch(
    of value: Shape, expected: Shape, fault: (Shape, Shape) -> OperationFault.RowsFault
  ) throws(UpsampleError) -> Int {
    let folded = call.folded(value)
    let expected = call.folded(expected)
    guard folded.rank == expected.rank, folded.extents.dropFirst() == expected.extents.dropFirst(),
      folded[0] <= ConvolutionAxis.limit
    else {
      throw call.subject.fault(.rows(fault(value, expected)))
    }
    return folded[0]
  }
}

// MARK: Rows

extension PreparedConvolution {
  /// The number of the value's rows: its extent along the first spatial axis,
  /// which is the height in 2-D and the depth in 3-D; in 1-D there is one row.
  public var valueRowCount: Int { problem.inputs[problem.partedAxis] }

  /// The number of the output's rows.
  public var outputRowCount: Int { problem.outputs[problem.partedAxis] }

  /// The rows of the value, from the first to the last, that reach some rows of
  /// the output. Empty where none does.
  ///
  /// - Parameter rows: Rows of the output; those beyond it are left out.
  public func valueRows(reaching rows: Range<Int>) -> Range<Int> {
    let rows = rows.clamped(to: 0..<outputRowCount)
    if rows.isEmpty { return problem.inputs(reaching: rows) }
    let first = rows.lowerBound / tileRows * tileRows
    let end = (rows.upperBound + tileRows - 1) / tileRows * tileRows
    return problem.inputs(reaching: first..<min(end, outputRowCount))
  }

  /// The number of rows that are computed together.
  private var tileRows: Int { engine?.tileRows ?? 1 }

  /// The rows of the output that can be computed from some rows of the value.
  ///
  /// - Parameter rows: Rows of the value; those beyond it are left out.
  public func outputRows(from rows: Range<Int>) -> Range<Int> {
    let rows = problem.outputs(from: rows.clamped(to: 0..<valueRowCount))
    let first = (rows.lowerBound + tileRows - 1) / tileRows * tileRows
    let isLast = rows.upperBound == outputRowCount
    let end = isLast ? outputRowCount : rows.upperBound / tileRows * tileRows
    return min(first, end)..<end
  }

  /// Computes some rows of the output from rows of the value: the very bits that
  /// these rows have in the output of the whole value.
  ///
  /// ```swift
  /// let strip = try prepared.rows(0..<100, from: firstRows, at: 0)
  /// ```
  ///
  /// - Parameters:
  ///   - rows: The rows of the output to compute.
  ///   - strip: Rows of a value that lie one after another, among them all of
  ///     ``valueRows(reaching:)``. But for its rows and its batch it has the
  ///     shape ``valueShape``.
  ///   - first: The place in the value of the strip's first row.
  ///   - threads: The threads that share the work.
  /// - Returns: A tensor of ``outputShape`` but for its rows, which are those
  ///   asked for, and its batch, which is the strip's.
  /// - Throws: ``UpsampleError/request(_:)`` when the strip has another shape or
  ///   lacks a row, rows lie beyond value or output, or the result does not fit
  ///   into memory.
  public func rows(
    _ rows: Range<Int>, from strip: Tensor, at first: Int, threads: ThreadBudget = .processors
  ) throws(UpsampleError) -> Tensor {
    let batch = try batchOfStrip(strip.shape)
    let count = call.folded(strip.shape)[call.dataFormat.spatialDimensions.lowerBound]
    try requirePlace(first, ofRows: count)
    guard (0..<outputRowCount).contains(rows) || rows.isEmpty else {
      throw call.subject.fault(.rows(.beyondOutput(rows, count: outputRowCount)))
    }
    // No rows may be asked for from anywhere.
    let rows = rows.clamped(to: 0..<outputRowCount)
    let given = first..<first + count
    try requireRows(reaching: rows, among: given)
    return try part(rows, of: strip, given: given, batch: batch, threads: threads)
  }

  private func requirePlace(_ first: Int, ofRows count: Int) throws(UpsampleError) {
    guard (0...valueRowCount - count).contains(first) else {
      throw call.subject.fault(.rows(.place(first, rows: count, count: valueRowCount)))
    }
  }

  private func requireRows(
    reaching rows: Range<Int>, among given: Range<Int>
  ) throws(UpsampleError) {
    let needed = valueRows(reaching: rows)
    guard needed.isEmpty || given.contains(needed) else {
      throw call.subject.fault(
        .rows(
          .unreached(rows, needed: needed, given: given, computable: outputRows(from: given))))
    }
  }

  private func part(
    _ rows: Range<Int>, of strip: Tensor, given: Range<Int>, batch: Int, threads: ThreadBudget
  ) throws(UpsampleError) -> Tensor {
    let part = problem.part(outputs: rows, inputs: given)
    let output = Shape(part.outputExtents(batch: batch, in: call.dataFormat))
    try requireMemory(for: output, subject: call.subject)
    return part.solve(
      value: strip.viewed(as: call.folded(strip.shape)), format: call.dataFormat, blank: blank,
      engine: engine?.taking(part), threads: threads
    ).viewed(as: call.unfolded(output, as: strip.shape))
  }

  /// The batch of a strip, whose rows may be any number up to the value's.
  func batchOfStrip(_ strip: Shape) throws(UpsampleError) -> Int {
    guard call.dataFormat.spatialRank > 1 else {
      throw call.subject.fault(.rows(.none))
    }
    let rows = call.dataFormat.spatialDimensions.lowerBound
    let folded = call.folded(strip)
    guard folded.rank == call.dataFormat.rank, folded[rows] <= valueRowCount else {
      throw call.subject.fault(
        .rows(.stripRows(strip, prepared: valueShape, most: valueRowCount)))
    }
    var expected = call.folded(valueShape).extents
    expected[rows] = folded[rows]
    return try batch(of: strip, expected: Shape(expected)) { .strip($0, prepared: $1) }
  }
}

extension Range<Int> {
  /// Whether all of another range lies within.
  fileprivate func contains(_ other: Range<Int>) -> Bool {
    lowerBound <= other.lowerBound && other.upperBound <= upperBound
  }
}
