/// The words below a picture: what the drawn output is the sum or maximum of, and
/// how to read the colours and numbers.
struct PictureCaptions {
  let axes: PictureAxes

  /// The most terms of a sum.
  private static let terms = 4

  var lines: [String] {
    let reading =
      axes.palette.count > 1
      ? "Outputs are made by the taps of their own colour. Numbers: inputs that reach them"
      : "Numbers: inputs that reach the output"
    guard let depth = axes.depth else { return [sum, window, reading + "."] }
    let along = Self.sum([(depth, depth.contributions)])
    return [
      sum, "Drawn are height and width. Along depth, \(along).", window,
      reading + ", at depth \(depth.output).",
    ]
  }

  private var window: String {
    if axes.columns.isPool { return "Dots in the window are padding, which takes no part." }
    let isWhole = axes.rows.showsWindow && axes.columns.showsWindow
    let isTurned = axes.columns.windows.axis.isTransposed
    return (isWhole ? "The window holds" : "The window, larger than what is drawn, holds")
      + (isTurned ? " the filter turned round" : " the filter")
      + "; dots are taps that meet no value."
  }

  /// What the drawn output is the sum of, beginning with terms that are drawn.
  private var sum: String {
    let depth = axes.depth.map { [($0, $0.contributions)] } ?? []
    let drawn = (axes.isOneAxis ? [] : [axes.rows]) + [axes.columns]
    return Self.sum(depth + drawn.map { ($0, $0.drawnContributions) })
  }

  /// The sum that makes the output at the drawn place of each axis, beginning
  /// with the given ones of its contributions.
  private static func sum(_ axes: [(PictureAxis, drawn: [AxisWindows.Contribution])]) -> String {
    let output = "y" + index(axes.map(\.0.output))
    let total = axes.reduce(1) { $0 * $1.0.contributions.count }
    if total == 0 { return "\(output) = 0" }
    // Four of each axis are enough for the first four of all.
    let products = axes.reduce([[]]) { products, axis in
      products.flatMap { product in axis.drawn.prefix(terms).map { product + [$0] } }
    }
    let statistic = axes.last?.0.poolStatistic
    let written = products.prefix(terms).map { term in
      (statistic != nil ? "" : "w\(index(term.map(\.tap))) ") + "x\(index(term.map(\.input)))"
    }
    let drawn = axes.reduce(1) { $0 * $1.drawn.count }
    let missing = drawn < total ? ", \(drawn) of them drawn" : ""
    if let statistic {
      let rest = total > written.count ? "; ... (\(total) values\(missing))" : ""
      return "\(output) = \(statistic.word)(\(written.joined(separator: "; "))\(rest))"
    }
    let rest = total > written.count ? " + ... (\(total) terms\(missing))" : ""
    return "\(output) = \(written.joined(separator: " + "))\(rest)"
  }

  private static func index(_ numbers: [Int]) -> String {
    numbers.map(String.init).joined(separator: ",")
  }
}
