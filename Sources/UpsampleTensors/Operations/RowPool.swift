import UpsampleBase

/// A pool of a value of which some rows at a time are there, where they lie.
package struct RowPool: Sendable {
  private let problem: ConvolutionProblem
  private let statistic: WindowStatistic
  private let engine: PoolingEngine?

  /// Checks the arguments.
  ///
  /// - Parameter value: The shape of the whole value, of batch 1, channels last.
  /// - Throws: ``UpsampleError/request(_:)`` when an argument breaks a rule.
  package init(_ call: PoolingCall, value: Shape) throws(UpsampleError) {
    problem = try call.problem(value: value)
    statistic = try call.statistic()
    engine = problem.reachesOutputs ? PoolingEngine(problem: problem, statistic) : nil
  }

  /// Computes rows of the output: the bits that they have in the output of the whole value.
  ///
  /// - Parameters:
  ///   - rows: Rows of the output.
  ///   - value: The first of the value's rows that are there.
  ///   - given: Their numbers; all that reach the output's rows are among them.
  ///   - output: Room for the rows.
  ///   - threads: The threads that share the work.
  package func make(
    _ rows: Range<Int>, from value: UnsafePointer<Float>, given: Range<Int>,
    into output: UnsafeMutablePointer<Float>, threads: ThreadBudget
  ) {
    problem.solve(
      rows, from: value, given: given, by: engine, blank: [statistic.ofNothing], into: output,
      threads: threads)
  }
}
