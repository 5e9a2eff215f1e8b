import UpsampleBase
import UpsampleImages

/// The drawing of an explanation's last two axes, at one place of the first if
/// there are three: the value with its blanks and the window of one output, the
/// filter unless it is a pool, and the outputs.
///
/// Taps and outputs of one phase have one colour: an output is made by the taps
/// of its own colour.
struct ExplanationPicture {
  private let explanation: Explanation
  private let drawn: PictureAxes

  private static let cell = 60
  private static let (margin, gap) = (32, 72)
  private static let (titleHeight, headingHeight, captionMargins, lineHeight) = (88, 32, 32, 26)

  private static let ink = Colour(40, 44, 52)
  private static let faint = Colour(150, 156, 166)
  private static let valueColour = Colour(198, 208, 222)
  private static let blankColour = Colour(241, 242, 245)
  private static let paddingColour = Colour(228, 230, 235)

  /// - Throws: ``UpsampleError/request(_:)`` when an axis can't be drawn.
  init(_ explanation: Explanation) throws(UpsampleError) {
    self.explanation = explanation
    drawn = try PictureAxes(explanation)
  }

  private var rows: PictureAxis { drawn.rows }
  private var columns: PictureAxis { drawn.columns }
  private var palette: PhasePalette { drawn.palette }

  /// The picture.
  var canvas: Canvas {
    let captions = PictureCaptions(axes: drawn).lines
    let gridsWidth =
      grids.reduce(0) { $0 + $1.columns.count * Self.cell } + (grids.count - 1) * Self.gap
    let textWidth = (captions + [title]).map { Canvas.width(of: $0, scale: 2) }.max()!
    let height = grids.map { $0.rows.count * Self.cell }.max()!
    var canvas = Canvas(
      width: max(gridsWidth, textWidth) + 2 * Self.margin,
      height: Self.titleHeight + Self.headingHeight + height + Self.captionMargins
        + captions.count * Self.lineHeight)
    draw(text: [title, settings], y: 24, on: &canvas)

    let top = Self.titleHeight + Self.headingHeight
    var x = Self.margin
    for grid in grids {
      let area = Rectangle(
        x: x, y: top, width: grid.columns.count * Self.cell,
        height: grid.rows.count * Self.cell)
      canvas.text(grid.heading, x: x, y: Self.titleHeight + 4, Self.ink, scale: 2)
      switch grid.content {
      case .value: drawValue(in: area, on: &canvas)
      case .filter: drawFilter(in: area, on: &canvas)
      case .output: drawOutput(in: area, on: &canvas)
      }
      x = area.maximumX + Self.gap
      let sign = Rectangle(x: area.maximumX, y: top, width: Self.gap, height: height)
      if let text = grid.sign {
        canvas.text(text, centredIn: sign, Self.faint, scale: text.count == 1 ? 5 : 3)
      }
    }
    draw(text: captions, y: top + height + 20, on: &canvas)
    return canvas
  }

  // MARK: Grids

  /// What one grid shows.
  private struct Grid {
    enum Content { case value, filter, output }

    let content: Content
    /// What stands between this grid and the next.
    let sign: String?
    let heading: String
    let rows: Range<Int>
    let columns: Range<Int>

    init(
      _ content: Content, _ name: String, sign: String?, rows: Range<Int>, columns: Range<Int>,
      of whole: (Range<Int>, Range<Int>)
    ) {
      (self.content, self.sign) = (content, sign)
      heading = (rows, columns) == whole ? name : "\(name) (a part)"
      (self.rows, self.columns) = (rows, columns)
    }
  }

  private var grids: [Grid] {
    let hasBlanks = explanation.axes.contains { $0.isTransposed && $0.geometry.stride > 1 }
    let isPool = columns.isPool
    let value = Grid(
      .value, hasBlanks ? "value and blanks" : "value", sign: columns.poolStatistic?.word ?? "*",
      rows: rows.positions, columns: columns.positions,
      of: (rows.windows.positions, columns.windows.positions))
    let filter = Grid(
      .filter, "filter", sign: "=", rows: rows.offsets, columns: columns.offsets,
      of: (0..<rows.windows.span, 0..<columns.windows.span))
    let output = Grid(
      .output, "output", sign: nil, rows: rows.outputs, columns: columns.outputs,
      of: (0..<rows.windows.outputs, 0..<columns.windows.outputs))
    return isPool ? [value, output] : [value, filter, output]
  }

  private func drawValue(in area: Rectangle, on canvas: inout Canvas) {
    for (row, y) in rows.positions.enumerated() {
      for (column, x) in columns.positions.enumerated() {
        let cell = self.cell(area, row, column)
        let samples = (rows.windows.sample(at: y), columns.windows.sample(at: x))
        let taps = (rows.tap(at: y), columns.tap(at: x))
        let isCovered = taps.0 != nil && taps.1 != nil
        switch samples {
        case (.value(let i), .value(let j)):
          canvas.fill(cell, isCovered ? colour(ofTap: taps) : Self.valueColour)
          drawSample(
            label(i, j), tap: isCovered && !columns.isPool ? tapLabel(taps) : nil, in: cell,
            on: &canvas)
        case (.padding, _), (_, .padding):
          canvas.outline(cell.inset(by: 1), Self.paddingColour, thickness: 2)
          drawBlank(in: cell, isCovered: isCovered, on: &canvas)
        default:
          canvas.fill(cell, Self.blankColour)
          drawBlank(in: cell, isCovered: isCovered, on: &canvas)
        }
      }
    }
    let window = Rectangle(
      x: area.x + (columns.windowStart - columns.positions.lowerBound) * Self.cell,
      y: area.y + (rows.windowStart - rows.positions.lowerBound) * Self.cell,
      width: columns.windows.span * Self.cell, height: rows.windows.span * Self.cell)
    canvas.outline(window.inset(by: -3), Self.ink, thickness: 5, part: area.inset(by: -3))
  }

