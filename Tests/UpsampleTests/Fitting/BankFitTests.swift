import TestSupport
import Testing
import UpsampleBase

@testable import Upsample

@Suite struct BankFitTests {
  private func fit(
    _ pictures: [FitImage], leaves: Int, jobs: Int = 2,
    heldBack: [FitImage] = [],
    failed: @escaping (UpsampleError) -> Void = { _ in }
  ) throws -> BankFit {
    var options = FitOptions()
    (options.taps, options.jobs) = (5, jobs)
    options.degradations = [Degradation(.bicubic), Degradation(.area, quality: 60...90, weight: 2)]
    return try fitBank(
      to: pictures, heldBack: heldBack, leaves: leaves, options: options, effort: .little,
      failed: failed)
  }

  @Test func sameForAnyJobsAndOrder() throws {
    let folder = try TestFolder()
    let pictures = try fittedPictures(folder, 3)
    let one = try fit(pictures, leaves: 6, jobs: 1)
    #expect(one.bank.leafCount == 6)
    #expect(one.images == 3)
    for jobs in 2...3 {
      #expect(try fit(pictures.reversed(), leaves: 6, jobs: jobs).bank == one.bank)
    }
  }

  @Test func aTreeOfFewerLeavesIsTheBeginning() throws {
    let folder = try TestFolder()
    let pictures = try fittedPictures(folder, 2)
    let (few, many) = try (fit(pictures, leaves: 3), fit(pictures, leaves: 6))
    for (node, other) in zip(few.bank.nodes, many.bank.nodes) {
      #expect(node.feature == other.feature)
      #expect(node.threshold == other.threshold)
    }
  }

  @Test func oneLeafIsTheKernel() throws {
    let folder = try TestFolder()
    let pictures = try fittedPictures(folder, 2)
    let bank = try fit(pictures, leaves: 1).bank
    var options = FitOptions()
    options.taps = 5
    options.degradations = [Degradation(.bicubic), Degradation(.area, quality: 60...90, weight: 2)]
    let kernel = try fitKernel(to: pictures, options: options).taps
    let window = options.window
    for phase in 0..<4 {
      for member in window.members(ofPhase: phase) {
        let tap = bank.leaves[phase * 25 + member.input]
        #expect(abs(tap - kernel[member.tap / 10, member.tap % 10]) < 1e-3)
      }
    }
  }

  @Test func comesCloserThanOneKernel() throws {
    let folder = try TestFolder()
    let pictures = try fittedPictures(folder, 4)
    let quality = try fit(Array(pictures.dropFirst()), leaves: 8, heldBack: [pictures[0]]).quality
    #expect(quality.map(\.kernel) == ["bilinear", "bicubic", "lanczos3", "fitted", "bank"])
    for course in 0..<2 { #expect(quality[4].psnr[course] > quality[3].psnr[course]) }
  }

  @Test func leavesOutDamagedPictures() throws {
    let folder = try TestFolder()
    let pictures = try fittedPictures(folder, 2)
    let damaged = FitImage(
      FilePath("damaged.png"),
      wanted: try folder.write(
        Array(grayPNG(width: 48, height: 48, level: fittedLevel).prefix(900)), to: "damaged.png"))
    var failures = 0
    let some = try fit(pictures + [damaged], leaves: 2, failed: { _ in failures += 1 })
    #expect(failures == 1)
    #expect(some.images == 2)
    #expect(throws: UpsampleError.self) { try fit([damaged], leaves: 2) }
  }

  @Test(arguments: [(5, 7, 4), (2, 8, 4), (2, 7, 0), (2, 17, 4), (2, 7, 1025)])
  func refusesWhatMakesNoBank(scale: Int, taps: Int, leaves: Int) throws {
    let folder = try TestFolder()
    let pictures = try fittedPictures(folder, 1)
    var options = FitOptions()
    (options.scale, options.taps) = (scale, taps)
    #expect(throws: UpsampleError.self) {
      try fitBank(to: pictures, heldBack: [], leaves: leaves, options: options)
    }
  }

