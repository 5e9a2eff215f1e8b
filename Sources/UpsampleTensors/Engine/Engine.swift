import UpsampleBase

/// What computes the outputs of one problem, channels last, with whatever can be
/// prepared before the values are known.
protocol Engine: Sendable {
  /// What a pixel of the output is before the engine runs, and stays where no input
  /// reaches it: a number for each channel, or one for all of them.
  var blank: [Float] { get }

  /// The number of rows, counted from the whole output's first, that are computed
  /// together: each of them bears on the bits of the others.
  var tileRows: Int { get }

  /// The same engine for a part of its problem.
  func taking(_ part: ConvolutionProblem) -> Self

  /// Computes the outputs of `batch` values that lie one after another.
  func run(
    value: UnsafePointer<Float>, output: UnsafeMutablePointer<Float>, batch: Int,
    threads: ThreadBudget)
}

extension Engine {
  var tileRows: Int { 1 }
}
