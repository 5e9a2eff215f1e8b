import UpsampleTensors

/// The windows of one axis in lines of text: the value with its blanks, below
/// it the window of each output, and what that output is the sum, maximum or mean of.
struct AxisText {
  private let windows: AxisWindows
  /// The characters between the beginnings of neighbouring positions.
  private let pitch: Int
  private let labelWidth: Int

  /// The most columns of a line, and of the sums at its end.
  private static let (lineWidth, sumWidth) = (100, 40)
  /// The most outputs that are shown when all of them are, and the outputs that
  /// are shown from the beginning and the end otherwise.
  private static let (allRows, firstRows, lastRows) = (16, 8, 4)
  /// The most terms of a sum.
  private static let terms = 4

  init(_ windows: AxisWindows) {
    self.windows = windows
    let labels = ["x\(windows.axis.value - 1)", "w\(windows.axis.geometry.filter - 1)"]
    pitch = labels.map(\.count).max()! + 1
    labelWidth = "y\(windows.outputs - 1)".count + 4
  }

  /// The drawing, of a long axis from the first window on and up to the last; or
  /// only the sums of the first outputs when not even one window fits into a
  /// line.
  var lines: [String] {
    let positions = windows.positions
    let count = min((Self.lineWidth - Self.sumWidth - labelWidth) / pitch, positions.count)
    if windows.span > count {
      let outputs = 0..<min(windows.outputs, Self.firstRows)
      return outputs.map { "  y\($0)".padded(to: labelWidth) + sum(of: $0) } + ellipsis(outputs)
    }
    if positions.count == count && windows.outputs <= Self.allRows {
      return block(positions, rows: 0..<windows.outputs)
    }
    let start = min(max(windows.start(of: 0), positions.lowerBound), positions.upperBound - count)
    let head = start..<start + count
    let first = outputs(within: head).prefix(Self.firstRows)
    let end = max(windows.end(of: windows.outputs - 1), positions.lowerBound + count)
    let tail = end - count..<end
    let last = outputs(within: tail).suffix(Self.lastRows).drop { first.contains($0) }
    return block(head, rows: first) + ["", "  ..."]
      + (last.isEmpty ? [] : [""] + block(tail, rows: last))
  }

  private func ellipsis(_ shown: Range<Int>) -> [String] {
    shown.upperBound < windows.outputs ? ["  ..."] : []
  }

  /// The outputs whose windows lie within the positions.
  private func outputs(within positions: Range<Int>) -> Range<Int> {
    let step = windows.axis.isTransposed ? 1 : windows.axis.geometry.stride
    let before = positions.lowerBound - windows.start(of: 0)
    let first = before <= 0 ? 0 : (before + step - 1) / step
    let room = positions.upperBound - windows.span - windows.start(of: 0)
    let last = room < 0 ? -1 : min(room / step, windows.outputs - 1)
    return first..<max(first, last + 1)
  }

  // MARK: Lines

  private func block(_ positions: Range<Int>, rows: Range<Int>) -> [String] {
    var line = "".padded(to: labelWidth)
    for position in positions {
      switch windows.sample(at: position) {
      case .value(let input): line += cell("x\(input)")
      case .blank: line += cell("·")
      case .padding: line += cell("p")
      }
    }
    return [line] + rows.map { row($0, positions) }
  }

  private func row(_ output: Int, _ positions: Range<Int>) -> String {
    let start = windows.start(of: output)
    var line = "  y\(output)".padded(to: labelWidth)
    for position in positions.lowerBound...positions.upperBound {
      let separator =
        position == start ? "[" : position == start + windows.span ? "]" : " "
      let offset = position - start
      let mark = (0..<windows.span).contains(offset) ? self.mark(at: offset, of: output) : ""
      line += separator + mark.padded(to: pitch - 1)
    }
    return line + " " + sum(of: output)
  }

  /// What a window holds at an offset.
  private func mark(at offset: Int, of output: Int) -> String {
    guard let tap = windows.tap(at: offset) else { return "·" }
    guard case .value(let input) = windows.sample(at: windows.start(of: output) + offset) else {
      return "-"
    }
    return windows.axis.kind.isPool ? "x\(input)" : "w\(tap)"
  }

  /// What an output is the sum of, as `= w1·x0 + w0·x1`; of a pool the largest or the mean,
  /// as `= max(x0, x1)`.
  private func sum(of output: Int) -> String {
    let contributions = windows.contributions(to: output)
    if case .pool(let statistic) = windows.axis.kind {
      let terms = contributions.prefix(Self.terms).map { "x\($0.input)" }
      let rest = contributions.count > Self.terms ? ", ... (\(contributions.count))" : ""
      return "= \(statistic.word)(\(terms.joined(separator: ", "))\(rest))"
    }
    if contributions.isEmpty { return "= 0" }
    let terms = contributions.prefix(Self.terms).map { "w\($0.tap)·x\($0.input)" }
    let rest = contributions.count > Self.terms ? " + ... (\(contributions.count))" : ""
    return "= " + terms.joined(separator: " + ") + rest
  }

  private func cell(_ text: String) -> String { " " + text.padded(to: pitch - 1) }
}

extension PoolStatistic {
  /// The function that takes it, as a short word.
  var word: String {
    switch self {
    case .maximum: "max"
    case .mean: "mean"
    }
  }
}

extension String {
  /// The text with blanks after it, up to a number of characters.
  func padded(to width: Int) -> String {
    self + String(repeating: " ", count: Swift.max(0, width - count))
  }
}
