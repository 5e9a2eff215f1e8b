import UpsampleBase
import UpsampleImages

extension KernelPicture {
  /// Draws the taps as a heat map, with their numbers where these fit.
  func drawTaps(in area: Rectangle, on canvas: inout Canvas) {
    let plane = analysis.plane
    let (height, width) = (plane.shape[0], plane.shape[1])
    let largest = plane.scalars.map(\.magnitude).max()!
    let side = max(height, width)
    // One tap more than there are has the position behind the last one.
    func edge(_ tap: Int) -> Int { tap * area.width / side }
    let (left, top) = (
      area.x + (area.width - edge(width)) / 2, area.y + (area.height - edge(height)) / 2
    )
    let texts = plane.scalars.map(tapText)
    let scale = scale(of: texts, within: area.width / side)
    for (index, tap) in plane.scalars.enumerated() {
      let (row, column) = index.quotientAndRemainder(dividingBy: width)
      let cell = Rectangle(
        x: left + edge(column), y: top + edge(row), width: edge(column + 1) - edge(column),
        height: edge(row + 1) - edge(row))
      canvas.fill(cell, Colour(tap: tap, largest: largest))
      if cell.width > 8 { canvas.outline(cell.inset(by: -1), .white) }
      if let scale { canvas.text(texts[index], centredIn: cell, .ink, scale: scale) }
    }
  }

  /// A tap without the zero before the point, which few cells have room for.
  private func tapText(_ tap: Float) -> String {
    let text = decimalText(Double(tap), digits: 3)
    if text.hasPrefix("0.") { return String(text.dropFirst()) }
    return text.hasPrefix("-0.") ? "-" + text.dropFirst(2) : text
  }

  /// The largest scale at which all of the texts are narrower than a cell.
  private func scale(of texts: [String], within width: Int) -> Int? {
    let longest = texts.max { $0.count < $1.count }!
    return [2, 1].first { Canvas.width(of: longest, scale: $0) < width }
  }

  /// Draws the weights along the width as stems, and behind them the function
  /// that they were sampled from.
  func drawCurve(in area: Rectangle, on canvas: inout Canvas) {
    let weights = profile.weights
    let peak = analysis.function.map { $0(0) } ?? 0
    let reach = max(1, profile.distances.map(\.magnitude).max()! + 0.25)
    let range = padded(min(0, weights.min()!)...max(peak, weights.max()!))
    let plot = KernelPlot(in: area, x: -reach...reach, y: range)
    plot.drawFrame(xTicks: ticks(plot.x), yTicks: ticks(range), on: &canvas)
    if let function = analysis.function {
      let points = (0...400).map { step in
        let x = reach * (Double(step) / 200 - 1)
        return (x: x, y: function(x))
      }
      plot.drawCurve(points, .faintInk, thickness: 1, on: &canvas)
    }
    plot.drawCurve([(-reach, 0), (reach, 0)], .ink, thickness: 1, on: &canvas)
    for (tap, point) in zip(profile.distances, weights).enumerated() {
      let phase = Double(tap % profile.stride) / Double(profile.stride)
      let hue = (phase + 0.09).truncatingRemainder(dividingBy: 1)
      plot.drawStem((point.0, point.1), Colour(hue: hue, strength: 0.85), on: &canvas)
    }
  }

  /// Draws the gain of each frequency, and that of the ideal kernel.
  func drawResponse(in area: Rectangle, on canvas: inout Canvas) {
    let frequencies = profile.frequencies(steps: 64)
    let gains = frequencies.map(profile.gain(at:))
    let last = frequencies.last!
    let range = 0...max(1.1, gains.max()! * 1.1)
    let plot = KernelPlot(in: area, x: 0...last, y: range)
    let nyquist = plot.column(0.5)
    canvas.fill(
      Rectangle(
        x: nyquist, y: plot.area.y, width: plot.area.maximumX - nyquist, height: plot.area.height),
      Colour(245, 246, 248))
    plot.drawFrame(xTicks: ticks(plot.x), yTicks: ticks(range), on: &canvas)
    let ideal = [(x: 0, y: 1), (x: 0.5, y: 1), (x: 0.5, y: 0.0), (x: last, y: 0)]
    plot.drawCurve(ideal, .faintInk, thickness: 1, on: &canvas)
    plot.drawCurve(
      Array(zip(frequencies, gains)).map { (x: $0.0, y: $0.1) }, .above, thickness: 3, on: &canvas)
  }

