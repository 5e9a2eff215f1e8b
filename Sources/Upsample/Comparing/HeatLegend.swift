import UpsampleImages

/// What the colours of a heat map mean, and what the map shows, in words.
struct HeatLegend {
  private let scale: HeatScale
  private let comparison: ImageComparison

  init(_ scale: HeatScale, _ comparison: ImageComparison) {
    self.scale = scale
    self.comparison = comparison
  }

  /// Draws the legend. Wide ones have larger letters.
  func drawing(width: Int) -> Canvas {
    let dot = min(4, max(1, width / 600))
    var canvas = Canvas(width: width, height: 56 * dot, background: .black)
    canvas.fill(Rectangle(x: 0, y: 0, width: width, height: dot), Self.faint)
    canvas.text(sentence, x: 8 * dot, y: 7 * dot, .white, scale: dot)
    if let difference = comparison.difference, difference.maximum == 0 { return canvas }
    let bar = Rectangle(x: 8 * dot, y: 21 * dot, width: width - 16 * dot, height: 10 * dot)
    drawBar(bar, on: &canvas)
    drawLevels(below: bar, on: &canvas, dot: dot)
    return canvas
  }

  private static let faint = Colour(90, 90, 90)

  private var sentence: String {
    guard let difference = comparison.difference else {
      let (one, other) = (comparison.one, comparison.other)
      return "Sizes differ: \(one.width)x\(one.height), \(other.width)x\(other.height)."
    }
    guard let worst = difference.worst else { return "No pixel differs." }
    return "Worst \(difference.maximum) of \(difference.layout.depth.maximum) levels, "
      + "ringed: column \(worst.column), row \(worst.row)."
  }

  private func drawBar(_ bar: Rectangle, on canvas: inout Canvas) {
    for column in 0..<bar.width {
      let place = Double(column) / Double(bar.width - 1)
      let colour = HeatScale.colour(at: scale.maximum == 1 ? 0 : place)
      canvas.fill(Rectangle(x: bar.x + column, y: bar.y, width: 1, height: bar.height), colour)
    }
  }

  /// Writes levels at their places: the first and the last, and of 2, 5, 10, 20
  /// and so on as many as there is room for.
  private func drawLevels(below bar: Rectangle, on canvas: inout Canvas, dot: Int) {
    var taken: [Range<Int>] = []
    for level in levels {
      let text = "\(level)"
      let (width, gap) = (Canvas.width(of: text, scale: dot), 6 * dot)
      let x = bar.x + Int(scale.place(of: level) * Double(bar.width - dot))
      let left = min(max(bar.x, x - width / 2), bar.maximumX - width)
      let room = left - gap..<left + width + gap
      guard !taken.contains(where: { $0.overlaps(room) }) else { continue }
      taken.append(left..<left + width)
      canvas.fill(Rectangle(x: x, y: bar.maximumY, width: dot, height: 4 * dot), .white)
      canvas.text(text, x: left, y: bar.maximumY + 7 * dot, .white, scale: dot)
    }
  }

  private var levels: [Int] {
    let decades = [1, 10, 100, 1000, 10000]
    let round = decades.flatMap { [$0, 2 * $0, 5 * $0] }
    return [1, scale.maximum] + round.filter { 1 < $0 && $0 < scale.maximum }
  }
}
