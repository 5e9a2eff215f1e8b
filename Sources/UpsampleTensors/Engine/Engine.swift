import UpsampleBase

/// What computes the outputs of one problem, channels last, with whatever can be
/// prepared before the values are known.
protocol Engine: Sendable {
  /// The same engine for a part of its problem.
  func taking(_ part: ConvolutionProblem) -> Self

  /// Computes the outputs of `batch` values that lie one after another.
  func run(
    value: UnsafePointer<Float>, output: UnsafeMutablePointer<Float>, batch: Int,
    threads: ThreadBudget)
}
