import TestSupport
import Testing

@testable import Upsample
@testable import UpsampleBase
@testable import UpsampleImages

/// Pictures of 6x4 pixels with metadata, doubled from one format to another.
final class Conversion {
  /// What became of a picture.
  struct Outcome {
    let metadata: PictureMetadata
    let chunks: [PNGChunk]
    let segments: [JPEGSegment]
    let report: UpsampleReport
  }

  private let folder = try! TestFolder()
  var options = UpsampleOptions()

  /// A direction: the extensions of input and output.
  typealias Direction = (input: String, output: String)

  static let directions: [Direction] = [
    ("png", "png"), ("jpg", "jpg"), ("png", "jpg"), ("jpg", "png"),
  ]

  /// Doubles a PNG file with chunks before and behind its pixels.
  func doublePNG(
    _ chunks: [(String, [UInt8])], behind: [(String, [UInt8])] = [], depth: UInt8 = 8,
    color: UInt8 = 2, to output: String
  ) throws -> Outcome {
    var png = PNGBytes()
    png.addHeader(width: 6, height: 4, depth: depth, color: color)
    for (type, data) in chunks { png.add(type, data) }
    let samples = [0: 1, 2: 3, 3: 1, 4: 2, 6: 4][Int(color)]!
    let rowBytes = (6 * samples * Int(depth) + 7) / 8
    png.add("IDAT", zlibStream([UInt8](repeating: 0, count: 4 * (1 + rowBytes))))
    for (type, data) in behind { png.add(type, data) }
    png.add("IEND")
    return try double(folder.write(png.bytes, to: "in.png"), to: output)
  }

  /// Doubles a JPEG file with segments.
  func doubleJPEG(
    _ segments: [JPEGSegment], jfif: JFIFDensity? = JFIFDensity(unit: 0, x: 1, y: 1),
    channels: Int = 3, to output: String
  ) throws -> Outcome {
    let layout = ImageLayout(
      width: 6, height: 4, channels: channels, depth: .eight,
      colorModel: channels == 4 ? .cmyk : nil)
    var metadata = OutputMetadata()
    metadata.segments = segments
    metadata.jfif = jfif
    let sink = try JPEGSink(
      OutputFile(.file(folder["in.jpg"])), layout: layout, manner: .quality(90),
      metadata: metadata)
    try writeImage(MemoryImage(noise: layout, seed: 1), to: sink)
    return try double(folder["in.jpg"], to: output)
  }

  private func double(_ input: FilePath, to output: String) throws -> Outcome {
    let path = folder["out.\(output)"]
    guard case .written(let report) = try upsample(.file(input), to: .file(path), options: options)
    else { throw NothingWritten() }
    _ = try readImage(path)
    let bytes = try #require(folder.read("out.\(output)"))
    return Outcome(
      metadata: try openImageSource(.file(path), ReadingOptions()).properties.metadata,
      chunks: output == "png" ? PNGChunks(ByteWindow(bytes)).chunks : [],
      segments: output == "jpg" ? JPEGMarkers(ByteWindow(bytes)).segments : [], report: report)
  }

  struct NothingWritten: Error {}
}

extension Conversion.Outcome {
  /// The data of the chunks of a type.
  func data(_ type: PNGChunkType) -> [[UInt8]] { chunks.filter { $0.type == type }.map(\.data) }
}
