import CImageIO
import TestSupport
import Testing

@testable import UpsampleBase
@testable import UpsampleImages

/// The rows of PNG files and the chunks that their stream is cut into.
@Suite struct PNGStreamTests {
  private let folder = try! TestFolder()

  /// The colour types of rows that are stored as they are told, by their channels.
  private static let colors: [UInt8] = [0, 4, 2, 6]

  /// Unfilters a row as the PNG specification words it.
  private func unfilter(_ row: [UInt8], above: [UInt8], _ pixelBytes: Int) -> [UInt8] {
    var bytes = Array(row.dropFirst())
    for i in bytes.indices {
      let a = i < pixelBytes ? 0 : Int(bytes[i - pixelBytes])
      let c = i < pixelBytes ? 0 : Int(above[i - pixelBytes])
      let b = Int(above[i])
      let distances = [b - c, a - c, a + b - 2 * c].map(abs)
      let paeth = [a, b, c][distances.firstIndex(of: distances.min()!)!]
      bytes[i] &+= UInt8([0, a, b, (a + b) / 2, paeth][Int(row[0])])
    }
    return bytes
  }

  private func samples(_ rows: [[UInt8]], depth: Int, _ pixelBytes: Int) -> [UInt16] {
    var above = [UInt8](repeating: 0, count: rows[0].count - 1)
    let bytes = rows.flatMap { row in
      above = unfilter(row, above: above, pixelBytes)
      return above
    }
    guard depth == 16 else { return bytes.map(UInt16.init) }
    return stride(from: 0, to: bytes.count, by: 2).map {
      UInt16(bytes[$0]) << 8 | UInt16(bytes[$0 + 1])
    }
  }

  /// Rows under random filters, often of one after the other the same.
  private func randomRows(
    _ count: Int, bytes: Int, using random: inout SeededGenerator
  ) -> [[UInt8]] {
    let filters: [UInt8] = Bool.random(using: &random) ? [4] : [0, 1, 2, 3, 4, 4, 4]
    let levels: ClosedRange<UInt8> = Bool.random(using: &random) ? 0...255 : 254...255
    return (0..<count).map { _ in
      [filters.randomElement(using: &random)!]
        + (0..<bytes).map { _ in UInt8.random(in: levels, using: &random) }
    }
  }

  /// A file whose stream is cut into chunks at random places, some of them empty.
  private func file(
    _ stream: [UInt8], width: Int, height: Int, depth: Int, color: UInt8,
    using random: inout SeededGenerator
  ) -> PNGBytes {
    var png = PNGBytes()
    png.addHeader(
      width: UInt32(width), height: UInt32(height), depth: UInt8(depth), color: color)
    var left = stream[...]
    while !left.isEmpty {
      let piece = left.prefix(Int.random(in: 0...left.count, using: &random))
      png.add("IDAT", Array(piece))
      left = left.dropFirst(piece.count)
    }
    png.add("IEND")
    return png
  }

  @Test(arguments: [8, 16])
  func filtersOfAllKindsAreUndone(depth: Int) throws {
    var random = SeededGenerator(seed: 5)
    for (index, color) in Self.colors.enumerated() {
      let pixelBytes = (index + 1) * depth / 8
      for _ in 0..<60 {
        let width = Int.random(in: 1...21, using: &random)
        let height = Int.random(in: 1...7, using: &random)
        let rows = randomRows(height, bytes: width * pixelBytes, using: &random)
        let png = file(
          zlibStream(Array(rows.joined())), width: width, height: height, depth: depth,
          color: color, using: &random)
        let image = try readImage(folder.write(png.bytes, to: "a.png"))
        #expect(image.samples == samples(rows, depth: depth, pixelBytes), "\(width)x\(height)")
      }
    }
  }

