import TestSupport
import Testing

@testable import UpsampleBase
@testable import UpsampleImages

/// Damaged files of which what can be read is asked for.
@Suite struct RecoveryTests {
  private let folder = try! TestFolder()

  private static let rows: [[UInt8]] = [[0, 1, 2], [0, 3, 4], [0, 5, 6], [0, 7, 8]]

  @Test(arguments: [(0 as UInt8, "black"), (4, "transparent")])
  func rowsOfACutPNGAreKept(color: UInt8, filling: String) throws {
    let width: UInt32 = color == 0 ? 2 : 1
    let whole = PNGBytes(width: width, height: 4, depth: 8, color: color, rows: Self.rows).bytes
    let samples = Self.rows.flatMap { $0.dropFirst().map(UInt16.init) }
    // The first row ends behind signature, IHDR, IDAT's head and zlib's.
    let firstRow = 8 + 25 + 8 + 7 + 3
    for count in firstRow..<whole.count {
      let (image, warnings) = try recover(Array(whole.prefix(count)))
      let read = min(4, (count - firstRow) / 3 + 1)
      #expect(
        image.samples == samples.prefix(2 * read) + [UInt16](repeating: 0, count: 8 - 2 * read))
      let place = read < 4 ? "at row \(read + 1) of 4" : "after its last row"
      let rest = read < 4 ? "; the rest is \(filling)" : ""
      #expect(
        warnings == [
          "recovered \(read < 4 ? "\(read) of 4" : "all") rows: it is truncated \(place), "
            + "byte \(count)\(rest)"
        ])
    }
  }

  @Test func filesWithoutAnyPixelAreRefused() throws {
    let png = PNGBytes(width: 2, height: 4, depth: 8, color: 0, rows: Self.rows).bytes
    #expect(throws: UpsampleError.self) { try recover(Array(png.prefix(50))) }
    let jpeg = try jpeg()
    let scan = try #require(scanStart(in: jpeg))
    #expect(throws: UpsampleError.self) { try recover(Array(jpeg.prefix(scan))) }
    #expect(throws: Never.self) { try recover(Array(jpeg.prefix(scan + 9))) }
  }

  /// The stream's own checksum is behind the last row.
  @Test(arguments: [UInt8(0), 1])
  func aStreamThatEndsInDisorderIsWarnedOf(interlaced: UInt8) throws {
    var rows = [UInt8](repeating: 0, count: 3 * 4)
    // Passes 1, 4, 5, 6 and 7 of a 3x3 picture.
    if interlaced == 1 { rows = [0, 1, 0, 2, 0, 3, 4, 0, 5, 0, 6, 0, 7, 8, 9] }
    let stream = zlibStream(rows)
    let damaged: [[UInt8]] = [
      Array(stream.dropLast()) + [stream.last! ^ 1], Array(stream.dropLast(4)),
      stream + [1, 2, 3, 4, 5],
    ]
    for (index, stream) in ([stream] + damaged).enumerated() {
      var png = PNGBytes()
      png.addHeader(width: 3, height: 3, depth: 8, color: 0, interlaced: interlaced)
      png.add("IDAT", stream)
      png.add("IEND")
      let (image, warnings) = try recover(png.bytes)
      #expect(image.layout.height == 3)
      #expect(warnings.count == (index == 0 ? 0 : 1), "\(index): \(warnings)")
    }
  }

  @Test func aChunkUnderAWrongChecksumIsLeftOut() throws {
    var png = PNGBytes()
    png.addHeader(width: 2, height: 1, depth: 8, color: 0)
    png.add("tRNS", [0, 7], damage: 1)
    png.add("IDAT", zlibStream([0, 7, 9]))
    png.add("IEND")
    let (image, warnings) = try recover(png.bytes)
    #expect(image.samples == [7, 9])
    let start = "recovered, but without what a damaged chunk says: it is a damaged PNG"
    #expect(warnings.count == 1 && warnings[0].hasPrefix(start), "\(warnings)")
  }

  /// It could say any size.
  @Test func aHeaderUnderAWrongChecksumIsRefused() {
    var png = PNGBytes()
    png.addHeader(width: 2, height: 1, depth: 8, color: 0)
    png.add("IDAT", zlibStream([0, 7, 9]))
    png.add("IEND")
    png.bytes[19] ^= 1
    #expect(throws: UpsampleError.self) { try recover(png.bytes) }
  }

  @Test func pixelsUnderAWrongChecksumAreKept() throws {
    var png = PNGBytes()
    png.addHeader(width: 2, height: 1, depth: 8, color: 0)
    png.add("IDAT", zlibStream([0, 7, 9]), damage: 1)
    png.add("IEND")
    let (image, warnings) = try recover(png.bytes)
    #expect(image.samples == [7, 9])
    #expect(
      warnings == [
        "recovered, but maybe with wrong pixels: it is a damaged PNG, byte 59: IDAT: CRC error"
      ])
  }

  @Test func passesOfACutPNGFillThePlacesOfLaterOnes() throws {
    // Passes 1, 5, 6 and 7 of a 3x3 picture; the last one is missing.
    let rows: [[UInt8]] = [[0, 11], [0, 13], [0, 31, 33], [0, 12], [0, 32], [0, 21, 22, 23]]
    let whole = PNGBytes(width: 3, height: 3, depth: 8, color: 0, interlaced: 1, rows: rows).bytes
    let (image, warnings) = try recover(Array(whole.prefix(8 + 25 + 8 + 7 + 13)))
    #expect(image.samples == [11, 12, 13, 11, 12, 13, 31, 32, 33])
    #expect(
      warnings == [
        "recovered in part: it is truncated in pass 7 at row 2 of 3, byte 61; "
          + "later pixels repeat their neighbours"
      ])
  }

  @Test func rowsOfACutJPEGAreKept() throws {
    let whole = try jpeg()
    let expected = try readImage(folder["a.jpg"])
    let scan = try #require(scanStart(in: whole))
    let count = scan + (whole.count - scan) * 3 / 4
    let (image, warnings) = try recover(Array(whole.prefix(count)))
    let rowSamples = expected.layout.rowSamples
    #expect(image.samples.prefix(15 * rowSamples) == expected.samples.prefix(15 * rowSamples))
    #expect(image.samples != expected.samples)
    #expect(
      warnings == [
        "recovered 15 of 30 rows: it is truncated at row 16 of 30, "
          + "byte \(count); what is missing is a guess"
      ])
  }

  @Test func placeOfDamageInAJPEGIsNamed() throws {
    var bytes = try jpeg()
    let place = try #require(scanStart(in: bytes)) + 30
    bytes.replaceSubrange(place..<(place + 2), with: [0xff, 0xd9])
    let (_, warnings) = try recover(bytes)
    let warning = try #require(warnings.first)
    #expect(warning.hasPrefix("recovered 0 of 30 rows: it is a damaged JPEG at row 1 of 30, byte "))
    let position = warning.split(separator: "byte ").last.flatMap { Int($0.prefix { $0 != ":" }) }
    #expect(((place - 20)...(place + 2)).contains(try #require(position)), "\(place): \(warning)")
  }

  /// A table that can't be between two scans of many: libjpeg fails, and the scans
  /// before it are kept.
  @Test func scansBeforeAFatalDefectAreKept() throws {
    var bytes = try jpeg(.progressive)
    let tables = bytes.indices.dropLast().filter { bytes[$0] == 0xff && bytes[$0 + 1] == 0xc4 }
    bytes[tables[tables.count - 2] + 4] = 0x55
    let (image, warnings) = try recover(bytes)
    #expect(image.layout == (try readImage(folder["a.jpg"])).layout)
    #expect(Set(image.samples).count > 10)
    #expect(
      warnings.first?.hasPrefix("recovered in part: it is a damaged JPEG in scan ") == true,
      "\(warnings)")
  }

  @Test func componentThatNeverComesIsDamage() throws {
    let bytes = try jpeg(encoding: .separate)
    let scans = bytes.indices.dropLast().filter { bytes[$0] == 0xff && bytes[$0 + 1] == 0xda }
    try #require(scans.count == 3)
    let cut = Array(bytes[..<scans[2]]) + [0xff, 0xd9]
    let error = #expect(throws: UpsampleError.self) {
      try readImage(folder.write(cut, to: "cut.jpg"))
    }
    #expect(error?.description.contains("a component has no data") == true, "\(error as Any)")
    #expect(try recover(cut).warnings.count == 1)
  }

  @Test func harmlessBytesAreToldOf() throws {
    let whole = try jpeg()
    let scan = try #require(scanStart(in: whole)) - 14
    let (image, warnings) = try recover(Array(whole[..<scan] + [1, 2, 3] + whole[scan...]))
    #expect(image == (try readImage(folder["a.jpg"])))
    #expect(
      warnings == [
        "no pixel is lost, but it breaks a rule: "
          + "Corrupt JPEG data: 3 extraneous bytes before marker 0xda"
      ])
  }

  private func recover(_ bytes: [UInt8]) throws -> (image: MemoryImage, warnings: [String]) {
    let file = try InputFile(.file(folder.write(bytes, to: "damaged")))
    let source = try openImageSource(file, ReadingOptions(damage: .recover))
    return (try readImage(from: source), source.lateWarnings.words)
  }

  /// A file's bytes, left in `a.jpg`.
  private func jpeg(
    _ progression: JPEGProgression = .sequential, encoding: JPEGEncoding? = nil
  ) throws -> [UInt8] {
    let image = smoothImage()
    let file = try OutputFile(.file(folder["a.jpg"]))
    let manner = encoding.map { JPEGSink.Manner.like($0) } ?? .quality(80)
    try writeImage(
      image,
      to: JPEGSink(file, layout: image.layout, manner: manner, progression: progression))
    return try #require(folder.read("a.jpg"))
  }

  /// Where the codes of a file's only scan begin.
  private func scanStart(in bytes: [UInt8]) -> Int? {
    let marker = bytes.indices.dropLast().last { bytes[$0] == 0xff && bytes[$0 + 1] == 0xda }
    return marker.map { $0 + 2 + Int(bytes[$0 + 3]) }
  }
}

extension JPEGEncoding {
  /// A way of compressing by which each component has a scan of its own.
  fileprivate static let separate = JPEGEncoding(
    tables: [[UInt16](repeating: 3, count: 64)],
    components: [4, 1, 1].map {
      Component(horizontalSampling: $0, verticalSampling: $0, table: 0)
    })
}
