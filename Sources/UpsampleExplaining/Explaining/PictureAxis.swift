import UpsampleTensors

/// One axis of an explanation's picture: the output whose window is drawn, and
/// as much of the axis around it as is shown.
struct PictureAxis {
  let windows: AxisWindows
  /// The output whose window is drawn.
  let output: Int
  /// What that output is the sum of.
  let contributions: [AxisWindows.Contribution]

  /// The most cells of a grid along an axis.
  static let mostCells = 14

  init(_ axis: ExplainedAxis) {
    windows = AxisWindows(axis: axis)
    output = Self.richestOutput(windows)
    contributions = windows.contributions(to: output)
  }

  /// The one-sample axis that stands for one that is not told of.
  static let flat = PictureAxis(
    ExplainedAxis(
      name: .height, geometry: ConvolutionAxis(filter: 1, stride: 1, dilation: 1), rule: .valid,
      smaller: 1, larger: 1, kind: .forward))

  /// What a pool takes of each window, or `nil`.
  var poolStatistic: PoolStatistic? {
    if case .pool(let statistic) = windows.axis.kind { statistic } else { nil }
  }

  var isPool: Bool { poolStatistic != nil }

  /// The position at which the drawn window begins.
  var windowStart: Int { windows.start(of: output) }

  /// The positions of the value with its blanks and padding that are shown: the
  /// window where it fits, and otherwise what it meets.
  var positions: Range<Int> {
    let met = contributions.map { windows.position(of: $0.input) }
    guard windows.span > Self.mostCells, let first = met.first, let last = met.last else {
      return shown(windows.positions, around: windowStart, windows.span)
    }
    return last - first < Self.mostCells
      ? shown(windows.positions, around: first, last - first + 1)
      : shown(windows.positions, around: met[met.count / 2], 1)
  }

  /// Whether all of the window is shown.
  var showsWindow: Bool {
    let positions = positions
    return positions.lowerBound <= windowStart
      && windows.end(of: output) <= positions.upperBound
  }

  /// The contributions whose inputs are shown.
  var drawnContributions: [AxisWindows.Contribution] {
    let positions = positions
    return contributions.filter { positions.contains(windows.position(of: $0.input)) }
  }

  /// The outputs that are shown.
  var outputs: Range<Int> { shown(0..<windows.outputs, around: output, 1) }

  /// The offsets within the filter, holes included, that are shown: those of the
  /// window's part that is.
  var offsets: Range<Int> {
    let end = windows.end(of: output)
    let part = positions.clamped(to: windowStart..<end)
    let start = windows.axis.isTransposed ? end - part.upperBound : part.lowerBound - windowStart
    return shown(0..<windows.span, around: start, part.count)
  }

  /// The number of phases that differ in the taps that reach them: one for a
  /// forward convolution.
  var phaseCount: Int { windows.axis.isTransposed ? windows.axis.geometry.stride : 1 }

  /// The phase of an output.
  func phase(ofOutput output: Int) -> Int {
    StridePosition(output + windows.axis.pads.before, stride: phaseCount).phase
  }

  /// The phase that a tap reaches.
  func phase(ofTap tap: Int) -> Int {
    StridePosition(tap * windows.axis.geometry.dilation, stride: phaseCount).phase
  }

  /// The tap at an offset of the filter as it is stored, or `nil` for a hole.
  func storedTap(at offset: Int) -> Int? {
    let (tap, hole) = offset.quotientAndRemainder(dividingBy: windows.axis.geometry.dilation)
    return hole == 0 ? tap : nil
  }

  /// The tap of the drawn window over a position, or `nil` outside of the window
  /// and for a hole.
  func tap(at position: Int) -> Int? {
    let offset = position - windowStart
    return (0..<windows.span).contains(offset) ? windows.tap(at: offset) : nil
  }

  /// A part of a range that holds the middle of a window.
  private func shown(_ range: Range<Int>, around start: Int, _ span: Int) -> Range<Int> {
    let count = min(range.count, Self.mostCells)
    let first = start + (span - count) / 2
    let lowest = min(max(first, range.lowerBound), range.upperBound - count)
    return lowest..<lowest + count
  }

  /// Of the outputs from the middle on that the strides set apart, the first
  /// one that most inputs reach.
  private static func richestOutput(_ windows: AxisWindows) -> Int {
    let middle = (windows.outputs - 1) / 2
    let last = min(windows.outputs, middle + windows.axis.geometry.stride)
    var (richest, most) = (middle, -1)
    for output in middle..<last {
      let count = windows.contributions(to: output).count
      if count > most { (richest, most) = (output, count) }
    }
    return richest
  }
}
