import TestSupport
import Testing

@testable import UpsampleBase
@testable import UpsampleImages

@Suite struct JPEGSinkTests {
  private let folder = try! TestFolder()

  @Test(arguments: [1, 3], [(1, 1), (17, 9), (64, 700)])
  func flatPictureComesBack(channels: Int, size: (Int, Int)) throws {
    let layout = ImageLayout(width: size.0, height: size.1, channels: channels, depth: .eight)
    let gray = MemoryImage(
      layout: layout, samples: Array(repeating: 128, count: layout.height * layout.rowSamples))
    for quality in [1, 50, 90, 100] {
      try write(gray, .quality(quality))
      #expect(try readImage(folder["a.jpg"]) == gray, "quality \(quality)")
    }
  }

  @Test func bestQualityIsWithinAFewLevels() throws {
    let image = smoothImage()
    try write(image, .quality(100))
    let read = try readImage(folder["a.jpg"])
    let worst = zip(read.samples, image.samples).map { abs(Int($0) - Int($1)) }.max()
    #expect(try #require(worst) <= 4)
  }

  @Test(arguments: [(89, 2), (90, 1)])
  func chromaIsHalvedBelowQuality90(quality: Int, sampling: Int) throws {
    try write(smoothImage(), .quality(quality))
    let encoding = try #require(try encoding())
    #expect(encoding.components.map(\.horizontalSampling) == [sampling, 1, 1])
    #expect(encoding.components.map(\.verticalSampling) == [sampling, 1, 1])
  }

  @Test func encodingIsKept() throws {
    let table = (0..<64).map { UInt16($0 * 3 + 1) }
    let coarse = (0..<64).map { UInt16($0 * 120 + 1) }
    let kept = JPEGEncoding(
      tables: [table, coarse],
      components: [
        .init(horizontalSampling: 2, verticalSampling: 1, table: 0),
        .init(horizontalSampling: 1, verticalSampling: 1, table: 1),
        .init(horizontalSampling: 2, verticalSampling: 1, table: 0),
      ])
    try write(smoothImage(), .like(kept))
    #expect(try encoding() == kept)
  }

  @Test(arguments: [
    JPEGEncoding.Restarts.rows(1), .rows(3), .blocks(1), .blocks(7), .none,
  ])
  func restartsAreKept(restarts: JPEGEncoding.Restarts) throws {
    for factors in [(1, 1), (2, 2), (1, 4)] {
      let kept = sample(restarts: restarts, factors: factors)
      try write(smoothImage(), .like(kept))
      #expect(try encoding() == kept, "\(factors)")
    }
  }

  @Test func coloursWithoutATransformStaySo() throws {
    let kept = sample(transform: .none)
    try write(smoothImage(), .like(kept))
    #expect(try encoding() == kept)
    let read = try readImage(folder["a.jpg"])
    let worst = zip(read.samples, smoothImage().samples).map { abs(Int($0) - Int($1)) }.max()
    #expect(try #require(worst) <= 2)
  }

  /// Sixteen blocks of one component and one each of two more.
  @Test func componentsThatDoNotFitIntoOneScanHaveTheirOwn() throws {
    let kept = sample(factors: (4, 4))
    let held = try write(smoothImage(), .like(kept))
    #expect(held == 2 * smoothImage().samples.count)
    #expect(try encoding() == kept)
    let bytes = try #require(folder.read("a.jpg"))
    #expect(markers(0xda, in: bytes) == 3)
  }

  @Test(arguments: [50, 95])
  func progressiveFilesHoldTheSamePicture(quality: Int) throws {
    try write(smoothImage(), .quality(quality))
    let sequential = try readImage(folder["a.jpg"])
    let held = try write(smoothImage(), .quality(quality), .progressive)
    #expect(held == 2 * smoothImage().samples.count)
    #expect(try readImage(folder["a.jpg"]) == sequential)
    let bytes = try #require(folder.read("a.jpg"))
    #expect(markers(0xc2, in: bytes) == 1 && markers(0xda, in: bytes) > 5)
  }

  @Test func sidesBeyondTheLibraryAreRefused() throws {
    let layout = ImageLayout(width: 65_501, height: 1, channels: 1, depth: .eight)
    let error = #expect(throws: UpsampleError.self) {
      try JPEGSink(OutputFile(.file(folder["a.jpg"])), layout: layout, manner: .quality(90))
    }
    #expect(
      error?.description == """
        JPEG output \(folder["a.jpg"]) has 65501 columns; the limit is 65500.
          Choose a smaller `scale` or `size`.
        """)
    #expect(folder.names.isEmpty)
  }

  @Test func fullDeviceIsAFailureOfTheOutput() throws {
    let image = smoothImage()
    let error = #expect(throws: UpsampleError.self) {
      let file = try OutputFile(.file(FilePath("/dev/full")))
      try writeImage(image, to: JPEGSink(file, layout: image.layout, manner: .quality(90)))
    }
    #expect(error?.description == "cannot write /dev/full: No space left on device.")
  }

  /// Returns the memory that the sink holds.
  @discardableResult
  private func write(
    _ image: MemoryImage, _ manner: JPEGSink.Manner, _ progression: JPEGProgression = .sequential
  ) throws -> Int {
    let file = try OutputFile(.file(folder["a.jpg"]))
    let sink = try JPEGSink(
      file, layout: image.layout, manner: manner, progression: progression)
    try writeImage(image, to: sink)
    return sink.heldBytes
  }

  private func sample(
    restarts: JPEGEncoding.Restarts = .none,
    transform: JPEGEncoding.ColourTransform = .lumaAndChroma, factors: (Int, Int) = (1, 1)
  ) -> JPEGEncoding {
    let components = [factors, (1, 1), (1, 1)].map {
      JPEGEncoding.Component(horizontalSampling: $0.0, verticalSampling: $0.1, table: 0)
    }
    return JPEGEncoding(
      tables: [(0..<64).map { UInt16($0 / 8 + 1) }], components: components,
      transform: transform, restarts: restarts)
  }

  private func markers(_ marker: UInt8, in bytes: [UInt8]) -> Int {
    zip(bytes, bytes.dropFirst()).count { $0 == 0xff && $1 == marker }
  }

  private func encoding() throws -> JPEGEncoding? {
    try openImageSource(.file(folder["a.jpg"]), ReadingOptions()).properties.jpegEncoding
  }
}
