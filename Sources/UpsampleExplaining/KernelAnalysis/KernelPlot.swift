import UpsampleBase
import UpsampleImages

/// A diagram of numbers over numbers.
struct KernelPlot {
  /// The rectangle of the diagram without its labels.
  let area: Rectangle
  let x: ClosedRange<Double>
  let y: ClosedRange<Double>

  /// The room that labels need on the left and below.
  static let labelRoom = (left: 56, below: 28)

  /// A diagram in a panel, with room for labels.
  ///
  /// - Precondition: Neither range is empty of width.
  init(in panel: Rectangle, x: ClosedRange<Double>, y: ClosedRange<Double>) {
    precondition(x.lowerBound < x.upperBound && y.lowerBound < y.upperBound)
    area = Rectangle(
      x: panel.x + Self.labelRoom.left, y: panel.y, width: panel.width - Self.labelRoom.left,
      height: panel.height - Self.labelRoom.below)
    (self.x, self.y) = (x, y)
  }

  /// The column of a number on the axis across.
  func column(_ number: Double) -> Int {
    let share = (number - x.lowerBound) / (x.upperBound - x.lowerBound)
    return area.x + Int((min(max(share, 0), 1) * Double(area.width - 1)).rounded())
  }

  /// The row of a number on the axis up.
  func row(_ number: Double) -> Int {
    let share = (number - y.lowerBound) / (y.upperBound - y.lowerBound)
    return area.maximumY - 1 - Int((min(max(share, 0), 1) * Double(area.height - 1)).rounded())
  }

  /// Draws the frame and a grid line with its number at each tick.
  func drawFrame(xTicks: [Double], yTicks: [Double], on canvas: inout Canvas) {
    for tick in xTicks {
      let column = column(tick)
      canvas.fill(Rectangle(x: column, y: area.y, width: 1, height: area.height), .gridLine)
      let label = decimalText(tick, digits: 2)
      canvas.text(
        label, x: column - Canvas.width(of: label, scale: 2) / 2, y: area.maximumY + 10, .faintInk,
        scale: 2)
    }
    for tick in yTicks {
      let row = row(tick)
      canvas.fill(Rectangle(x: area.x, y: row, width: area.width, height: 1), .gridLine)
      let label = decimalText(tick, digits: 2)
      canvas.text(
        label, x: area.x - Canvas.width(of: label, scale: 2) - 6, y: row - 7, .faintInk, scale: 2)
    }
    canvas.outline(area, .faintInk)
  }

  /// Draws lines from point to point.
  func drawCurve(
    _ points: [(x: Double, y: Double)], _ colour: Colour, thickness: Int, on canvas: inout Canvas
  ) {
    for (start, end) in zip(points, points.dropFirst()) {
      canvas.line(
        from: (column(start.x), row(start.y)), to: (column(end.x), row(end.y)), colour,
        thickness: thickness)
    }
  }

  /// Draws a point as a square with a line from zero.
  func drawStem(_ point: (x: Double, y: Double), _ colour: Colour, on canvas: inout Canvas) {
    let (column, row) = (column(point.x), row(point.y))
    canvas.line(from: (column, self.row(0)), to: (column, row), colour, thickness: 2)
    let half = area.width / max(60, Int((x.upperBound - x.lowerBound) * 20))
    canvas.fill(
      Rectangle(x: column - half, y: row - half, width: 2 * half + 1, height: 2 * half + 1),
      colour)
  }
}

extension Colour {
  /// The colour of text and of what matters.
  static let ink = Colour(40, 44, 52)
  /// The colour of what is beside the point.
  static let faintInk = Colour(130, 136, 146)
  static let gridLine = Colour(226, 229, 234)
  /// The colour of numbers above zero and of curves.
  static let above = Colour(214, 92, 20)
  /// The colour of numbers below zero.
  static let below = Colour(40, 96, 190)

  /// The colour between white and this one.
  ///
  /// - Parameter share: 0 for white, 1 for the colour itself.
  func diluted(_ share: Double) -> Colour {
    func channel(_ value: UInt8) -> UInt8 {
      UInt8((255 + (Double(value) - 255) * min(max(share, 0), 1)).rounded())
    }
    return Colour(channel(red), channel(green), channel(blue))
  }
}
