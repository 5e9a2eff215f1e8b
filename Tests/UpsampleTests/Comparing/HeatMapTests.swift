import TestSupport
import Testing

@testable import Upsample
@testable import UpsampleImages

@Suite struct HeatMapTests {
  private func drawing(
    _ one: MemoryImage, _ other: MemoryImage, jobs: Int = 1, rules: PixelRules = PixelRules()
  ) throws -> (map: HeatMap, sink: MemorySink) {
    var comparison = ImageComparison(one: one.layout, other: other.layout)
    let ignored = try IgnoredPixels(rules.ignoredRegions, masks: [], of: one.layout)
    if comparison.haveOneSize {
      var options = ComparisonOptions()
      options.rules = rules
      comparison.difference = try ImageDifference(
        MemorySource(one), MemorySource(other), options: options, ignoring: ignored)
    }
    let map = HeatMap(comparison)
    let sink = MemorySink(segmentRows: 7)
    let united = [
      UnitedSource(MemorySource(one), with: other.layout),
      UnitedSource(MemorySource(other), with: one.layout),
    ]
    try map.draw(
      united[0].simplest, united[1].simplest,
      ComparedLayouts(united[0].layout, united[1].layout, rules, ignoring: ignored), to: sink,
      jobs: jobs)
    return (map, sink)
  }

  private func colour(_ bytes: [UInt8], at index: Int) -> Colour {
    Colour(bytes[3 * index], bytes[3 * index + 1], bytes[3 * index + 2])
  }

  @Test(arguments: [1, 3])
  func differencesHaveTheirColours(jobs: Int) throws {
    let layout = ImageLayout(width: 400, height: 390, channels: 3, depth: .eight)
    let one = MemoryImage(layout: layout, samples: Array(repeating: 255, count: 400 * 390 * 3))
    var other = one
    other.samples[3 * (200 * 400 + 100)] -= 40
    other.samples[3 * (2 * 400 + 399) + 2] -= 9
    let (map, sink) = try drawing(one, other, jobs: jobs)
    #expect(map.zoom == 1)
    #expect(sink.isFinished)
    #expect(sink.ends == Array(repeating: false, count: sink.ends.count - 1) + [true])
    #expect(sink.bytes.count == map.layout.height * map.layout.rowBytes)
    #expect(colour(sink.bytes, at: 200 * 400 + 100) == map.scale[40])
    #expect(colour(sink.bytes, at: 2 * 400 + 399) == map.scale[9])
    #expect(colour(sink.bytes, at: 0) == Colour(72, 72, 72))
  }

  @Test func smallPicturesAreMagnified() throws {
    let layout = ImageLayout(width: 8, height: 4, channels: 1, depth: .sixteen)
    let one = MemoryImage(layout: layout, samples: Array(repeating: 0, count: 32))
    var other = one
    other.samples[8 * 1 + 2] = 500
    let (map, sink) = try drawing(one, other)
    #expect(map.zoom == 50)
    for (row, column) in [(50, 100), (99, 149), (50, 149)] {
      #expect(colour(sink.bytes, at: row * map.layout.width + column) == map.scale[500])
    }
    #expect(colour(sink.bytes, at: 49 * map.layout.width + 100) == .black)
  }

  @Test func aRingMarksTheWorstPlace() throws {
    let layout = ImageLayout(width: 400, height: 400, channels: 1, depth: .eight)
    let one = MemoryImage(layout: layout, samples: Array(repeating: 0, count: 160_000))
    var other = one
    other.samples[400 * 399 + 150] = 2
    other.samples[400 * 10] = 1
    let (_, sink) = try drawing(one, other)
    let ring = (0..<160_000).filter { colour(sink.bytes, at: $0) == Colour(0, 255, 130) }
    let distances = ring.map { index in
      let (x, y) = (Double(index % 400 - 150), Double(index / 400 - 399))
      return (x * x + y * y).squareRoot()
    }
    #expect(distances.allSatisfy { (11...16).contains($0) })
    #expect(ring.count > 60)
  }

  /// Of 400x390 and 390x400 pixels of white and of light gray.
  @Test(arguments: [1, 3])
  func sizesThatDifferAreDrawnOneOverTheOther(jobs: Int) throws {
    let wide = ImageLayout(width: 400, height: 390, channels: 1, depth: .eight)
    let tall = ImageLayout(width: 390, height: 400, channels: 3, depth: .eight)
    let (map, sink) = try drawing(
      MemoryImage(layout: wide, samples: Array(repeating: 255, count: 400 * 390)),
      MemoryImage(layout: tall, samples: Array(repeating: 250, count: 390 * 400 * 3)), jobs: jobs)
    #expect(map.layout.width == 400 && map.layout.height == 400 + map.legend.height)
    func drawn(_ x: Int, _ y: Int) -> Colour { colour(sink.bytes, at: y * 400 + x) }
    #expect(drawn(389, 389) == map.scale[5])
    #expect(drawn(390, 389) == Colour(136, 0, 0))
    #expect(drawn(389, 390) == Colour(0, 0, 64 + UInt8(250 * 72 / 255)))
    #expect(drawn(390, 390) == .black)
  }

  @Test func whatDoesNotDifferByTheRulesIsGrayAndWhatDoesNotCountBlack() throws {
    let layout = ImageLayout(width: 400, height: 400, channels: 1, depth: .eight)
    let one = MemoryImage(layout: layout, samples: Array(repeating: 255, count: 160_000))
    var other = one
    for (index, level) in [(100, 254), (200, 40), (300, 40)] {
      other.samples[200 * 400 + index] = UInt16(level)
    }
    var rules = PixelRules()
    rules.tolerance = 0.1
    rules.ignoredRegions = [try #require(ImageRegion(x: 300, y: 200, width: 2, height: 1))]
    let (map, sink) = try drawing(one, other, rules: rules)
    func drawn(_ x: Int) -> Colour { colour(sink.bytes, at: 200 * 400 + x) }
    #expect(drawn(100) == Colour(72, 72, 72))
    #expect(drawn(200) == map.scale[215])
    #expect(drawn(300) == .black && drawn(301) == .black && drawn(302) == Colour(72, 72, 72))
  }

  @Test func equalPicturesAreDrawnToo() throws {
    let one = MemoryImage(
      noise: ImageLayout(width: 5, height: 3, channels: 2, depth: .eight), seed: 4)
    let (map, sink) = try drawing(one, one)
    #expect(sink.bytes.count == map.layout.height * map.layout.rowBytes)
    #expect(sink.bytes.prefix(3 * map.zoom * map.layout.rowBytes).allSatisfy { $0 <= 72 })
  }
}
