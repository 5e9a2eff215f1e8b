import TestSupport
import Testing

@testable import UpsampleBase
@testable import UpsampleImages
@testable import UpsampleTensors

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
    let defect = FileDefect(name: path.description, ImageFault.unsupportedJPEG(feature))
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
    #expect(image.layout.colorModel == .cmyk)
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
