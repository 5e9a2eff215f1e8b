/// A convolution whose lines have zeros at both ends, so many that every tap weighs an input
/// for each output of a row.
///
/// Where all weights are finite its outputs are the same: a product with zero leaves a sum as
/// it is.
struct PaddedLines {
  /// The convolution of the longer lines.
  let problem: ConvolutionProblem
  /// The number of zeros at the beginning of each line: a multiple of the stride, which leaves
  /// the first pixel at the beginning of a line of the cache.
  let before: Int

  /// The most inputs beyond the ends of a line that are weighed.
  private static let most = 64

  /// Tells by `nil` that lines would grow too much.
  init?(of problem: ConvolutionProblem) {
    let whole = problem.phases.width.compactMap(\.whole)
    let step = problem.phases.width[0].stretches[0].inputStep
    let (first, end) = (
      whole.reduce(0) { min($0, $1.inputs.lowerBound) },
      whole.reduce(problem.inputs.width) { max($0, $1.inputs.upperBound) }
    )
    guard end - first - problem.inputs.width <= Self.most else { return nil }
    let unit = step * 16
    let before = (unit - 1 - first) / unit * unit
    self.before = before
    self.problem = problem.padded(
      width: before + end, phases: whole.map { $0.phase.moved(inputs: before) })
  }
}
