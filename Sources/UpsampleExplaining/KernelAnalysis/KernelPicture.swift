import Upsample
import UpsampleBase
import UpsampleImages

/// The drawing of a kernel: its taps, its curve and response, and what it makes
/// of a step, a dot and a zone plate.
struct KernelPicture {
  let analysis: KernelAnalysis
  let profile: KernelProfile
  private let step: GrayPicture
  private let stepOutput: GrayPicture
  private let dot: GrayPicture
  private let zonePlate: GrayPicture

  private static let (margin, gap, panel) = (32, 40, 420)
  private static let (titleHeight, headingHeight, captionHeight) = (96, 32, 48)

  /// The largest strides and filters that are drawn: `lanczos3` at 64 has as
  /// many taps a side, and what more taps an output had would take long.
  static let largest = (stride: 64, side: 384, tapsPerOutput: 32)

  /// - Throws: ``UpsampleError/request(_:)`` for a kernel that is too large to
  ///   be drawn.
  init(_ analysis: KernelAnalysis) throws(UpsampleError) {
    let (rows, columns, largest) = (analysis.rows, analysis.columns, Self.largest)
    let isDrawn = [rows, columns].allSatisfy { axis in
      axis.stride <= largest.stride && axis.filterExtent <= largest.side
        && axis.tapsPerOutput <= largest.tapsPerOutput
    }
    guard isDrawn else {
      throw .request(
        RequestFault(
          subject: "kernel",
          AnalysisFault.notDrawn(
            name: analysis.name, rows: AnalysisFault.Extents(rows),
            columns: AnalysisFault.Extents(columns))))
    }
    self.analysis = analysis
    profile = analysis.horizontalProfile
    let reach = 2 * Int(analysis.support.width / 2 + 1)
    step = .step(width: max(8, reach), height: 1)
    stepOutput = try analysis.output(of: step).brightestRow
    let dots = max(5, 2 * Int(analysis.support.width / 2) + 3)
    dot = try analysis.output(of: .dot(width: dots, height: dots))
    // Half of the panel, so that its pixels are seen.
    let side = Double(Self.panel / 2)
    zonePlate = try analysis.output(
      of: .zonePlate(
        width: max(1, Int(side / analysis.horizontal.value)),
        height: max(1, Int(side / analysis.vertical.value))))
  }

  /// The picture.
  var canvas: Canvas {
    let row = Self.headingHeight + Self.panel + Self.captionHeight
    var canvas = Canvas(
      width: 2 * Self.margin + 3 * Self.panel + 2 * Self.gap,
      height: Self.titleHeight + 2 * row + Self.margin / 2)
    canvas.text(String(title.prefix(90)), x: Self.margin, y: 24, .ink, scale: 3)
    canvas.text(settings, x: Self.margin, y: 60, .faintInk, scale: 2)
    for (index, content) in Content.allCases.enumerated() {
      let area = Rectangle(
        x: Self.margin + index % 3 * (Self.panel + Self.gap),
        y: Self.titleHeight + index / 3 * row + Self.headingHeight, width: Self.panel,
        height: Self.panel)
      let (heading, caption) = text(of: content)
      canvas.text(heading, x: area.x, y: area.y - 26, .ink, scale: 2)
      canvas.text(caption, x: area.x, y: area.maximumY + 10, .faintInk, scale: 2)
      draw(content, in: area, on: &canvas)
    }
    return canvas
  }

  /// What a panel shows.
  private enum Content: CaseIterable { case taps, curve, response, step, dot, zonePlate }

  private func draw(_ content: Content, in area: Rectangle, on canvas: inout Canvas) {
    switch content {
    case .taps: drawTaps(in: area, on: &canvas)
    case .curve: drawCurve(in: area, on: &canvas)
    case .response: drawResponse(in: area, on: &canvas)
    case .step: drawStep(step, stepOutput, in: area, on: &canvas)
    case .dot: draw(dot, in: area, on: &canvas)
    case .zonePlate: draw(zonePlate, in: area, on: &canvas)
    }
  }

  private func text(of content: Content) -> (heading: String, caption: String) {
    switch content {
    case .taps: ("taps", "orange above zero, blue below")
    case .curve: ("weights along the width", "input pixels; a colour per phase")
    case .response:
      (
        profile == analysis.verticalProfile ? "frequency response" : "response along the width",
        "cycles per pixel" + (profile.stride > 1 ? "; shaded: images" : "")
      )
    case .step: ("a step", "gray: input; orange: output")
    case .dot: ("a dot", "a white pixel on gray, magnified")
    case .zonePlate: ("a zone plate", "at the sides 1/2 cycle per pixel")
    }
  }

  private var title: String {
    let (width, height) = (analysis.horizontal, analysis.vertical)
    return "\(analysis.name) at scale \(width == height ? "\(width)" : "\(width)x\(height)")"
  }

  private var settings: String {
    let gains = analysis.gains
    let gain =
      analysis.isUniform
      ? "gain \(decimalText(gains.max()!, digits: 4)) at every phase: no checkerboard"
      : "gains \(decimalText(gains.min()!, digits: 4)) to "
        + "\(decimalText(gains.max()!, digits: 4)): a checkerboard"
    let shape = analysis.taps.shape
    let plane = analysis.planeChannels.map { ", channel \($0.input) to \($0.output)" } ?? ""
    return "\(shape[1])x\(shape[0]) taps\(plane), stride \(analysis.columns.stride)x"
      + "\(analysis.rows.stride), \(gain), "
      + (analysis.isSeparable ? "separable" : "not separable")
  }
}

extension KernelAnalysis {
  /// Writes a PNG file that draws the kernel: its taps as a heat map with
  /// numbers, its curve, its frequency response, and what it makes of a step, a
  /// dot and a zone plate.
  ///
  /// - Throws: ``UpsampleError/request(_:)`` for a kernel that is too large to
  ///   be drawn, ``UpsampleError/system(_:)`` when the file can't be written.
  public func writeImage(png output: Endpoint) throws(UpsampleError) {
    try KernelPicture(self).canvas.write(png: output)
  }
}

extension AnalysisFault.Extents {
  fileprivate init(_ axis: ResamplingAxis) {
    self.init(taps: axis.filterExtent, stride: axis.stride)
  }
}
