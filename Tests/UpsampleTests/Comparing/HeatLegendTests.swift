import TestSupport
import Testing

@testable import Upsample
@testable import UpsampleImages

@Suite struct HeatLegendTests {
  private func legend(maximum: UInt16, width: Int) throws -> Canvas {
    let layout = ImageLayout(width: 1, height: 1, channels: 1, depth: .sixteen)
    var comparison = ImageComparison(one: layout, other: layout)
    comparison.difference = try ImageDifference(
      MemorySource(MemoryImage(layout: layout, samples: [0])),
      MemorySource(MemoryImage(layout: layout, samples: [maximum])), options: ComparisonOptions())
    return HeatLegend(HeatScale(maximum: Int(maximum)), comparison).drawing(width: width)
  }

  /// The columns of a line that have another colour than the background.
  private func columns(_ canvas: Canvas, line: Int) -> [Int] {
    (0..<canvas.width).filter { canvas[$0, line] != .black }
  }

  @Test func theBarGoesFromTheFirstLevelToTheLast() throws {
    let canvas = try legend(maximum: 300, width: 400)
    #expect(columns(canvas, line: 25) == Array(8..<392))
    #expect(canvas[8, 25] == HeatScale.colour(at: 0))
    #expect(canvas[391, 25] == HeatScale.colour(at: 1))
  }

  @Test(
    arguments: [(1, [8]), (2, [8, 391]), (4, [8, 199, 391]), (65535, nil)] as [(UInt16, [Int]?)])
  func ticksStandAtTheirLevels(maximum: UInt16, ticks: [Int]?) throws {
    let found = columns(try legend(maximum: maximum, width: 400), line: 33)
    if let ticks { #expect(found == ticks) }
    #expect(found.first == 8)
    #expect(zip(found, found.dropFirst()).allSatisfy { $1 - $0 > 8 }, "\(found)")
  }

  @Test func equalPicturesHaveNoBar() throws {
    let canvas = try legend(maximum: 0, width: 400)
    #expect(columns(canvas, line: 25).isEmpty)
    #expect(!columns(canvas, line: 9).isEmpty)
  }

  @Test(arguments: [(400, 56), (1200, 112), (100_000, 224)])
  func wideLegendsAreHigher(width: Int, height: Int) throws {
    #expect(try legend(maximum: 7, width: width).height == height)
  }
}
