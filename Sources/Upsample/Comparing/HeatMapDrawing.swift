import UpsampleBase
import UpsampleImages

/// A drawing of the differences of two pictures, made of a band of their rows at a time.
protocol DifferenceDrawing {
  /// The drawing's layout.
  var layout: ImageLayout { get }
  /// The drawing's bytes along the sides of a pixel of the pictures.
  var pixelBytes: Int { get }
  /// The bytes of the rows below those that show the pictures.
  var footer: [UInt8] { get }

  /// The drawing's rows that show the rows of a band.
  func rows(_ band: ComparedBand, ignoring ignored: IgnoredPixels?) -> [[UInt8]]
}

extension HeatMap: DifferenceDrawing {
  var pixelBytes: Int { 3 * zoom * zoom }
  var footer: [UInt8] { legend.samples }
}

extension DifferenceDrawing {
  /// Draws the differences of two pictures, none of whose rows have been read,
  /// and finishes the output.
  func draw(
    _ one: any ImageSource, _ other: any ImageSource, _ pair: ComparedLayouts,
    to sink: any ImageSink, jobs: Int, within allowance: MemoryAllowance = .standard,
    progress: @escaping (_ rows: Int) -> Void = { _ in }
  ) throws(UpsampleError) {
    let rows = max(1, bandPixels / pair.common.width)
    let writer = RowWriter(sink, layout: layout)
    try PairedBands(one, other, rows: rows, overlap: pair.overlap, within: allowance).run(
      jobs: jobs,
      pixelBytes: 4 * pair.common.channels * MemoryLayout<UInt16>.size + pixelBytes,
      heldBytes: pair.heldBytes,
      work: { (first, second) throws(UpsampleError) in
        let band = ComparedBand(first, second, pair, deciding: pair.decidedRows(of: first))
        return (self.rows(band, ignoring: pair.ignored), band.rows.upperBound)
      },
      deliver: { (band) throws(UpsampleError) in
        for row in band.0 { try writer.append(row) }
        progress(band.1)
      })
    let footer = footer
    for start in stride(from: 0, to: footer.count, by: layout.rowBytes) {
      try writer.append(Array(footer[start..<start + layout.rowBytes]))
    }
    try writer.finish()
  }
}

/// The pixels of a band of rows, about.
private let bandPixels = 1 << 17
