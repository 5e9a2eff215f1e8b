import UpsampleBase
import UpsampleImages

extension HeatMap {
  /// Draws the differences of two pictures, none of whose rows have been read,
  /// and finishes the output.
  func draw(
    _ one: any ImageSource, _ other: any ImageSource, as common: ImageLayout,
    to sink: any ImageSink, jobs: Int, within allowance: MemoryAllowance = .standard,
    progress: @escaping (_ rows: Int) -> Void = { _ in }
  ) throws(UpsampleError) {
    let rows = max(1, Self.bandPixels / common.width)
    let writer = RowWriter(sink, layout: layout)
    try PairedBands(one, other, rows: rows, overlap: 0, within: allowance).run(
      jobs: jobs,
      pixelBytes: 2 * common.channels * MemoryLayout<UInt16>.size + 3 * zoom * zoom,
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
    for start in stride(from: 0, to: legend.samples.count, by: layout.rowBytes) {
      try writer.append(Array(legend.samples[start..<start + layout.rowBytes]))
    }
    try writer.finish()
  }

  /// The pixels of a band of rows, about.
  private static let bandPixels = 1 << 17
}
