import TestSupport
import Testing

@testable import UpsampleBase
@testable import UpsampleImages

@Suite struct PNGSinkTests {
  private let folder = try! TestFolder()

  static let layouts: [ImageLayout] = [1, 2, 3, 4].flatMap { channels in
    [ImageLayout.Depth.eight, .sixteen].flatMap { depth in
      [(1, 1), (3, 1), (1, 5), (37, 23), (5, 2000)].map { width, height in
        ImageLayout(width: width, height: height, channels: channels, depth: depth)
      }
    }
  }

  @Test(arguments: Compression.allCases, layouts)
  func pictureComesBack(compression: Compression, layout: ImageLayout) throws {
    let image = MemoryImage(noise: layout, seed: 5)
    try write(image, to: "a.png", compression)
    let read = try readImage(folder["a.png"])
    #expect(read == image)
  }

  @Test func indicesBecomeColours() throws {
    let palette = (0..<200).map { Colour(UInt8($0), 255 - UInt8($0), 7) }
    let layout = ImageLayout(width: 300, height: 3000, channels: 1, depth: .eight)
    var image = MemoryImage(noise: layout, seed: 9)
    image.samples = image.samples.map { $0 % 200 }
    let sink = try PNGSink(
      OutputFile(.file(folder["a.png"])), layout: layout, compression: .fast, palette: palette)
    #expect(sink.segmentRows < layout.height, "several segments are on trial")
    try writeImage(image, to: sink)
    let read = try readImage(folder["a.png"])
    #expect(read.layout.channels == 3)
    #expect(read.samples == image.samples.flatMap { [$0, 255 - $0, 7] })
  }

  @Test(arguments: Compression.allCases)
  func segmentsMayBeEncodedInAnyOrder(compression: Compression) throws {
    let image = MemoryImage(
      noise: ImageLayout(width: 200, height: 2000, channels: 3, depth: .eight), seed: 6)
    let sink = try write(image, to: "a.png", compression)
    #expect(sink.segmentRows < image.layout.height / 2, "several segments are on trial")
    try write(image, to: "b.png", compression, order: { $0.reversed() })
    #expect(folder.read("a.png") == folder.read("b.png"))
    #expect(try readImage(folder["b.png"]) == image)
  }

  @Test func compressionsGrowSmaller() throws {
    let layout = ImageLayout(width: 300, height: 200, channels: 3, depth: .eight)
    // A smooth picture with a little noise, as photographs are.
    var image = MemoryImage(noise: layout, seed: 7)
    for y in 0..<layout.height {
      for i in 0..<layout.rowSamples {
        let index = y * layout.rowSamples + i
        image.samples[index] = image.samples[index] % 4 + UInt16((y * y / 300 + i / 5) % 250)
      }
    }
    let sizes = try Compression.allCases.map { compression in
      try write(image, to: "a.png", compression)
      return try #require(folder.read("a.png")).count
    }
    #expect(sizes[0] > sizes[1] && sizes[1] >= sizes[2], "\(sizes)")
    #expect(sizes[0] < layout.height * layout.rowBytes)
  }

  @Test func unfinishedFileDoesNotAppear() throws {
    let layout = ImageLayout(width: 3, height: 3, channels: 1, depth: .eight)
    do {
      let sink = try PNGSink(
        OutputFile(.file(folder["a.png"])), layout: layout, compression: .fast)
      #expect(sink.segmentRows == 3)
    }
    #expect(folder.names.isEmpty)
  }

  @Test(arguments: [1, 1000, 100_000, 10_000_000])
  func segmentsDependOnTheLayoutAlone(width: Int) throws {
    let layout = ImageLayout(width: width, height: 5000, channels: 3, depth: .eight)
    let rows = try (0..<2).map { number in
      try PNGSink(
        OutputFile(.file(folder["\(number).png"])), layout: layout, compression: .fast
      ).segmentRows
    }
    #expect(rows[0] == rows[1])
    #expect((1...5000).contains(rows[0]))
  }

  @Test func sidesBeyondTheFormatAreRefused() throws {
    let layout = ImageLayout(width: 1, height: 1 << 31, channels: 1, depth: .eight)
    let error = #expect(throws: UpsampleError.self) {
      try PNGSink(OutputFile(.file(folder["a.png"])), layout: layout, compression: .fast)
    }
    guard case .limit(let excess) = error else {
      Issue.record("a limit stands in the way, not \(String(describing: error))")
      return
    }
    #expect(excess.quantity == "rows" && excess.value == 1 << 31 && excess.limit == 1 << 31 - 1)
    #expect(folder.names.isEmpty)
  }

  @discardableResult
  private func write(
    _ image: MemoryImage, to name: String, _ compression: Compression,
    order: ([Int]) -> [Int] = { $0 }
  ) throws -> PNGSink {
    let sink = try PNGSink(
      OutputFile(.file(folder[name])), layout: image.layout, compression: compression)
    try writeImage(image, to: sink, order: order)
    return sink
  }
}
