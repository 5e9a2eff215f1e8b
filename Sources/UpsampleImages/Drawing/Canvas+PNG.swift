import UpsampleBase

extension Canvas {
  /// Writes the picture as a PNG file, which appears under its name only when
  /// it is complete.
  package func write(png output: Endpoint) throws(UpsampleError) {
    let layout = ImageLayout(width: width, height: height, channels: 3, depth: .eight)
    let sink = try PNGSink(try OutputFile(output), layout: layout, compression: .balanced)
    let rows = RowWriter(sink, layout: layout)
    for start in stride(from: 0, to: samples.count, by: layout.rowBytes) {
      try rows.append(Array(samples[start..<start + layout.rowBytes]))
    }
    try rows.finish()
  }
}