  @Test func refusesReductionsOfADirection() throws {
    let folder = try TestFolder()
    let pictures = try fittedPictures(folder, 1)
    var options = FitOptions()
    (options.taps, options.degradations) = (5, [Degradation(.area), Degradation(.skip)])
    let error = #expect(throws: UpsampleError.self) {
      try fitBank(to: pictures, heldBack: [], leaves: 4, options: options)
    }
    #expect(error.map { "\($0)".contains("skip") } == true)
  }

  @Test func leavesSumToTheWhole() throws {
    var random = SplitMix64(seed: 5)
    let small = LumaPlane(
      width: 23, height: 19, values: (0..<23 * 19).map { _ in Int16(random.next() % 4081) })
    let large = LumaPlane(
      width: 46, height: 38, values: (0..<46 * 38).map { _ in Int16(random.next() % 4081) })
    let window = FittedWindow(scale: 2, taps: 5)
    let nodes = [
      BankNode(.deviation(within: 1, over: 3), above: 1, lower: .leaf(0), higher: .node(1)),
      BankNode(.difference(3, 40, over: 2), above: 0.2, lower: .leaf(2), higher: .leaf(1)),
    ]
    let sums = LeafSums(nodes, window, .reflect)
    sums.add(small, large, weight: 3, first: 1)
    var (total, whole) = (NormalSums(columns: 29), NormalSums(columns: 29))
    for leaf in 0..<3 {
      #expect(sums[leaf].samples > 0)
      total += sums[leaf]
    }
    var all = SampleChoice(23 * 19, of: 23 * 19, seed: 0)
    whole.add(small, large, window, .reflect, weight: 3, choosing: &all)
    #expect(total.symmetric(window.symmetries) == whole.symmetric(window.symmetries))
  }

  @Test func sumsOfTheWholeAreAddedInShares() {
    var (few, many) = (NormalSums(columns: 2), NormalSums(columns: 2))
    (few.samples, few.products) = (4, [8, 2, 0, 6])
    (many.samples, many.products) = (100, [300, 100, 0, 500])
    let guided = WeighedSums(few).adding(10, of: WeighedSums(many))
    #expect([guided[0, 0], guided[0, 1], guided[1, 0], guided[1, 1]] == [38, 12, 12, 56])
    let twice = WeighedSums(few).adding(7, of: guided)
    #expect(twice[0, 0] == 8 + 38.0 / 2)
  }

  @Test func residualsAreThoseOfTheSolution() {
    var random = SplitMix64(seed: 9)
    var sums = NormalSums(columns: 6)
    var block = SampleBlock(columns: 6)
    for _ in 0..<500 {
      block.add(to: &sums, weight: 1) { place in
        for column in 0..<6 {
          place[column * SampleBlock.capacity] = Int16(Int(random.next() % 801) - 400)
        }
        place[5 * SampleBlock.capacity] += place[0] / 2 - place[SampleBlock.capacity] / 3
      }
    }
    block.flush(to: &sums, weight: 1)
    let matrix = (0..<16).map { Double(sums[$0 / 4, $0 % 4]) + ($0 % 5 == 0 ? 8001 : 0) }
    let factor = CholeskyFactor(matrix, size: 4)!
    let expected = (4..<6).reduce(0.0) { total, output in
      let right = (0..<4).map { Double(sums[$0, output]) }
      let explained = zip(right, factor.solve(right)).reduce(0) { $0 + $1.0 * $1.1 }
      return total + Double(sums[output, output]) - explained
    }
    #expect(abs(sums.residual(inputs: 4) - expected) < 1e-9 * expected)
  }
}

extension GrowthEffort {
  /// As little as finds anything.
  fileprivate static var little: GrowthEffort {
    var effort = GrowthEffort()
    (effort.samples, effort.features, effort.fewSamples) = (2000, 12, 300)
    (effort.finalists, effort.manySamples, effort.leafSamples) = (3, 1000, 60)
    return effort
  }
}