  @Test func longStreamsAreReadInPieces() throws {
    var random = SeededGenerator(seed: 6)
    // A row is longer than what is inflated at once, and the rows take several times as much.
    for (width, height) in [(270_000, 2), (500, 700)] {
      let rows = randomRows(height, bytes: width, using: &random)
      let raw = Array(rows.joined())
      var stream = [UInt8](repeating: 0, count: cio_zlib_bound(raw.count))
      stream.removeLast(stream.count - cio_zlib_compress(raw, raw.count, &stream, stream.count))
      let png = file(
        stream, width: width, height: height, depth: 8, color: 0, using: &random)
      let path = try folder.write(png.bytes, to: "a.png")
      #expect(try readImage(path).samples == samples(rows, depth: 8, 1))
    }
  }

  /// The rows of a 3x2 picture of gray.
  private static let raw: [UInt8] = [0, 1, 2, 3, 2, 4, 5, 6]

  /// What is said of a file whose pixels are in such chunks.
  private func complaint(_ chunks: [[UInt8]], behind: (String, [UInt8])? = nil) throws -> String? {
    var png = PNGBytes()
    png.addHeader(width: 3, height: 2, depth: 8, color: 0)
    for chunk in chunks { png.add("IDAT", chunk) }
    if let behind { png.add(behind.0, behind.1) }
    png.add("IEND")
    let path = try folder.write(png.bytes, to: "a.png")
    do {
      _ = try readImage(path)
      return nil
    } catch {
      return "\(error)"
    }
  }

  @Test func theStreamEndsWithTheRowsAndItsChecksum() throws {
    let stream = zlibStream(Self.raw)
    let wrong = stream.dropLast() + [stream.last! ^ 1]
    let cut = stream.count - 4
    #expect(try complaint([stream]) == nil)
    // What libpng, too, leaves be: further chunks, and a checksum that is cut in three.
    #expect(try complaint([stream, [], [7, 7]]) == nil)
    let cuts = [Array(wrong[..<(cut + 1)]), Array(wrong[(cut + 1)..<(cut + 2)])]
    #expect(try complaint(cuts + [Array(wrong[(cut + 2)...])]) == nil)
    let cases: [(chunks: [[UInt8]], words: String)] = [
      ([Array(wrong)], "row 2 of 2, byte 60: IDAT: incorrect data check"),
      ([Array(wrong[..<cut]), Array(wrong[cut...])], "IDAT: incorrect data check"),
      ([Array(stream[..<cut])], "Not enough image data"),
      ([stream + [7]], "IDAT: Extra compressed data"),
      ([zlibStream(Self.raw + [0])], "IDAT: Too much image data"),
      ([zlibStream(Self.raw.dropLast())], "row 2 of 2, byte 59: Not enough image data"),
      ([[0x78, 0x02] + stream.dropFirst(2)], "IDAT: incorrect header check"),
      ([[0x79, 0x1a] + stream.dropFirst(2)], "IDAT: unknown compression method"),
      ([[0x78, 0x20] + stream.dropFirst(2)], "IDAT: missing LZ dictionary"),
      ([[0x78, 0x01, 7] + stream.dropFirst(3)], "IDAT: invalid header of a block"),
      // A block of fixed codes: a match of 3 bytes, a byte back, before any byte.
      ([[0x78, 0x01, 0x03, 0x02]], "IDAT: invalid distance too far back"),
      ([zlibStream([0, 1, 2, 3, 9, 4, 5, 6])], "row 2 of 2, byte 60: bad adaptive filter value"),
    ]
    for (chunks, words) in cases {
      let complaint = try #require(try complaint(chunks), "\(words)")
      #expect(complaint.contains(words), "\(complaint)")
    }
  }

  @Test func chunksThatCutThePixelsAreNamed() throws {
    let start = [Array(zlibStream(Self.raw)[..<12])]
    let cases: [(type: String, words: String)] = [
      ("tEXt", "Not enough image data"),
      ("ABCD", "ABCD: a critical chunk that PNG does not know"),
      ("a1cd", "invalid chunk type"),
    ]
    for (type, words) in cases {
      let complaint = try #require(try complaint(start, behind: (type, [1, 2])))
      #expect(complaint.contains(words), "\(complaint)")
    }
  }
}
