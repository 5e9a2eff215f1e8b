import UpsampleBase

/// What a JPEG of a quality leaves of a picture.
///
/// - Parameters:
///   - samples: The rows of the picture, tightly packed.
///   - layout: Gray or RGB of 8 bits, at most 65500 pixels along a side.
///   - quality: From 1 to 100. Chroma is halved in both directions, as cameras and most
///     programs do by default.
/// - Returns: As many samples.
package func passedThroughJPEG(
  _ samples: [UInt8], _ layout: ImageLayout, quality: Int
) throws(UpsampleError) -> [UInt8] {
  let memory = try MemoryFile()
  let writer = RowWriter(
    try JPEGSink(
      OutputFile(memory), layout: layout, manner: .quality(quality, chroma: .halved)),
    layout: layout)
  for start in stride(from: 0, to: samples.count, by: layout.rowBytes) {
    try writer.append(Array(samples[start..<start + layout.rowBytes]))
  }
  try writer.finish()
  let source = try openImageSource(InputFile(memory), ReadingOptions())
  let passed = try [UInt8](count: samples.count) { (rows) throws(UpsampleError) in
    try source.readRows(layout.height, into: rows)
  }
  try source.finish()
  return passed
}
