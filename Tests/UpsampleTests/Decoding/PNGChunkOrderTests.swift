import TestSupport
import Testing

@testable import Upsample
@testable import UpsampleBase
@testable import UpsampleImages

/// PNG files whose chunks are sound, but not where the format wants them.
@Suite struct PNGChunkOrderTests {
  private let folder = try! TestFolder()

  typealias Chunk = (type: String, data: [UInt8])

  struct Sample: CustomTestStringConvertible {
    var before: [Chunk] = []
    var behind: [Chunk] = []
    /// The clause of the refusal, or `nil` where the place is right.
    let fault: String?

    var testDescription: String {
      (before + [("IDAT", [])] + behind).map(\.type).joined(separator: " ")
    }
  }

  private static let text: Chunk = ("tEXt", [65, 0, 66])
  private static let pixels: Chunk = ("IDAT", zlibStream([0, 7, 9]))
  private static let late = "it stands behind the pixels, before which it has to be"
  private static let apart = "it stands behind other chunks than the pixels'"
  private static let unknown = "a critical chunk that PNG does not know"

  static let samples = [
    Sample(behind: [("PLTE", [1, 2, 3])], fault: "PLTE: \(late)"),
    Sample(behind: [text, ("tRNS", [0, 7])], fault: "tRNS: \(late)"),
    Sample(behind: [("ABCD", [1])], fault: "ABCD: \(unknown)"),
    Sample(behind: [text, pixels], fault: "IDAT: \(apart)"),
    Sample(
      behind: [text, ("IDAT", [UInt8](repeating: 5, count: 50_000))], fault: "IDAT: \(apart)"),
    Sample(behind: [text, ("IDAT", [])], fault: "IDAT: \(apart)"),
    Sample(behind: [("IDAT", []), text, ("abCD", [1])], fault: nil),
    Sample(before: [("IDAT", [])], fault: nil),
    Sample(before: [("PLTE", [1, 2, 3]), ("tRNS", [0, 1, 0, 2, 0, 3]), text], fault: nil),
  ]

  private func bytes(_ sample: Sample, interlaced: UInt8) -> [UInt8] {
    // One row of an interlaced picture of two columns: passes 1 and 6.
    let rows: [UInt8] = interlaced == 0 ? [0] + Self.row : [0, 1, 2, 3, 0, 4, 5, 6]
    var png = PNGBytes()
    png.addHeader(width: 2, height: 1, depth: 8, color: 2, interlaced: interlaced)
    for (type, data) in sample.before { png.add(type, data) }
    png.add("IDAT", zlibStream(rows))
    for (type, data) in sample.behind { png.add(type, data) }
    png.add("IEND")
    return png.bytes
  }

  private static let row: [UInt8] = [1, 2, 3, 4, 5, 6]

  @Test(arguments: samples, [UInt8(0), 1])
  func chunksOutOfPlaceAreRefusedByNameAndRule(sample: Sample, interlaced: UInt8) throws {
    let path = try folder.write(bytes(sample, interlaced: interlaced), to: "a.png")
    guard let fault = sample.fault else {
      #expect(try readImage(path).layout.width == 2)
      return
    }
    let error = try #require(throws: UpsampleError.self) { try readImage(path) }
    let text = error.description
    #expect(text.contains("a.png is a damaged PNG after its last row, byte "), "\(text)")
    #expect(text.hasSuffix(": \(fault); `recover` makes do with what can be read."), "\(text)")
  }