  /// Draws a row of input pixels as plateaus and the output's as points.
  func drawStep(
    _ input: GrayPicture, _ output: GrayPicture, in area: Rectangle, on canvas: inout Canvas
  ) {
    let levels = input.levels + output.levels
    let range = padded(min(0, levels.min()!)...max(1, levels.max()!))
    let plot = KernelPlot(in: area, x: 0...Double(input.width), y: range)
    plot.drawFrame(xTicks: ticks(plot.x), yTicks: ticks(range), on: &canvas)
    let plateaus = (0..<input.width).flatMap { x in
      [(x: Double(x), y: input[x, 0]), (x: Double(x + 1), y: input[x, 0])]
    }
    plot.drawCurve(plateaus, .faintInk, thickness: 3, on: &canvas)
    let points = (0..<output.width).map { x in
      (x: (Double(x) + 0.5) / analysis.horizontal.value, y: output[x, 0])
    }
    plot.drawCurve(points, .above, thickness: 1, on: &canvas)
    for point in points {
      let place = Rectangle(x: plot.column(point.x), y: plot.row(point.y), width: 1, height: 1)
      canvas.fill(place.inset(by: points.count > 80 ? -1 : -3), .above)
    }
  }

  /// Draws a picture in the middle of a panel, as much larger as fits, pixels
  /// being squares.
  func draw(_ picture: GrayPicture, in area: Rectangle, on canvas: inout Canvas) {
    let factor = max(1, min(area.width / picture.width, area.height / picture.height))
    let (width, height) = (
      min(picture.width, area.width / factor), min(picture.height, area.height / factor)
    )
    let first = (x: (picture.width - width) / 2, y: (picture.height - height) / 2)
    let corner = (
      x: area.x + (area.width - width * factor) / 2, y: area.y + (area.height - height * factor) / 2
    )
    for y in 0..<height {
      for x in 0..<width {
        let level = UInt8((picture[first.x + x, first.y + y] * 255).rounded())
        canvas.fill(
          Rectangle(
            x: corner.x + x * factor, y: corner.y + y * factor, width: factor, height: factor),
          Colour(level, level, level))
      }
    }
  }

  /// The range with a twentieth more at each end, or one around a single
  /// number.
  private func padded(_ range: ClosedRange<Double>) -> ClosedRange<Double> {
    let width = range.upperBound - range.lowerBound
    let margin = width > 0 ? width / 20 : 1
    return range.lowerBound - margin...range.upperBound + margin
  }

  /// Round numbers in a range, four to ten of them.
  private func ticks(_ range: ClosedRange<Double>) -> [Double] {
    let width = range.upperBound - range.lowerBound
    var step = 1.0
    while step * 10 <= width { step *= 10 }
    while step > width { step /= 10 }
    if width / step < 2 { step /= 5 } else if width / step < 5 { step /= 2 }
    let first = Int((range.lowerBound / step).rounded(.up))
    let last = Int((range.upperBound / step).rounded(.down))
    return (first...max(first, last)).map { Double($0) * step }
  }
}

extension Colour {
  /// The colour of a tap: orange above zero, blue below. Its strength is the root of the
  /// tap's share of the largest magnitude, so that small ones show.
  init(tap: Float, largest: Float) {
    let share = largest > 0 ? Double(tap.magnitude / largest).squareRoot() : 0
    self = (tap < 0 ? Colour.below : .above).diluted(0.04 + 0.76 * share)
  }
}
