import Glibc
import TestSupport
import Testing

@testable import UpsampleBase
@testable import UpsampleImages

@Suite struct PNGSourceTests {
  private let folder = try! TestFolder()

  /// A file by hand and the samples that it must become.
  struct Sample: CustomTestStringConvertible {
    let testDescription: String
    let png: PNGBytes
    let channels: Int
    var depth = ImageLayout.Depth.eight
    let samples: [UInt16]
  }

  static let samples: [Sample] = [
    Sample(
      testDescription: "1 bit gray",
      png: PNGBytes(width: 3, height: 2, depth: 1, color: 0, rows: [[0, 0b1010_0000], [0, 0]]),
      channels: 1, samples: [255, 0, 255, 0, 0, 0]),
    Sample(
      testDescription: "2 bit gray",
      png: PNGBytes(width: 4, height: 1, depth: 2, color: 0, rows: [[0, 0b0001_1011]]),
      channels: 1, samples: [0, 85, 170, 255]),
    Sample(
      testDescription: "4 bit gray with a transparent level",
      png: PNGBytes(
        width: 2, height: 1, depth: 4, color: 0, before: [("tRNS", [0, 3])], rows: [[0, 0x3f]]),
      channels: 2, samples: [51, 0, 255, 255]),
    Sample(
      testDescription: "palette with alpha",
      png: PNGBytes(
        width: 3, height: 1, depth: 2, color: 3,
        before: [("PLTE", [1, 2, 3, 4, 5, 6, 7, 8, 9]), ("tRNS", [10, 20])],
        rows: [[0, 0b0001_1000]]),
      channels: 4, samples: [1, 2, 3, 10, 4, 5, 6, 20, 7, 8, 9, 255]),
    Sample(
      testDescription: "palette without alpha",
      png: PNGBytes(
        width: 2, height: 1, depth: 8, color: 3, before: [("PLTE", [1, 2, 3, 4, 5, 6])],
        rows: [[0, 1, 0]]),
      channels: 3, samples: [4, 5, 6, 1, 2, 3]),
    Sample(
      testDescription: "RGB with a transparent colour",
      png: PNGBytes(
        width: 2, height: 1, depth: 8, color: 2, before: [("tRNS", [0, 1, 0, 2, 0, 3])],
        rows: [[0, 1, 2, 3, 1, 2, 4]]),
      channels: 4, samples: [1, 2, 3, 0, 1, 2, 4, 255]),
    Sample(
      testDescription: "16 bit gray and alpha",
      png: PNGBytes(
        width: 1, height: 2, depth: 16, color: 4,
        rows: [[0, 0x12, 0x34, 0xff, 0xfe], [2, 0, 1, 0, 1]]),
      channels: 2, depth: .sixteen, samples: [0x1234, 0xfffe, 0x1235, 0xffff]),
    Sample(
      testDescription: "gamma and unknown chunks are passed over",
      png: PNGBytes(
        width: 1, height: 1, depth: 8, color: 0,
        before: [("gAMA", [0, 0, 0x30, 0]), ("prVt", [1, 2, 3]), ("tEXt", [0])], rows: [[0, 9]]),
      channels: 1, samples: [9]),
    Sample(
      testDescription: "interlaced",
      png: PNGBytes(
        width: 3, height: 3, depth: 8, color: 0, interlaced: 1,
        // The passes of a 3x3 picture that hold pixels: 1, 5, 6, 7.
        rows: [[0, 11], [0, 13], [0, 31, 33], [0, 12], [0, 32], [0, 21, 22, 23]]),
      channels: 1, samples: [11, 12, 13, 21, 22, 23, 31, 32, 33]),
  ]

  @Test(arguments: samples)
  func samplesAreAsTheFormatSays(sample: Sample) throws {
    let image = try readImage(folder.write(sample.png.bytes, to: "a.png"))
    #expect(image.samples == sample.samples)
    #expect(image.layout.channels == sample.channels)
    #expect(image.layout.depth == sample.depth)
  }

  @Test func filesCutAnywhereAreRefused() throws {
    for sample in Self.samples {
      let bytes = sample.png.bytes
      for count in 0..<bytes.count {
        let error = try #require(failure(Array(bytes.prefix(count))), "\(count) of \(bytes.count)")
        #expect(error.isTruncation, "\(sample.testDescription), \(count) bytes: \(error)")
      }
    }
  }

  @Test func bytesAfterTheEndAreNotRead() throws {
    let bytes = Self.samples[0].png.bytes + [1, 2, 3]
    #expect(try readImage(folder.write(bytes, to: "a.png")).samples == Self.samples[0].samples)
  }