  @Test(arguments: samples, [UInt8(0), 1])
  func pixelsBeforeThemAreRecovered(sample: Sample, interlaced: UInt8) throws {
    let (image, warnings) = try recover(bytes(sample, interlaced: interlaced))
    #expect(image.samples.prefix(3) == [1, 2, 3])
    let start = "recovered, but maybe not as it was meant: it is a damaged PNG, byte "
    #expect(
      sample.fault.map { warnings.count == 1 && warnings[0].hasSuffix(": \($0)") }
        ?? warnings.isEmpty, "\(warnings)")
    #expect(warnings.allSatisfy { $0.hasPrefix(start) })
  }

  /// Encoders may end chunks anywhere: the stream's end comes in chunks of its own.
  @Test(arguments: [UInt8(0), 1])
  func pixelsMayComeInChunksOfOneByte(interlaced: UInt8) throws {
    let rows: [UInt8] = interlaced == 0 ? [0] + Self.row : [0, 1, 2, 3, 0, 4, 5, 6]
    var png = PNGBytes()
    png.addHeader(width: 2, height: 1, depth: 8, color: 2, interlaced: interlaced)
    for byte in zlibStream(rows) { png.add("IDAT", [byte]) }
    png.add("IEND")
    #expect(try readImage(folder.write(png.bytes, to: "a.png")).samples == [1, 2, 3, 4, 5, 6])
    let (image, warnings) = try recover(png.bytes)
    #expect(image.samples == [1, 2, 3, 4, 5, 6] && warnings.isEmpty)
  }

  @Test func theHeaderComesFirst() throws {
    var png = PNGBytes()
    png.add(Self.text.type, Self.text.data)
    png.addHeader(width: 2, height: 1, depth: 8, color: 0)
    png.add("IDAT", Self.pixels.data)
    png.add("IEND")
    let path = try folder.write(png.bytes, to: "a.png")
    let error = try #require(throws: UpsampleError.self) { try readImage(path) }
    #expect(
      error.description.hasSuffix(
        "a.png is a damaged PNG in its header, byte 16: tEXt: it stands before IHDR, "
          + "which has to be the first chunk; `recover` makes do with what can be read."))
    #expect(try recover(png.bytes).image.samples == [7, 9])
  }

  /// What comes before the header may change the meaning of all that follows.
  @Test func recoveryIsNotOfferedForCriticalChunksBeforeTheHeader() throws {
    var png = PNGBytes()
    png.add("CgBI", [0x50, 0, 0x20, 2])
    png.addHeader(width: 2, height: 1, depth: 8, color: 0)
    png.add("IDAT", Self.pixels.data)
    png.add("IEND")
    let path = try folder.write(png.bytes, to: "a.png")
    let error = try #require(throws: UpsampleError.self) { try readImage(path) }
    #expect(
      error.description.hasSuffix(
        "CgBI: it stands before IHDR, which has to be the first chunk."), "\(error)")
    #expect(throws: UpsampleError.self) { try recover(png.bytes) }
  }

  @Test func criticalChunksThatNobodyKnowsAreRefusedBeforeThePixelsToo() throws {
    let sample = Sample(before: [("ABCD", [1])], fault: nil)
    let path = try folder.write(bytes(sample, interlaced: 0), to: "a.png")
    let error = try #require(throws: UpsampleError.self) { try readImage(path) }
    #expect(error.description.contains("a damaged PNG in its header, byte "))
    #expect(error.description.contains(": ABCD: unhandled critical chunk"))
  }

  /// Programs write them so, and they are obeyed: other readers pass over them.
  @Test func metadataBehindThePixelsIsObeyedWithAWarning() throws {
    let late: [Chunk] = [
      ("gAMA", [0, 0, 0, 9]), Self.text, ("pHYs", [0, 0, 0, 9, 0, 0, 0, 9, 1]),
    ]
    let outcome = try Conversion().doublePNG([], behind: late + [late[0]], to: "png")
    #expect(outcome.chunks.map(\.type) == ["gAMA", "pHYs", "tEXt"])
    #expect(
      outcome.report.warnings
        == ["what has to stand before its pixels stands behind them: gAMA, pHYs"])
    #expect(try Conversion().doublePNG([], behind: [Self.text], to: "png").report.warnings.isEmpty)
  }

  private func recover(
    _ bytes: [UInt8]
  ) throws -> (image: MemoryImage, warnings: [String]) {
    let path = try folder.write(bytes, to: "b.png")
    let source = try openImageSource(InputFile(.file(path)), ReadingOptions(damage: .recover))
    let image = try readImage(from: source)
    return (image, source.lateWarnings.words)
  }
}
