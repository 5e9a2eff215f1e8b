import CKernels
import UpsampleBase

/// A convolution of a value of which some rows at a time are there, where they lie.
package struct RowConvolution: Sendable {
  private let problem: ConvolutionProblem
  private let engine: (any Engine)?
  private let blank: [Float]

  /// Checks the arguments and lays the weights out.
  ///
  /// - Parameters:
  ///   - filter: In the layout of the call's operation.
  ///   - value: The shape of the whole value, of batch 1, channels last.
  /// - Throws: ``UpsampleError/request(_:)`` when an argument breaks a rule, or the weights
  ///   do not fit into memory.
  package init(
    _ call: ConvolutionCall, filter: Tensor, value: Shape
  ) throws(UpsampleError) {
    problem = try call.problem(value: value, filter: filter.shape)
    let channels = problem.channels.outputTotal
    try call.end.check(channels: channels, subject: call.subject)
    let finish = call.end.isAbsent ? nil : call.end.finish(channels: channels)
    let instructions = ck_best_instructions()
    engine = try problem.engine(
      for: call, filter: filter, packing: .once, finish: finish, firstColumn: 0,
      instructions: instructions)
    blank = engine?.blank ?? finish?.blank(instructions: instructions) ?? [0]
  }

  /// Computes rows of the output: the bits that they have in the output of the whole value.
  ///
  /// - Parameters:
  ///   - rows: Rows of the output: whole tiles, but for the last one.
  ///   - value: The first of the value's rows that are there.
  ///   - given: Their numbers; all that reach the output's rows are among them.
  ///   - output: Room for the rows.
  ///   - threads: The threads that share the work.
  package func make(
    _ rows: Range<Int>, from value: UnsafePointer<Float>, given: Range<Int>,
    into output: UnsafeMutablePointer<Float>, threads: ThreadBudget
  ) {
    problem.solve(
      rows, from: value, given: given, by: engine, blank: blank, into: output, threads: threads)
  }
}

extension ConvolutionCall {
  /// What a convolution of rows needs beside its value and its output.
  package struct RowNeeds {
    /// The rows that are computed together.
    package var rowsTogether = 1
    /// The numbers that are held.
    package var held: Int
    /// The numbers that are held while rows are computed.
    package var passing = 0
  }

  /// Tells what ``RowConvolution`` needs, from shapes of value and filter.
  package func rowNeeds(value: Shape, filter: Shape) throws(UpsampleError) -> RowNeeds {
    let weights = filter.scalarCount ?? 0
    let output = try output(value: value, filter: filter)
    guard takesTiles, !filter.extents.contains(0),
      WinogradEngine.gains(
        channels: try channels(value: value, filter: filter), taps: Array(filter.extents.prefix(2)))
    else { return RowNeeds(held: weights) }
    let needs = WinogradEngine.needs(weights: weights, width: output[2])
    return RowNeeds(rowsTogether: Int(CK_TILE), held: needs.held, passing: needs.passing)
  }
}

/// A bias and an activation of numbers where they lie.
package struct RowEnd: Sendable {
  private let finish: Finish

  /// - Throws: ``UpsampleError/request(_:)`` when the end does not fit so many channels.
  package init(
    _ end: LayerEnd, channels: Int, subject: OperationSubject
  ) throws(UpsampleError) {
    try end.check(channels: channels, subject: subject)
    finish = end.finish(channels: channels)
  }

  /// Finishes pixels in place.
  package func apply(to values: UnsafeMutablePointer<Float>, count: Int) {
    finish.finish(values, count: count, instructions: ck_best_instructions())
  }
}
