import TestSupport
import Testing

@testable import Upsample
@testable import UpsampleBase
@testable import UpsampleImages

@Suite struct PixelRulesTests {
  private let layout = ImageLayout(width: 40, height: 33, channels: 3, depth: .eight)

  private func difference(
    _ one: MemoryImage, _ other: MemoryImage, ignoring ignored: IgnoredPixels? = nil,
    rows: Int? = nil, jobs: Int = 1, _ change: (inout ComparisonOptions) -> Void = { _ in }
  ) throws -> ImageDifference {
    var options = ComparisonOptions()
    options.structuralSimilarity = .lumaAndChannels
    options.jobs = jobs
    change(&options)
    return try ImageDifference(
      MemorySource(one), MemorySource(other), options: options, ignoring: ignored,
      bandRows: rows)
  }

  /// A mask by a function of the place, white where it is false.
  private func mask(_ isBlack: (Int, Int) -> Bool) -> MemoryImage {
    let layout = ImageLayout(width: 40, height: 33, channels: 1, depth: .eight)
    return MemoryImage(
      layout: layout, samples: (0..<40 * 33).map { isBlack($0 % 40, $0 / 40) ? 0 : 1 })
  }

  private func ignored(_ mask: MemoryImage) throws -> IgnoredPixels {
    try IgnoredPixels([], masks: [(MemorySource(mask), "mask")], of: layout)
  }

