import Testing
import UpsampleBase
import UpsampleImages

/// Writes a picture to a sink, its segments encoded in the order given.
package func writeImage(
  _ image: MemoryImage, to sink: any ImageSink, order: ([Int]) -> [Int] = { $0 }
) throws {
  let segmentBytes = sink.segmentRows * image.layout.rowBytes
  let bytes = image.bytes
  let starts = Array(stride(from: 0, to: bytes.count, by: segmentBytes))
  var segments: [Int: EncodedSegment] = [:]
  for start in order(starts) {
    let end = min(start + segmentBytes, bytes.count)
    segments[start] = try bytes[start..<end].withUnsafeBytes {
      try sink.encode($0, isLast: end == bytes.count)
    }
  }
  for start in starts { try sink.append(#require(segments[start])) }
  try sink.finish()
}

/// Reads a picture, a few rows at a time.
package func readImage(_ path: FilePath) throws -> MemoryImage {
  try readImage(from: openImageSource(.file(path), ReadingOptions()))
}

/// Reads a picture, a few rows at a time.
package func readImage(from source: any ImageSource) throws -> MemoryImage {
  let layout = source.layout
  var bytes = [UInt8](repeating: 0, count: layout.height * layout.rowBytes)
  try bytes.withUnsafeMutableBytes { buffer in
    for y in stride(from: 0, to: layout.height, by: 7) {
      let count = min(7, layout.height - y)
      let start = y * layout.rowBytes
      let end = start + count * layout.rowBytes
      try source.readRows(
        count, into: UnsafeMutableRawBufferPointer(rebasing: buffer[start..<end]))
    }
  }
  try source.finish()
  return MemoryImage(layout: layout, bytes: bytes)
}

/// A small picture without hard edges, as JPEG likes them.
package func smoothImage() -> MemoryImage {
  let layout = ImageLayout(width: 40, height: 30, channels: 3, depth: .eight)
  var samples: [UInt16] = []
  for y in 0..<UInt16(layout.height) {
    for x in 0..<UInt16(layout.width) {
      samples += [60 + 3 * x, 200 - 4 * y, 80 + x + 2 * y]
    }
  }
  return MemoryImage(layout: layout, samples: samples)
}
