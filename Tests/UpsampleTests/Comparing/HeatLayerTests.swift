import TestSupport
import Testing

@testable import Upsample
@testable import UpsampleBase
@testable import UpsampleImages

@Suite struct HeatLayerTests {
  private let folder = try! TestFolder()

  private func layer(_ one: MemoryImage, _ other: MemoryImage, jobs: Int = 1) throws -> MemoryImage
  {
    for (name, image) in [("a.png", one), ("b.png", other)] {
      try writeImage(
        image,
        to: PNGSink(
          OutputFile(.file(folder[name])), layout: image.layout, compression: .fast))
    }
    var options = ComparisonOptions()
    options.jobs = jobs
    let files = try ["a.png", "b.png"].map { try InputFile(regular: folder[$0]) }
    let comparison = try compareFiles(files[0], files[1], options: options)
    try drawHeatLayer(
      comparison, of: files[0], files[1], to: OutputFile(.file(folder["heat.png"])),
      options: options)
    return try readImage(folder["heat.png"])
  }

  @Test(arguments: [1, 3])
  func differencesHaveColoursAndTheRestIsBlack(jobs: Int) throws {
    let layout = ImageLayout(width: 300, height: 900, channels: 4, depth: .eight)
    let one = MemoryImage(layout: layout, samples: Array(repeating: 90, count: 300 * 900 * 4))
    var other = one
    other.samples[4 * (700 * 300 + 20) + 3] = 10
    other.samples[4 * (3 * 300 + 299)] = 91
    let drawn = try layer(one, other, jobs: jobs)
    #expect(drawn.layout == ImageLayout(width: 300, height: 900, channels: 3, depth: .eight))
    func colour(_ x: Int, _ y: Int) -> [UInt16] {
      let start = 3 * (y * 300 + x)
      return Array(drawn.samples[start..<start + 3])
    }
    #expect(colour(20, 700) == [255, 255, 235])
    #expect(colour(299, 3) == [50, 60, 185])
    #expect(drawn.samples.count { $0 != 0 } == 6)
  }

  /// What only one of two pictures has is told apart from what only the other one has.
  @Test func picturesOfDifferentSizesAreDrawnOnTheirUnion() throws {
    let wide = MemoryImage(
      layout: ImageLayout(width: 6, height: 3, channels: 1, depth: .eight),
      samples: Array(repeating: 10, count: 18))
    var high = MemoryImage(
      layout: ImageLayout(width: 4, height: 5, channels: 3, depth: .eight),
      samples: Array(repeating: 10, count: 60))
    high.samples[0] = 255
    let drawn = try layer(wide, high)
    #expect(drawn.layout == ImageLayout(width: 6, height: 5, channels: 3, depth: .eight))
    let colours = (0..<30).map { index in
      Colour(
        UInt8(drawn.samples[3 * index]), UInt8(drawn.samples[3 * index + 1]),
        UInt8(drawn.samples[3 * index + 2]))
    }
    let (red, blue) = (HeatLayer.lonelyColours[0], HeatLayer.lonelyColours[1])
    for (index, colour) in colours.enumerated() where index > 0 {
      let (row, column) = (index / 6, index % 6)
      let expected: Colour = row < 3 ? (column < 4 ? .black : red) : column < 4 ? blue : .black
      #expect(colour == expected, "row \(row), column \(column)")
    }
    #expect(![.black, red, blue].contains(colours[0]))
  }

  /// The largest of two pictures of 16 bits has a colour of its own, and so has the least.
  @Test func deepDifferencesHaveFewColours() throws {
    let layout = ImageLayout(width: 64, height: 64, channels: 3, depth: .sixteen)
    let drawn = try layer(
      MemoryImage(noise: layout, seed: 1), MemoryImage(noise: layout, seed: 2))
    let colours = Set(
      (0..<64 * 64).map { Array(drawn.samples[3 * $0..<3 * $0 + 3]) })
    #expect(colours.count <= HeatLayer.steps + 1)
    #expect(colours.contains([255, 255, 235]))
  }

  @Test func equalPicturesHaveABlackOne() throws {
    let image = MemoryImage(
      noise: ImageLayout(width: 7, height: 5, channels: 1, depth: .eight), seed: 3)
    #expect(try layer(image, image).samples.allSatisfy { $0 == 0 })
  }

  /// A screen of which a word has changed takes about a kilobyte.
  @Test func smallDifferencesMakeSmallFiles() throws {
    let layout = ImageLayout(width: 1280, height: 720, channels: 3, depth: .eight)
    let one = MemoryImage(noise: layout, seed: 4)
    var other = one
    for row in 300..<314 {
      for index in 3 * (row * 1280 + 500)..<3 * (row * 1280 + 560) {
        other.samples[index] = 255 - other.samples[index]
      }
    }
    _ = try layer(one, other)
    #expect(try #require(folder.read("heat.png")).count < 4000)
  }
}
