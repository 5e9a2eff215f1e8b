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

  /// The drawing's rows that show rows of both pictures.
  func rows(_ one: SamplePlanes, _ other: SamplePlanes) -> [[UInt8]]
}

extension HeatMap: DifferenceDrawing {
  var pixelBytes: Int { 3 * zoom * zoom }
  var footer: [UInt8] { legend.samples }
}

extension DifferenceDrawing {
  /// Draws the differences of two pictures, none of whose rows have been read,
  /// and finishes the output.
  func draw(
    _ one: any ImageSource, _ other: any ImageSource, as common: ImageLayout,
    to sink: any ImageSink, jobs: Int, within allowance: MemoryAllowance = .standard,
    progress: @escaping (_ rows: Int) -> Void = { _ in }
  ) throws(UpsampleError) {
    let rows = max(1, bandPixels / common.width)
    let writer = RowWriter(sink, layout: layout)
    try PairedBands(one, other, rows: rows, overlap: 0, within: allowance).run(
      jobs: jobs,
      pixelBytes: 2 * common.channels * MemoryLayout<UInt16>.size + pixelBytes,
      work: { (first, second) throws(UpsampleError) in
        let rows = self.rows(
          SamplePlanes(first, of: one.layout, as: common),
          SamplePlanes(second, of: other.layout, as: common))
        return (rows, first.rows.upperBound)
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
