import TestSupport
import Testing

@testable import Upsample
@testable import UpsampleBase
@testable import UpsampleImages
@testable import UpsampleTensors

/// What becomes of a picture of 37x20 pixels that is stored turned, and of what
/// its file says.
@Suite struct TurnedMetadataTests {
  private let folder = try! TestFolder()
  private static let layout = ImageLayout(width: 37, height: 20, channels: 3, depth: .eight)
  private let stored = MemoryImage(noise: layout, seed: 3)
  private static let formats: [ImageFormat] = [.png, .jpeg]

  @Test(arguments: Orientation.allCases, formats)
  func turningComesFirst(orientation: Orientation, format: ImageFormat) throws {
    let input = try write(stored, format, orientation)
    let pixels = try read(input, .keep)
    let upright = folder["upright.png"]
    try writeImage(
      pixels.upright(orientation),
      to: PNGSink(
        OutputFile(.file(upright)), layout: pixels.upright(orientation).layout, compression: .fast))
    for border in [Border.replicate, .wrap] {
      let expected = try read(enlarge(upright, "expected.png", border), .apply)
      #expect(try read(enlarge(input, "out.png", border), .apply) == expected)
    }
    #expect(try Tensor(image: input) == Tensor(image: upright))
    #expect(try compareImages(.file(input), .file(upright)).areEqual)
  }

  @Test(arguments: Orientation.allCases, formats)
  func outputsAreStoredUpright(orientation: Orientation, format: ImageFormat) throws {
    let path = try enlarge(write(stored, format, orientation), "out.\(format.rawValue)")
    let source = try openImageSource(.file(path), ReadingOptions(orientation: .keep))
    let metadata = source.properties.metadata
    let shown = orientation.upright(Self.layout)
    #expect([source.layout.width, source.layout.height] == [2 * shown.width, 2 * shown.height])
    let exif = try #require(metadata.exif)
    #expect(exif.orientation == .topLeft)
    let sizes = [EXIFTag.pixelXDimension, .pixelYDimension].map { tag in
      exif.details?.entries(of: tag).first.flatMap { exif.value(of: $0) }
    }
    #expect(sizes == [source.layout.width, source.layout.height])
    let isTurned = orientation.rawValue >= 5
    let density = isTurned ? (x: 300.0, y: 200.0) : (x: 200.0, y: 300.0)
    #expect(exif.density == PixelDensity(x: density.x, y: density.y, unit: .inch))
    let metres = isTurned ? (x: 11811.0, y: 7874.0) : (x: 7874.0, y: 11811.0)
    #expect(
      metadata.density
        == (format == .png
          ? PixelDensity(x: metres.x, y: metres.y, unit: .metre) : exif.density))
    let xmp = String(decoding: try #require(metadata.xmp).bytes, as: UTF8.self)
    #expect(xmp.contains("tiff:Orientation=\"1\" tiff:ImageWidth=\"\(source.layout.width)\""))
    guard format == .png else { return }
    let scale = isTurned ? "2.0\u{0}1.5" : "1.5\u{0}2.0"
    #expect(metadata.chunks.filter { $0.type == "sCAL" }.map(\.data) == [[1] + Array(scale.utf8)])
    #expect(metadata.chunks.contains { $0.type == "oFFs" } == (orientation == .topLeft))
  }

