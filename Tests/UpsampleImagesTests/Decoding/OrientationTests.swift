import TestSupport
import Testing

@testable import UpsampleBase
@testable import UpsampleImages

/// Pictures that are stored turned are read as they are shown.
@Suite struct OrientationTests {
  /// Every pixel size, and more rows than are turned at a time.
  private static let layouts = [(1, 8), (2, 8), (3, 8), (4, 8), (1, 16), (2, 16), (3, 16), (4, 16)]
    .map { ImageLayout(width: 37, height: 70, channels: $0, depth: .init(rawValue: $1)!) }

  @Test(arguments: layouts, Orientation.allCases)
  func picturesAreReadUpright(layout: ImageLayout, orientation: Orientation) throws {
    let stored = MemoryImage(noise: layout, seed: 7)
    let memory = MemorySource(stored, orientation: orientation)
    let source = try uprightSource(memory, name: "a.png", limits: InputLimits())
    #expect(try read(source) == stored.upright(orientation))
    #expect(memory.isFinished)
    #expect(source.properties.metadata.orientation == .topLeft)
  }

  @Test func onePixelIsUprightAnyway() throws {
    let pixel = MemoryImage(
      layout: ImageLayout(width: 1, height: 1, channels: 3, depth: .eight), samples: [1, 2, 3])
    for orientation in Orientation.allCases {
      let source = MemorySource(pixel, orientation: orientation)
      #expect(try read(uprightSource(source, name: "a.png", limits: InputLimits())) == pixel)
    }
  }

  @Test func fourQuarterTurnsChangeNothing() {
    let picture = MemoryImage(noise: Self.layouts[2], seed: 8)
    let turned = (0..<4).reduce(picture) { picture, _ in picture.upright(.rightTop) }
    #expect(turned == picture)
  }

  @Test func picturesThatAreTooLargeToHoldAreRefused() throws {
    let image = MemoryImage(noise: Self.layouts[0], seed: 9)
    for orientation in Orientation.allCases.dropFirst(2) {
      let source = MemorySource(image, orientation: orientation)
      #expect(throws: Never.self) {
        try TurnedSource(source, name: "a.png", limits: InputLimits(pixels: 2590))
      }
      let error = #expect(throws: UpsampleError.self) {
        try TurnedSource(source, name: "a.png", limits: InputLimits(pixels: 2589))
      }
      #expect(
        error?.description == """
          a.png has 2590 pixels and is stored turned, so it must be held as a whole; \
          the limit is 2589.
            Raise the limit with `max-pixels`, or give `orient` keep to leave it so.
          """)
    }
  }

  @Test func encodingsAreTransposed() {
    let table = (0..<64).map { UInt16(1 + $0) }
    let components = [(2, 1, 0), (1, 1, 0)].map {
      JPEGEncoding.Component(horizontalSampling: $0, verticalSampling: $1, table: $2)
    }
    let encoding = JPEGEncoding(tables: [table], components: components)
    let transposed = encoding.transposed
    #expect(transposed.components.map(\.horizontalSampling) == [1, 1])
    #expect(transposed.components.map(\.verticalSampling) == [2, 1])
    #expect(transposed.tables[0][1] == 9 && transposed.tables[0][8] == 2)
    #expect(transposed.transposed == encoding)
  }

  private func read(_ source: any ImageSource) throws -> MemoryImage {
    var bytes: [UInt8] = []
    for start in stride(from: 0, to: source.layout.height, by: 16) {
      let rows = min(16, source.layout.height - start)
      bytes += try [UInt8](count: rows * source.layout.rowBytes) { (bytes) throws(UpsampleError) in
        try source.readRows(rows, into: bytes)
      }
    }
    try source.finish()
    return MemoryImage(layout: source.layout, bytes: bytes)
  }
}
