import CImageIO
import TestSupport
import Testing

@testable import UpsampleBase
@testable import UpsampleImages

/// Files that are too short for what they claim, and pictures that take too much.
@Suite struct InputLimitsTests {
  private let folder = try! TestFolder()

  private func failure(
    _ bytes: [UInt8], _ options: ReadingOptions = ReadingOptions()
  ) throws -> String? {
    let path = try folder.write(bytes, to: "a")
    do {
      let source = try openImageSource(.file(path), options)
      for _ in 0..<source.height { _ = try source.readRow() }
      try source.finish()
      return nil
    } catch {
      return "\(error)".replacing("\(path)", with: "a")
    }
  }

  private func recovering() -> ReadingOptions { ReadingOptions(damage: .recover) }

  @Test func theMemoryOfAPictureGrowsWithItsFile() {
    var limits = InputLimits()
    #expect(limits.memory(forFileOf: 0) == 192 << 20)
    #expect(limits.memory(forFileOf: 1 << 20) == 256 << 20)
    #expect(limits.memory(forFileOf: 1 << 20, growth: 4) == 448 << 20)
    #expect(limits.memory(forFileOf: .max) == InputLimits.mostMemory)
    #expect(limits.memory(forFileOf: 1 << 40, growth: 1 << 40) == InputLimits.mostMemory)
    #expect(limits.memory(forFileOf: nil) == InputLimits.mostMemory)
    #expect(InputLimits.mostMemory <= MemorySupply.bytes / 2)
    limits.memory = 5
    #expect(limits.memory(forFileOf: 1 << 30) == 5)
  }

  @Test func interlacedPicturesThatTakeTooMuchAreRefused() throws {
    let rows = Array(repeating: [UInt8](repeating: 0, count: 2), count: 11)
    let png = PNGBytes(width: 4, height: 4, depth: 8, color: 2, interlaced: 1, rows: rows)
    var options = ReadingOptions()
    // Four rows, and two that libpng holds.
    options.limits.memory = 6 * 12 - 1
    #expect(
      try failure(png.bytes, options) == """
        a has 72 bytes to hold in memory; the limit is 71.
          Raise the limit with `max-memory`.
        """)
    options.limits.memory = 72
    #expect(try failure(png.bytes, options)?.contains("to hold in memory") != true)
  }

  @Test func aShortFileMayHaveFewerPixels() throws {
    // Of a bit each: the file could hold them.
    let row = [UInt8](repeating: 0, count: 12_000)
    let png = PNGBytes(width: 8192, height: 10_500, depth: 1, color: 0, rows: [row])
    let count = png.bytes.count
    #expect(
      try failure(png.bytes) == """
        a has 86016000 pixels in \(count) bytes; the limit is \((1 << 26) + 1024 * count).
          Raise the limit with `max-pixels`.
        """)
    let accepted = try failure(png.bytes, ReadingOptions(maxPixels: 86_016_000))
    #expect(accepted?.contains("limit") == false)
  }

  @Test func ofWhatIsRecoveredAPartMustBeThere() throws {
    let png = PNGBytes(width: 40_000, height: 40_000, depth: 1, color: 0, rows: [[0, 0]])
    #expect(
      try failure(png.bytes, recovering())
        == "a is truncated: \(png.bytes.count) bytes can't hold 1/16 of the 40000x40000 pixels.")
    #expect(
      try failure(png.bytes)
        == "a is truncated: \(png.bytes.count) bytes can't hold 40000x40000 pixels.")
  }

  /// Two bits a block, and one where it is progressive.
  @Test(arguments: [("gray", 2), ("progressive", 1)])
  func everyBlockOfAJPEGTakesBits(seed: String, bits: Int) throws {
    let side = 4096
    let jpeg = try resized(seed, side)
    let isTold = try failure(jpeg)?.contains("can't hold \(side)x\(side) pixels") == true
    #expect(isTold)
    // As many zeros behind it as blocks of three full components may take.
    let padding = [UInt8](repeating: 0, count: 3 * (side / 8) * (side / 8) * bits / 8)
    #expect(try failure(jpeg + padding)?.contains("can't hold") == false)
  }

  @Test func blocksOfAllScansAreCounted() throws {
    let bytes = try readSeed("jpeg/progressive")
    var failure = cio_failure()
    var picture = cio_picture()
    var encoding = cio_jpeg_encoding()
    for (blocks, isRefused) in [(Int64(1), true), (1 << 20, false)] {
      let file = try InputFile(.file(folder.write(bytes, to: "b")))
      let rules = cio_rules(max_scans: 100, max_blocks: blocks, recovers: false)
      let reader = cio_jpeg_reader_create(file.bytes, rules, &picture, &encoding, &failure)
      defer { cio_jpeg_reader_destroy(reader) }
      var row = [UInt8](repeating: 0, count: Int(picture.width) * 3)
      #expect(cio_jpeg_reader_rows(reader, &row, 1, &failure) != isRefused)
      #expect(!isRefused || failure.cause == .tooManyBlocks)
      #expect(picture.held_bytes > 0)
    }
  }

  /// A seed whose header says another size.
  private func resized(_ seed: String, _ side: Int) throws -> [UInt8] {
    var bytes = try readSeed("jpeg/\(seed)")
    let frame = try #require(
      bytes.indices.dropLast(9).first { bytes[$0] == 0xff && [0xc0, 0xc2].contains(bytes[$0 + 1]) })
    bytes.replaceSubrange(
      frame + 5..<frame + 9, with: bigEndianBytes(side, count: 2) + bigEndianBytes(side, count: 2))
    return bytes
  }

  private func readSeed(_ name: String) throws -> [UInt8] {
    let folder = FilePath(#filePath).parent.parent.parent
    let path = folder.appending(FilePath("ProgramTests/Fuzzing/Seeds/\(name)"))
    return try InputFile(.file(path)).contents(limit: 1 << 20)
  }
}