  @Test(arguments: Orientation.allCases, formats)
  func turnedPicturesAreKeptOnRequest(orientation: Orientation, format: ImageFormat) throws {
    let input = try write(stored, format, orientation)
    let path = try enlarge(input, "out.\(format.rawValue)", orientation: .keep)
    let source = try openImageSource(.file(path), ReadingOptions(orientation: .keep))
    #expect([source.layout.width, source.layout.height] == [74, 40])
    let metadata = source.properties.metadata
    #expect(metadata.orientation == orientation)
    #expect(metadata.exif?.density == PixelDensity(x: 200, y: 300, unit: .inch))
    let xmp = String(decoding: try #require(metadata.xmp).bytes, as: UTF8.self)
    #expect(xmp.contains("tiff:Orientation=\"\(orientation.rawValue)\""))
  }

  @Test(arguments: Orientation.allCases)
  func chromaIsSampledAlongTheSameEdges(orientation: Orientation) throws {
    let path = try enlarge(write(stored, .jpeg, orientation), "out.jpeg")
    let encoding = try openImageSource(.file(path), ReadingOptions()).properties.jpegEncoding
    let factors = encoding?.components.map { [$0.horizontalSampling, $0.verticalSampling] }
    let luma = orientation.rawValue >= 5 ? [1, 2] : [2, 1]
    #expect(factors == [luma, [1, 1], [1, 1]])
  }

  @Test func aLostOrientationIsWarnedOf() throws {
    let input = try write(stored, .png, .leftBottom)
    var options = UpsampleOptions()
    options.metadata = .strip
    for policy in OrientationPolicy.allCases {
      options.reading.orientation = policy
      let outcome = try upsample(.file(input), to: .file(folder["out.png"]), options: options)
      guard case .written(let report) = outcome else { return }
      let warnings = ["its orientation is stripped, so it will be shown turned"]
      #expect(report.warnings == (policy == .keep ? warnings : []))
    }
  }

  /// Writes a picture with metadata, as a JPEG with chroma halved along rows.
  private func write(
    _ image: MemoryImage, _ format: ImageFormat, _ orientation: Orientation
  ) throws -> FilePath {
    let path = folder["in.\(format.rawValue)"]
    let file = try OutputFile(.file(path))
    var metadata = OutputMetadata()
    let exif = Self.exif(orientation)
    let xmp = XMPPacket.sample(
      "tiff:Orientation=\"\(orientation.rawValue)\" tiff:ImageWidth=\"37\"")
    switch format {
    case .png:
      let density = bigEndianBytes(7874) + bigEndianBytes(11811) + [1]
      let chunks: [(PNGChunkType, [UInt8])] = [
        ("pHYs", density), ("eXIf", exif), ("sCAL", [1] + Array("3\u{0}4".utf8)),
        ("oFFs", [UInt8](repeating: 0, count: 9)),
        ("iTXt", PNGText.chunkData(PNGText.xmpKeyword, utf8: xmp.bytes)),
      ]
      metadata.chunks = chunks.map { PNGChunk(type: $0, data: $1) }
      try writeImage(
        image, to: PNGSink(file, layout: image.layout, compression: .fast, metadata: metadata))
    case .jpeg:
      metadata.jfif = JFIFDensity(unit: 1, x: 200, y: 300)
      metadata.segments = [
        JPEGSegment(marker: 0xe1, data: EXIF.identifier + exif),
        JPEGSegment(marker: 0xe1, data: XMPPacket.identifier + xmp.bytes),
      ]
      let components = [2, 1, 1].map {
        JPEGEncoding.Component(horizontalSampling: $0, verticalSampling: 1, table: 0)
      }
      let encoding = JPEGEncoding(
        tables: [(0..<64).map { UInt16(2 + $0) }], components: components)
      try writeImage(
        image,
        to: JPEGSink(file, layout: image.layout, manner: .like(encoding), metadata: metadata))
    }
    return path
  }

  private static func exif(_ orientation: Orientation) -> [UInt8] {
    var exif = EXIFBytes(isBigEndian: true)
    let details = exif.add([exif.short(0xa002, 37), exif.short(0xa003, 20)])
    let first = exif.add([
      exif.short(0x112, orientation.rawValue), exif.rational(0x11a, 200, 1),
      exif.rational(0x11b, 300, 1), exif.short(0x128, 2), exif.long(0x8769, details),
    ])
    exif.setFirst(first)
    return exif.bytes
  }

  private func enlarge(
    _ input: FilePath, _ name: String, _ border: Border = .replicate,
    orientation: OrientationPolicy = .apply
  ) throws -> FilePath {
    var options = UpsampleOptions()
    options.border = border
    options.reading.orientation = orientation
    _ = try upsample(.file(input), to: .file(folder[name]), options: options)
    return folder[name]
  }

  private func read(_ path: FilePath, _ orientation: OrientationPolicy) throws -> MemoryImage {
    let source = try openImageSource(.file(path), ReadingOptions(orientation: orientation))
    let bytes = try (0..<source.layout.height).flatMap { _ in try source.readRow() }
    return MemoryImage(layout: source.layout, bytes: bytes)
  }
}
