import TestSupport
import Testing

@testable import UpsampleBase
@testable import UpsampleImages

@Suite struct OutputEncodingTests {
  private let folder = try! TestFolder()

  @Test(arguments: [
    (ImageProperties(format: .png), "the input is no JPEG, so there is nothing to keep"),
    (
      ImageProperties(format: .jpeg),
      "the input was compressed in a way that no encoder repeats"
    ),
    (
      ImageProperties(format: .jpeg, jpegEncoding: OutputEncodingTests.encoding(components: 4)),
      "the input has 4 components and the output 3, so its tables can't be kept"
    ),
  ])
  func theReasonNotToKeepAnEncodingIsTold(properties: ImageProperties, reason: String) throws {
    let error = #expect(throws: UpsampleError.self) { try makeSink(.keep, properties) }
    #expect(
      error?.description == "`quality`: \(reason).\n  Give a number from 1 to 100.")
  }

  @Test func anEncodingOfAsManyComponentsIsKept() throws {
    let properties = ImageProperties(format: .jpeg, jpegEncoding: Self.encoding(components: 3))
    _ = try makeSink(.keep, properties)
  }

  @Test(arguments: [0, 101, -1])
  func qualitiesBeyondTheScaleAreRefused(percent: Int) throws {
    let error = #expect(throws: UpsampleError.self) {
      try makeSink(.percent(percent), ImageProperties(format: .png))
    }
    #expect(
      error?.description == """
        `quality`: \(percent) is not a quality of 1 to 100.
          Give a number from 1 to 100, or keep.
        """)
  }

  @Test(arguments: [
    (OutputFormat?.none, "a.png", ImageFormat.png), (nil, "a.JPG", .jpeg), (nil, "a.jfif", .jpeg),
    (.png, "a.jpg", .png), (.same, "a", .jpeg), (.jpeg, "a", .jpeg),
  ])
  func theFormatIsTheOneAskedForOrThatOfTheName(
    wish: OutputFormat?, name: String, format: ImageFormat
  ) throws {
    #expect(try ImageFormat(wish, output: .file(FilePath(name)), input: .jpeg) == format)
  }

  @Test func standardOutputTakesTheInputsFormat() throws {
    #expect(try ImageFormat(nil, output: .standardStream, input: .jpeg) == .jpeg)
    #expect(try ImageFormat(nil, output: .standardStream, input: .png) == .png)
  }

  @discardableResult
  private func makeSink(
    _ quality: JPEGQuality, _ properties: ImageProperties
  ) throws -> any ImageSink {
    var options = WritingOptions()
    options.quality = quality
    return try UpsampleImages.makeSink(
      .jpeg, OutputFile(.file(folder["a.jpg"])),
      layout: ImageLayout(width: 8, height: 8, channels: 3, depth: .eight), options: options,
      properties: properties)
  }

  private static func encoding(components: Int) -> JPEGEncoding {
    let component = JPEGEncoding.Component(horizontalSampling: 1, verticalSampling: 1, table: 0)
    return JPEGEncoding(
      tables: [[UInt16](repeating: 1, count: 64)],
      components: Array(repeating: component, count: components))
  }
}
