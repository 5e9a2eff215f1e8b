import Upsample
import UpsampleImages

/// The drawing of a bank: its kernels side by side.
struct BankSheet {
  private let analysis: BankAnalysis
  /// The pixels of a tap along a side.
  private let tapSide: Int

  private static let (margin, gap, titleHeight, labelHeight, frame) = (24, 10, 72, 14, 3)
  /// About the pixels of a kernel along a side.
  private static let kernelSide = 64

  init(_ analysis: BankAnalysis) {
    self.analysis = analysis
    tapSide = max(1, Self.kernelSide / (analysis.bank.scale * analysis.bank.taps))
  }

  private var side: Int { tapSide * analysis.bank.scale * analysis.bank.taps }
  private var cell: Int { side + 2 * Self.frame + Self.gap }

  /// The picture.
  var canvas: Canvas {
    let bank = analysis.bank
    let columns = max(6, Int(Double(bank.leafCount).squareRoot().rounded(.up)))
    let rows = (bank.leafCount + columns - 1) / columns
    var canvas = Canvas(
      width: 2 * Self.margin + columns * cell,
      height: Self.titleHeight + Self.margin + rows * (cell + Self.labelHeight))
    canvas.text(String(analysis.name.prefix(40)), x: Self.margin, y: 16, .ink, scale: 2)
    canvas.text(
      "\(bank.leafCount) kernels of \(bank.taps)x\(bank.taps) pixels for scale \(bank.scale)",
      x: Self.margin, y: 44, .faintInk)
    let colours = analysis.colours
    for (place, leaf) in analysis.order.enumerated() {
      let corner = Rectangle(
        x: Self.margin + place % columns * cell,
        y: Self.titleHeight + place / columns * (cell + Self.labelHeight),
        width: side + 2 * Self.frame, height: side + 2 * Self.frame)
      canvas.fill(corner, colours[leaf])
      draw(leaf, in: corner.inset(by: Self.frame), on: &canvas)
      canvas.text("\(leaf)", x: corner.x, y: corner.maximumY + 3, .faintInk)
    }
    return canvas
  }

  private func draw(_ leaf: Int, in area: Rectangle, on canvas: inout Canvas) {
    let taps = analysis.bank.filter(ofLeaf: leaf).taps
    let largest = taps.scalars.map(\.magnitude).max()!
    for (index, tap) in taps.scalars.enumerated() {
      let (row, column) = index.quotientAndRemainder(dividingBy: taps.shape[1])
      let square = Rectangle(
        x: area.x + column * tapSide, y: area.y + row * tapSide, width: tapSide, height: tapSide)
      canvas.fill(square, Colour(tap: tap, largest: largest))
    }
  }
}
