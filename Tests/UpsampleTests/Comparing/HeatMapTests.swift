import TestSupport
import Testing

@testable import Upsample
@testable import UpsampleImages

@Suite struct HeatMapTests {
  private func drawing(
    _ one: MemoryImage, _ other: MemoryImage, jobs: Int = 1
  ) throws -> (map: HeatMap, sink: MemorySink) {
    let difference = try ImageDifference(
      MemorySource(one), MemorySource(other), options: ComparisonOptions())
    let map = HeatMap(difference)
    let sink = MemorySink(segmentRows: 7)
    try map.draw(
      MemorySource(one), MemorySource(other), as: difference.layout, to: sink, jobs: jobs)
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

  @Test func equalPicturesAreDrawnToo() throws {
    let one = MemoryImage(
      noise: ImageLayout(width: 5, height: 3, channels: 2, depth: .eight), seed: 4)
    let (map, sink) = try drawing(one, one)
    #expect(sink.bytes.count == map.layout.height * map.layout.rowBytes)
    #expect(sink.bytes.prefix(3 * map.zoom * map.layout.rowBytes).allSatisfy { $0 <= 72 })
  }
}