  /// Beside the right half of a picture, which is left out, its left half is alone.
  @Test(arguments: [1, 2, 5, 13, 33], [1, 3])
  func whatIsIgnoredCountsInNoFigure(rows: Int, jobs: Int) throws {
    let (one, other) = (MemoryImage(noise: layout, seed: 1), MemoryImage(noise: layout, seed: 2))
    func left(_ image: MemoryImage) -> MemoryImage {
      MemoryImage(
        layout: ImageLayout(width: 20, height: 33, channels: 3, depth: .eight),
        samples: (0..<33).flatMap { Array(image.samples[$0 * 120..<$0 * 120 + 60]) })
    }
    let found = try difference(
      one, other, ignoring: ignored(mask { x, _ in x >= 20 }), rows: rows, jobs: jobs)
    let alone = try difference(left(one), left(other))
    #expect(found.pixels == alone.pixels && found.ignoredPixels == 20 * 33)
    #expect(found.maximum == alone.maximum && found.worst == alone.worst)
    #expect(found.differingPixels == alone.differingPixels)
    #expect(found.mean == alone.mean && found.rootMeanSquare == alone.rootMeanSquare)
    #expect(found.psnr == alone.psnr && abs(found.lumaPSNR - alone.lumaPSNR) < 1e-12)
    #expect(abs(try #require(found.ssim) - (try #require(alone.ssim))) < 1e-6)
    for (a, b) in zip(found.channelSSIM, alone.channelSSIM) { #expect(abs(a - b) < 1e-6) }
  }

  @Test func regionsAndMasksAddUp() throws {
    let regions = [(0, 0, 3, 2), (2, 1, 70 - 32, 1)].map {
      ImageRegion(x: $0.0, y: $0.1, width: $0.2, height: $0.3)!
    }
    let found = try IgnoredPixels(
      regions, masks: [(MemorySource(mask { x, y in x == y }), "mask")], of: layout)
    var seen: Set<[Int]> = []
    for row in 0..<33 { found.forEach(inRow: row) { seen.insert([$0, row]) } }
    var expected: Set<[Int]> = []
    for y in 0..<33 {
      for x in 0..<40 where x == y || x < 3 && y < 2 || y == 1 { expected.insert([x, y]) }
    }
    #expect(seen == expected && found.count == expected.count)
  }

  /// A pixel of a mask that is black and not opaque counts, as do all shades of gray.
  @Test func onlyOpaqueBlackIsIgnored() throws {
    let layout = ImageLayout(width: 4, height: 1, channels: 4, depth: .sixteen)
    let image = MemoryImage(
      layout: layout,
      samples: [0, 0, 0, 65535, 0, 0, 0, 65534, 0, 0, 1, 65535, 0, 0, 0, 0])
    let found = try IgnoredPixels([], masks: [(MemorySource(image), "mask")], of: layout)
    #expect(found.count == 1)
  }

  @Test func whatDoesNotFitIsRefused() {
    let small = MemoryImage(
      noise: ImageLayout(width: 40, height: 32, channels: 1, depth: .eight), seed: 1)
    let mask = #expect(throws: UpsampleError.self) {
      try IgnoredPixels([], masks: [(MemorySource(small), "m.png")], of: layout)
    }
    #expect(mask?.description == "m.png: the mask is 40x32 and the pictures are 40x33.")
    for (x, y, width, height) in [(40, 0, 1, 1), (0, 33, 1, 1), (1, 0, 40, 1), (0, 3, 1, 31)] {
      let region = #expect(throws: UpsampleError.self) {
        try IgnoredPixels(
          [ImageRegion(x: x, y: y, width: width, height: height)!], masks: [], of: layout)
      }
      #expect(
        region?.description
          == "\(x),\(y),\(width)x\(height): the region reaches beyond the picture of 40x33.")
    }
  }

  /// Rows that are alike share theirs.
  @Test func theMemoryOfWhatIsIgnoredIsLimited() throws {
    let allowance = MemoryAllowance(name: "the comparison", bytes: 1000)
    let flat = MemorySource(mask { x, _ in x < 20 })
    #expect(
      try IgnoredPixels([], masks: [(flat, "mask")], of: layout, within: allowance).count
        == 20 * 33)
    let striped = MemorySource(mask { x, y in x % 2 == y % 2 })
    let high = ImageLayout(width: 1, height: 200, channels: 3, depth: .eight)
    let corner = ImageRegion(x: 0, y: 0, width: 1, height: 1)!
    for body in [
      { try IgnoredPixels([], masks: [(striped, "mask")], of: layout, within: allowance) },
      { try IgnoredPixels([corner], masks: [], of: high, within: allowance) },
    ] {
      let error = #expect(throws: UpsampleError.self) { try body() }
      #expect(error?.description.contains("bytes to hold in memory") == true, "\(error!)")
    }
  }

  @Test func withoutAWindowThereIsNoSimilarity() throws {
    let image = MemoryImage(noise: layout, seed: 3)
    let found = try difference(
      image, image, ignoring: ignored(mask { x, y in x % 11 == 5 && y % 11 == 5 }))
    #expect(found.ssim == nil && found.channelSSIM.isEmpty)
    let all = try difference(
      image, MemoryImage(noise: layout, seed: 4), ignoring: ignored(mask { _, _ in true }))
    #expect(all.pixels == 0 && all.differingPixels == 0 && all.mean == 0 && all.psnr == .infinity)
    #expect(!all.areIdentical)
  }

  @Test(arguments: [
    (3, 7, 1), (3, 7, 4), (64, 1, 64), (9, 33, 12), (40, 20, 64), (1, 1, 1), (50, 40, 16),
  ])
  func theDensestWindowIsThatOfAll(width: Int, height: Int, side: Int) throws {
    let layout = ImageLayout(width: width, height: height, channels: 1, depth: .eight)
    let one = MemoryImage(noise: layout, seed: 5)
    var other = one
    var random = SeededGenerator(seed: 6)
    for index in other.samples.indices where UInt8.random(in: 0...9, using: &random) < 3 {
      other.samples[index] ^= 1
    }
    let (rows, columns) = (min(side, height), min(side, width))
    var densest = (count: 0, row: 0, column: 0)
    for row in 0...height - rows {
      for column in 0...width - columns {
        var count = 0
        for y in row..<row + rows {
          for x in column..<column + columns
          where one.samples[y * width + x] != other.samples[y * width + x] { count += 1 }
        }
        if count > densest.count { densest = (count, row, column) }
      }
    }
    for (bandRows, jobs) in [(nil, 1), (1, 3), (5, 2)] as [(Int?, Int)] {
      let found = try difference(one, other, rows: bandRows, jobs: jobs) { $0.windowSide = side }
      let place = ImageDifference.Place(row: densest.row, column: densest.column)
      #expect(
        found.densestWindow
          == DensestWindow(
            side: side, differingPixels: densest.count, place: densest.count == 0 ? nil : place))
    }
  }

  @Test func coloursThatNobodySeesDoNotCountWhereVisibleOnesDo() throws {
    let layout = ImageLayout(width: 4, height: 1, channels: 4, depth: .eight)
    let one = MemoryImage(
      layout: layout,
      samples: [10, 20, 30, 0, 200, 0, 0, 1, 200, 0, 0, 128, 5, 5, 5, 255])
    let other = MemoryImage(
      layout: layout,
      samples: [90, 99, 30, 0, 250, 0, 0, 1, 250, 0, 0, 128, 5, 5, 5, 254])
    let stored = try difference(one, other)
    #expect(stored.differingPixels == 4 && stored.maximum == 80)
    let visible = try difference(one, other) { $0.rules.alpha = .visible }
    #expect(visible.differingPixels == 2)
    // 250 * 128 / 255 is 125.49, 200 * 128 / 255 is 100.39.
    #expect(visible.maximum == 25)
    #expect(visible.worst == ImageDifference.Place(row: 0, column: 2))
    #expect(!visible.areIdentical)
    let tolerant = try difference(one, other) {
      $0.rules.alpha = .visible
      $0.rules.tolerance = 0.01
    }
    #expect(tolerant.differingPixels == 1)
  }
}
