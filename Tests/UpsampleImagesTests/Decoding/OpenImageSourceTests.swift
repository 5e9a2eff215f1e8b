import TestSupport
import Testing

@testable import UpsampleBase
@testable import UpsampleImages

@Suite struct OpenImageSourceTests {
  private let folder = try! TestFolder()

  @Test(
    arguments: [
      ([], .empty),
      ([0x89, 0x50], .truncatedSignature),
      ([0xff], .truncatedSignature),
      ([0xff, 0xd8, 0xfe, 0, 0, 0, 0, 0], .unknownFormat),
    ] as [([UInt8], ImageFault)])
  func othersAreRefusedByTheirFirstBytes(bytes: [UInt8], defect: ImageFault) throws {
    let path = try folder.write(bytes, to: "a.png")
    #expect(throws: UpsampleError.file(FileDefect(name: path.description, defect))) {
      try openImageSource(.file(path), ReadingOptions(maxPixels: 1))
    }
  }

  @Test func nameDoesNotMatter() throws {
    let png = PNGBytes(width: 1, height: 1, depth: 8, color: 0, rows: [[0, 9]])
    let path = try folder.write(png.bytes, to: "a.jpg")
    let source = try openImageSource(.file(path), ReadingOptions(maxPixels: 1))
    #expect(source.properties.format == .png)
  }

  @Test func pixelsAreCountedBeforeAnyIsRead() throws {
    let png = PNGBytes(width: 40, height: 25, depth: 8, color: 0, rows: [])
    let path = try folder.write(png.bytes, to: "a.png")
    #expect(try openImageSource(.file(path), ReadingOptions(maxPixels: 1000)).layout.width == 40)
    let error = #expect(throws: UpsampleError.self) {
      try openImageSource(.file(path), ReadingOptions(maxPixels: 999))
    }
    #expect(
      error?.description == """
        \(path) has 1000 pixels; the limit is 999.
          Raise the limit with `max-pixels`.
        """)
  }

  @Test func rewoundFileIsReadAgain() throws {
    let png = PNGBytes(width: 2, height: 1, depth: 8, color: 0, rows: [[0, 9, 8]])
    let file = try InputFile(.file(folder.write(png.bytes, to: "a.png")))
    for _ in 0..<2 {
      let source = try openImageSource(file, ReadingOptions(maxPixels: 2))
      var row: [UInt8] = [0, 0]
      try row.withUnsafeMutableBytes { try source.readRows(1, into: $0) }
      #expect(row == [9, 8])
      try file.rewind()
    }
  }
}