  @Test(arguments: ["IHDR", "prVt", "PLTE", "IDAT", "tEXt", "IEND"])
  func everyChecksumCounts(type: String) throws {
    var png = PNGBytes()
    func damage(_ other: String) -> UInt32 { other == type ? 1 : 0 }
    png.add("IHDR", [0, 0, 0, 1, 0, 0, 0, 1, 8, 3, 0, 0, 0], damage: damage("IHDR"))
    png.add("prVt", [1, 2], damage: damage("prVt"))
    png.add("PLTE", [1, 2, 3], damage: damage("PLTE"))
    png.add("IDAT", zlibStream([0, 0]), damage: damage("IDAT"))
    png.add("tEXt", [65, 0, 66], damage: damage("tEXt"))
    png.add("IEND", damage: damage("IEND"))
    let error = try #require(failure(png.bytes))
    #expect(error.description.contains(": \(type): CRC error"), "\(error)")
  }

  @Test(arguments: [(0, 1), (1, 0), (1 << 31, 1), (1, UInt32.max)] as [(UInt32, UInt32)])
  func impossibleSizesAreRefused(width: UInt32, height: UInt32) throws {
    let png = PNGBytes(width: width, height: height, depth: 8, color: 0, rows: [[0, 0]])
    guard case .file? = failure(png.bytes) else {
      Issue.record("\(width)x\(height) is the file's fault")
      return
    }
  }

  @Test func hugePicturesAreRefusedBeforeTheyTakeMemory() throws {
    let side = UInt32(Int32.max)
    for interlaced: UInt8 in [0, 1] {
      let png = PNGBytes(
        width: side, height: side, depth: 16, color: 6, interlaced: interlaced, rows: [])
      guard case .limit(let excess)? = failure(png.bytes) else {
        Issue.record("a limit stands in the way")
        return
      }
      #expect(excess.value == Int(side) * Int(side))
      #expect(excess.limit == (interlaced == 0 ? 1 << 34 : 268_402_689))
    }
  }

  @Test func fileTooShortForItsPixelsIsTruncated() throws {
    let png = PNGBytes(width: 1 << 20, height: 1 << 10, depth: 1, color: 0, rows: [])
    let error = try #require(failure(png.bytes))
    #expect(
      error.description.hasSuffix(
        "is truncated: \(png.bytes.count) bytes can't hold 1048576x1024 pixels."))
  }

  @Test func interlacedPicturesHaveALimitOfTheirOwn() throws {
    let png = PNGBytes(
      width: 16384, height: 16384, depth: 1, color: 0, interlaced: 1, rows: [])
    guard case .limit(let excess)? = failure(png.bytes) else {
      Issue.record("a limit stands in the way")
      return
    }
    #expect(excess.limit == 268_402_689)
    #expect(excess.remedy == "Raise the limit with `max-pixels`.")
    let path = try folder.write(png.bytes, to: "b.png")
    #expect(throws: UpsampleError.self) {
      try openImageSource(.file(path), ReadingOptions(maxPixels: 1 << 28))
    }
    .map { #expect($0.description.contains("can't hold")) }
  }

  @Test func chunkThatClaimsMoreThanTheFileHoldsIsTruncated() throws {
    for type in ["tEXt", "PLTE", "IDAT", "prVt", "tRNS"] {
      var png = PNGBytes()
      png.addHeader(width: 1, height: 1, depth: 8, color: 2)
      png.bytes += [0x7f, 0xff, 0xff, 0xff] + Array(type.utf8) + [0, 0, 0]
      #expect(failure(png.bytes) != nil, "\(type)")
    }
  }

  @Test func tooFewPixelsAreAnErrorAndSoAreTooMany() throws {
    for rows in [[[UInt8](repeating: 0, count: 3)], [[0, 1, 2], [0, 3, 4], [0, 5, 6]]] {
      let png = PNGBytes(width: 2, height: 2, depth: 8, color: 0, rows: rows)
      guard case .file? = failure(png.bytes) else {
        Issue.record("\(rows.count) rows of 2 are the file's fault")
        continue
      }
    }
  }

  @Test func animationsAreRefusedByName() throws {
    let png = PNGBytes(
      width: 1, height: 1, depth: 8, color: 0, before: [("acTL", [0, 0, 0, 2, 0, 0, 0, 0])],
      rows: [[0, 9]])
    let error = try #require(failure(png.bytes))
    #expect(error.description.contains("is an animation"), "\(error)")
    let path = try folder.write(png.bytes, to: "b.png")
    let source = try openImageSource(InputFile(.file(path)), ReadingOptions(animation: .firstFrame))
    #expect(try source.readRow() == [9])
  }

  @Test func damageIsNamedByItsRow() throws {
    let png = PNGBytes(
      width: 1, height: 4, depth: 8, color: 0, rows: [[0, 1], [0, 2], [9, 3], [0, 4]])
    let error = try #require(failure(png.bytes))
    #expect(error.description.contains("a damaged PNG at row 3 of 4, byte "), "\(error)")
  }

  private func failure(_ bytes: [UInt8]) -> UpsampleError? {
    do {
      _ = try readImage(folder.write(bytes, to: "a.png"))
      return nil
    } catch {
      return error as? UpsampleError
    }
  }
}

extension UpsampleError {
  /// Whether a file ends too early.
  var isTruncation: Bool {
    guard case .file(let defect) = self else { return false }
    return defect.defect.hasPrefix("is truncated") || defect.defect == "is empty"
  }
}