  private func drawSample(
    _ label: String, tap: String?, in cell: Rectangle, on canvas: inout Canvas
  ) {
    guard let tap else {
      write(label, in: cell, on: &canvas)
      return
    }
    var (upper, lower) = (cell, cell)
    upper.height = cell.height * 3 / 5
    lower.y += upper.height - 4
    lower.height -= upper.height - 4
    write(label, in: upper, on: &canvas)
    canvas.text(tap, centredIn: lower, Self.ink, scale: 1)
  }

  /// Writes text as large as the cell is wide enough for.
  private func write(_ text: String, in cell: Rectangle, on canvas: inout Canvas) {
    let scale = Canvas.width(of: text, scale: 2) <= cell.width ? 2 : 1
    canvas.text(text, centredIn: cell, Self.ink, scale: scale)
  }

  /// A blank, with a dot when a tap of the window lies over it in vain.
  private func drawBlank(in cell: Rectangle, isCovered: Bool, on canvas: inout Canvas) {
    guard isCovered else { return }
    canvas.fill(cell.inset(by: cell.width / 2 - 4), Self.faint)
  }

  private func drawFilter(in area: Rectangle, on canvas: inout Canvas) {
    for (row, y) in rows.offsets.enumerated() {
      for (column, x) in columns.offsets.enumerated() {
        let cell = self.cell(area, row, column)
        let taps = (rows.storedTap(at: y), columns.storedTap(at: x))
        guard let i = taps.0, let j = taps.1 else {
          canvas.fill(cell, Self.blankColour)
          continue
        }
        canvas.fill(cell, colour(ofTap: taps))
        write("w\(label(i, j))", in: cell, on: &canvas)
      }
    }
  }

  private func drawOutput(in area: Rectangle, on canvas: inout Canvas) {
    for (row, y) in rows.outputs.enumerated() {
      for (column, x) in columns.outputs.enumerated() {
        let cell = self.cell(area, row, column)
        canvas.fill(
          cell,
          palette[row: rows.phase(ofOutput: y), column: columns.phase(ofOutput: x)])
        write("\(drawn.inputs(reachingRow: y, column: x))", in: cell, on: &canvas)
      }
    }
    let chosen = cell(
      area, rows.output - rows.outputs.lowerBound, columns.output - columns.outputs.lowerBound)
    canvas.outline(chosen.inset(by: -3), Self.ink, thickness: 5)
  }

  /// The cell of a grid without the line that parts it from the next.
  private func cell(_ area: Rectangle, _ row: Int, _ column: Int) -> Rectangle {
    Rectangle(
      x: area.x + column * Self.cell + 1, y: area.y + row * Self.cell + 1,
      width: Self.cell - 2, height: Self.cell - 2)
  }

  private func colour(ofTap taps: (Int?, Int?)) -> Colour {
    palette[row: rows.phase(ofTap: taps.0 ?? 0), column: columns.phase(ofTap: taps.1 ?? 0)]
  }

  // MARK: Text

  /// The most characters of a line: a label for the call may be of any length.
  private static let longestLine = 120

  private func draw(text lines: [String], y: Int, on canvas: inout Canvas) {
    for (index, line) in lines.enumerated() {
      canvas.text(
        line, x: Self.margin, y: y + index * Self.lineHeight, index == 0 ? Self.ink : Self.faint,
        scale: 2)
    }
  }

  /// The index of a cell: a column, or a row and a column.
  private func label(_ row: Int, _ column: Int) -> String {
    drawn.isOneAxis ? "\(column)" : "\(row),\(column)"
  }

  private func tapLabel(_ taps: (Int?, Int?)) -> String {
    "x w\(label(taps.0 ?? 0, taps.1 ?? 0))"
  }

  private var title: String {
    let shapes = explanation.shapes
    let title =
      "\(explanation.subject): \(explanation.extents(shapes.value)) becomes "
      + "\(explanation.extents(shapes.output))"
    return String(title.prefix(Self.longestLine))
  }

  private var settings: String {
    let axes = explanation.axes
    let numbers = [
      (columns.isPool ? "window" : "filter", axes.map(\.geometry.filter)),
      ("strides", axes.map(\.geometry.stride)),
      ("dilations", axes.map(\.geometry.dilation)),
    ]
    let told = numbers.prefix(1) + numbers.dropFirst().filter { $1.contains { $0 > 1 } }
    return told.map { "\($0) \($1.map(String.init).joined(separator: "x"))" }
      .joined(separator: "   ") + "   padding \(axes.last!.rule.description)"
  }
}
