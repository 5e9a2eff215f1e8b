import Testing

@testable import Upsample

@Suite struct JPEGSourceTests {
  private let folder = try! TestFolder()

  @Test func filesCutAnywhereLackPixelsOrNothing() throws {
    let whole = try jpeg()
    let expected = try readImage(folder["a.jpg"])
    for count in 0..<whole.count {
      let path = try folder.write(Array(whole.prefix(count)), to: "cut.jpg")
      do {
        // Only the end marker, and what pads the last byte, can go unmissed.
        #expect(try readImage(path) == expected, "\(count) of \(whole.count) bytes")
        #expect(count >= whole.count - 3, "\(count) of \(whole.count) bytes")
      } catch let error as UpsampleError {
        #expect(error.isTruncation, "\(count) of \(whole.count) bytes: \(error)")
      }
    }
  }

  @Test func bytesBetweenSegmentsAreHarmless() throws {
    let whole = try jpeg()
    let expected = try readImage(folder["a.jpg"])
    let padded = Array(whole.dropLast(2)) + [1, 2, 3, 0xff, 0xd9, 4, 5]
    #expect(try readImage(folder.write(padded, to: "b.jpg")) == expected)
  }

  @Test func markerWithinThePixelsIsDamage() throws {
    var bytes = try jpeg()
    let middle = try #require(start(of: 0xda, in: bytes)) + 40
    bytes.replaceSubrange(middle..<(middle + 2), with: [0xff, 0xd9])
    let error = #expect(throws: UpsampleError.self) {
      try readImage(folder.write(bytes, to: "b.jpg"))
    }
    #expect(error?.description.contains("a damaged JPEG at row ") == true, "\(error as Any)")
  }

  @Test(
    arguments: [
      (0xc3, 8, "JPEG process SOF3"), (0xc1, 12, "samples of 12 bits"),
    ] as [(UInt8, UInt8, String)])
  func otherProcessesAreNamed(marker: UInt8, precision: UInt8, feature: String) throws {
    var bytes = try jpeg()
    let frame = try #require(start(of: 0xc0, in: bytes))
    bytes[frame + 1] = marker
    bytes[frame + 4] = precision
    let path = try folder.write(bytes, to: "b.jpg")
    let defect = FileDefect(
      name: path.description, defect: "is a JPEG with \(feature), which can't be read",
      remedy: "Convert it to an 8-bit baseline JPEG or to a PNG first.")
    #expect(throws: UpsampleError.file(defect)) { try readImage(path) }
  }

  @Test func encodingThatCannotBeRepeatedIsNone() throws {
    var bytes = try jpeg()
    let table = try #require(start(of: 0xdb, in: bytes))
    bytes[table + 5] = 0
    let path = try folder.write(bytes, to: "b.jpg")
    let source = try openImageSource(.file(path), ReadingOptions())
    #expect(source.properties.jpegEncoding == nil)
  }

  /// What is left out of each ink, with Adobe's marker or without, and the RGB that
  /// is seen: the product of what colour and black leave out.
  @Test(
    arguments: [
      ([255, 255, 255, 255], true, [255, 255, 255]), ([0, 0, 0, 0], false, [0, 0, 0]),
      ([255, 128, 0, 255], true, [255, 128, 0]), ([255, 128, 0, 100], true, [100, 50, 0]),
      ([200, 128, 0, 155], false, [122, 78, 0]), ([10, 20, 30, 255], false, [10, 20, 30]),
    ] as [([UInt8], Bool, [UInt16])])
  func inksBecomeLight(inks: [UInt8], isMarked: Bool, rgb: [UInt16]) throws {
    let path = try folder.write(flatCMYK(inks, isMarked: isMarked), to: "a.jpg")
    let image = try readImage(path)
    #expect(image.layout.colourModel == .cmyk)
    #expect(image.samples == Array(repeatElement(inks.map(UInt16.init), count: 64).joined()))
    let seen = try Tensor(image: path)
    #expect(seen.shape == [1, 8, 8, 3])
    #expect(seen.scalars == Array(repeatElement(rgb.map(Float.init), count: 64).joined()))
  }

  /// A file's bytes, left in `a.jpg`.
  private func jpeg() throws -> [UInt8] {
    let image = smoothImage()
    let file = try OutputFile(.file(folder["a.jpg"]))
    try writeImage(image, to: JPEGSink(file, layout: image.layout, manner: .quality(80)))
    return try #require(folder.read("a.jpg"))
  }

  private func start(of marker: UInt8, in bytes: [UInt8]) -> Int? {
    bytes.indices.dropLast().first { bytes[$0] == 0xff && bytes[$0 + 1] == marker }
  }
}

/// An 8x8 JPEG of one colour, in four components.
///
/// Its quantisation is 1 and its only block a component has one coefficient, of
/// eight times the level's distance from 128.
func flatCMYK(_ inks: [UInt8], isMarked: Bool) -> [UInt8] {
  var bytes: [UInt8] = [0xff, 0xd8]
  func segment(_ marker: UInt8, _ data: [UInt8]) -> [UInt8] {
    let length = data.count + 2
    return [0xff, marker, UInt8(length >> 8), UInt8(length & 0xff)] + data
  }
  if isMarked { bytes += segment(0xee, Array("Adobe".utf8) + [0, 100, 0, 0, 0, 0, 0]) }
  bytes += segment(0xdb, [0] + [UInt8](repeating: 1, count: 64))
  bytes += segment(0xc0, [8, 0, 8, 0, 8, 4] + (1...4).flatMap { [$0, 0x11, 0] as [UInt8] })
  // All twelve sizes of a difference have codes of four bits, 0 to 11; the only
  // other symbol, the end of a block, has the code 0 of one bit.
  bytes += segment(0xc4, [0x00, 0, 0, 0, 12] + [UInt8](repeating: 0, count: 12) + Array(0...11))
  bytes += segment(0xc4, [0x10, 1] + [UInt8](repeating: 0, count: 15) + [0])
  bytes += segment(0xda, [4] + (1...4).flatMap { [$0, 0] as [UInt8] } + [0, 63, 0])
  let bits = inks.map(blockBits).joined()
  return bytes + packed(bits) + [0xff, 0xd9]
}

/// The bits of a block of one level: size, coefficient, end of block.
private func blockBits(_ level: UInt8) -> String {
  let coefficient = (Int(level) - 128) * 8
  let size = Int.bitWidth - coefficient.magnitude.leadingZeroBitCount
  let value = coefficient < 0 ? coefficient + (1 << size) - 1 : coefficient
  return bits(size, 4) + bits(value, size) + "0"
}

private func bits(_ value: Int, _ count: Int) -> String {
  let digits = count == 0 ? "" : String(value, radix: 2)
  return String(repeating: "0", count: count - digits.count) + digits
}

/// Bits as bytes, padded with ones, each 0xff followed by a zero.
private func packed(_ bits: some StringProtocol) -> [UInt8] {
  let padded = bits + String(repeating: "1", count: (8 - bits.count % 8) % 8)
  return stride(from: 0, to: padded.count, by: 8).flatMap { start -> [UInt8] in
    let first = padded.index(padded.startIndex, offsetBy: start)
    let byte = UInt8(padded[first..<padded.index(first, offsetBy: 8)], radix: 2)!
    return byte == 0xff ? [0xff, 0] : [byte]
  }
}
