import Testing

@testable import UpsampleExplaining
@testable import UpsampleTensors

@Suite struct AxisTextTests {
  @Test func aTransposedConvolutionHasItsBlanksInTheValue() {
    let lines = AxisText(
      axis(filter: 3, stride: 2, smaller: 3, larger: 5, kind: .transposed)
    ).lines
    #expect(
      lines.trimmed == [
        "       p  x0 ·  x1 ·  x2 p",
        "  y0  [-  w1 - ]               = w1·x0",
        "  y1     [w2 -  w0]            = w2·x0 + w0·x1",
        "  y2        [-  w1 - ]         = w1·x1",
        "  y3           [w2 -  w0]      = w2·x1 + w0·x2",
        "  y4              [-  w1 - ]   = w1·x2",
      ])
  }

  @Test func aForwardConvolutionStepsByItsStride() {
    let lines = AxisText(axis(filter: 2, stride: 2, smaller: 3, larger: 5, kind: .forward))
      .lines
    #expect(
      lines.trimmed == [
        "       x0 x1 x2 x3 x4 p",
        "  y0  [w0 w1]               = w0·x0 + w1·x1",
        "  y1        [w0 w1]         = w0·x2 + w1·x3",
        "  y2              [w0 - ]   = w0·x4",
      ])
  }

  @Test func aDilatedConvolutionHasItsBlanksInTheFilter() {
    let lines = AxisText(
      axis(filter: 2, dilation: 2, smaller: 3, larger: 3, kind: .forward)
    ).lines
    #expect(
      lines.trimmed == [
        "       p  x0 x1 x2 p",
        "  y0  [-  ·  w1]         = w1·x1",
        "  y1     [w0 ·  w1]      = w0·x0 + w1·x2",
        "  y2        [w0 ·  - ]   = w0·x1",
      ])
  }

  @Test func aLongAxisShowsItsEnds() {
    let lines = AxisText(
      axis(filter: 4, stride: 2, smaller: 1000, larger: 2000, kind: .transposed)
    ).lines
    #expect(lines[1].hasPrefix("  y0 "))
    #expect(lines.contains("  ..."))
    #expect(lines.last?.hasPrefix("  y1999 ") == true && lines.last?.hasSuffix("= w2·x999") == true)
    #expect(lines.allSatisfy { $0.count <= 100 }, "\(lines)")
  }

  @Test func aLongAxisBeginsWithTheFirstWindow() {
    let pads = AxisPadding(before: 100, after: 100)
    let axis = ExplainedAxis(
      name: .width, geometry: ConvolutionAxis(filter: 3, stride: 2, dilation: 1),
      rule: .explicit(pads), smaller: 100, larger: 1, kind: .transposed)
    let lines = AxisText(AxisWindows(axis: axis)).lines.trimmed
    #expect(lines[0].hasPrefix("       x49 ·   x50 ·"))
    #expect(lines[1].hasSuffix("= w2·x49 + w0·x50"))
  }

  @Test func aFilterTooWideForALineLeavesTheSums() {
    let lines = AxisText(
      axis(filter: 300, stride: 1, smaller: 400, larger: 400, kind: .forward)
    ).lines
    #expect(lines.count == 9)
    #expect(lines[0].hasPrefix("  y0    = w149·x0 + w150·x1 + w151·x2 + w152·x3 + ... (151)"))
  }

  private func axis(
    filter: Int, stride: Int = 1, dilation: Int = 1, smaller: Int, larger: Int, kind: AxisKind
  ) -> AxisWindows {
    AxisWindows(
      axis: ExplainedAxis(
        name: .width,
        geometry: ConvolutionAxis(filter: filter, stride: stride, dilation: dilation),
        rule: .same, smaller: smaller, larger: larger, kind: kind))
  }
}

extension [String] {
  /// The lines without the blanks at their ends.
  fileprivate var trimmed: [String] {
    map { line in String(line.reversed().drop { $0 == " " }.reversed()) }
  }
}
