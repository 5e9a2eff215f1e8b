import Upsample
import UpsampleImages

/// The drawing of a network: its layers from top to bottom, as long as they have channels,
/// and beside them what is carried past other layers.
struct NetworkDrawing {
  private let summary: NetworkSummary
  /// What is carried past layers: from one to another, on a lane of its own.
  private let links: [Link]

  private struct Link {
    /// The number of the layer from whose map it comes; -1 is the picture.
    let first: Int
    let last: Int
    let lane: Int
  }

  private static let (margin, title, row, bar, lane) = (24, 64, 22, 14, 9)
  /// The pixels of a bar for each doubling of channels.
  private static let doubling = 18

  init(_ summary: NetworkSummary) {
    self.summary = summary
    links = Self.links(of: summary.layers.map(\.inputs))
  }

  private static func links(of inputs: [[Int]]) -> [Link] {
    var links: [Link] = []
    for (number, inputs) in inputs.enumerated() {
      for input in inputs where input != number - 1 {
        let taken = Set(links.filter { $0.last > input }.map(\.lane))
        let lane = (0...links.count).first { !taken.contains($0) }!
        links.append(Link(first: input, last: number, lane: lane))
      }
    }
    return links
  }

  private var lanes: Int { links.reduce(0) { max($0, $1.lane + 1) } }
  private var barLeft: Int { Self.margin + 36 + Self.lane * (lanes + 1) }
  private var textLeft: Int {
    barLeft + (summary.layers.map { length($0.output.channels) }.max() ?? 0) + 16
  }

  private func length(_ channels: Int) -> Int {
    var (length, rest) = (Self.doubling, channels)
    while rest > 1 { (length, rest) = (length + Self.doubling, (rest + 1) / 2) }
    return length
  }

  /// The picture.
  var canvas: Canvas {
    let lines = summary.layers.map(words)
    let width = textLeft + (lines.map { Canvas.width(of: $0) }.max() ?? 0) + Self.margin
    var canvas = Canvas(
      width: max(480, width),
      height: Self.title + (summary.layers.count + 2) * Self.row + Self.margin)
    canvas.text(String(summary.name.suffix(48)), x: Self.margin, y: 14, .ink, scale: 2)
    canvas.text(
      "\(summary.weights) weights, \(Int(summary.multiplyAddsPerPixel.rounded())) multiply-adds "
        + "for each output pixel, field \(summary.field.width)x\(summary.field.height)",
      x: Self.margin, y: 40, .faintInk)
    canvas.text("picture", x: barLeft, y: top(-1) + 4, .ink)
    for (number, layer) in summary.layers.enumerated() {
      canvas.text("\(number)", x: Self.margin, y: top(number) + 4, .faintInk)
      canvas.fill(
        Rectangle(
          x: barLeft, y: top(number) + (Self.row - Self.bar) / 2,
          width: length(layer.output.channels), height: Self.bar), layer.colour)
      canvas.text(lines[number], x: textLeft, y: top(number) + 7, .ink)
    }
    for link in links { draw(link, on: &canvas) }
    return canvas
  }

  /// Where the row of a layer begins; that of the picture is -1.
  private func top(_ layer: Int) -> Int { Self.title + (layer + 1) * Self.row }

  private func words(_ layer: NetworkSummary.Layer) -> String {
    let size = "\(layer.output.channels)x\(layer.output.height)x\(layer.output.width)"
    return [layer.operation, layer.details, size].filter { !$0.isEmpty }
      .joined(separator: "  ")
  }

  private func draw(_ link: Link, on canvas: inout Canvas) {
    let x = barLeft - Self.lane * (link.lane + 1)
    let (first, last) = (top(link.first) + Self.row / 2, top(link.last) + Self.row / 2)
    canvas.fill(Rectangle(x: x, y: first, width: 2, height: last - first + 2), .faintInk)
    for y in [first, last] {
      canvas.fill(Rectangle(x: x, y: y, width: barLeft - x - 2, height: 2), .faintInk)
    }
  }
}

extension NetworkSummary.Layer {
  /// Convolutions blue, what works on single numbers green, and what only moves them gray.
  fileprivate var colour: Colour {
    weights > 0 && multiplyAdds > 0
      ? Colour(74, 122, 190) : details.isEmpty ? Colour(170, 170, 170) : Colour(98, 160, 110)
  }
}

extension NetworkSummary {
  /// Draws the layers into a PNG.
  ///
  /// - Throws: ``UpsampleError/system(_:)`` when it can't be written.
  package func writeImage(png output: Endpoint) throws(UpsampleError) {
    try NetworkDrawing(self).canvas.write(png: output)
  }
}
