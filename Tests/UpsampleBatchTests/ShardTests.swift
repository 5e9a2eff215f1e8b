import Testing

@testable import UpsampleBase
@testable import UpsampleBatch

/// A name, its hash, and its part among each of ``ShardTests/counts``.
struct ShardGolden {
  let name: [UInt8]
  let hash: UInt64
  let parts: [Int]
}

@Suite struct ShardTests {
  static let counts = [1, 2, 3, 8, 16, 1000, 1_000_000]

  @Test(arguments: shardGoldens)
  func theSplitIsAFormat(golden: ShardGolden) {
    #expect(stableHash(golden.name) == golden.hash)
    let name = FilePath(bytes: golden.name)
    #expect(Self.counts.map { Shard.index(of: name, among: $0) } == golden.parts)
  }

  @Test(arguments: counts)
  func everyNameBelongsToOnePart(count: Int) throws {
    for number in 0..<200 {
      let name = FilePath("folder/\(number).png")
      let owner = Shard.index(of: name, among: count)
      #expect((0..<count).contains(owner))
      #expect(try Shard(owner, of: count).owns(name))
      if count > 1 { #expect(try !Shard((owner + 1) % count, of: count).owns(name)) }
    }
  }

  @Test func twiceAsManyPartsCutEachInTwo() {
    for number in 0..<1000 {
      let name = FilePath("\(number)")
      #expect(Shard.index(of: name, among: 7) == Shard.index(of: name, among: 14) / 2)
    }
  }

  /// Chi-square over 64 parts of consecutive names, the hardest case for a hash.
  /// Its mean is 63 and its standard deviation 11.
  @Test func consecutiveNamesSpreadEvenly() {
    var sizes = [Int](repeating: 0, count: 64)
    for number in 0..<64_000 {
      sizes[Shard.index(of: FilePath("IMG_\(number).jpg"), among: 64)] += 1
    }
    let chiSquare = sizes.reduce(0.0) { $0 + Double(($1 - 1000) * ($1 - 1000)) / 1000 }
    #expect(chiSquare < 63 + 4 * 11, "\(sizes)")
  }

  @Test(arguments: [
    (8, 8, "there is no part 8 of 8.\n  Parts are counted from 0: they are 0/8 to 7/8."),
    (-1, 8, "there is no part -1 of 8.\n  Parts are counted from 0: they are 0/8 to 7/8."),
    (0, 0, "0 is no number of parts; it is 1 to 1000000."),
    (0, 1_000_001, "1000001 is no number of parts; it is 1 to 1000000."),
  ])
  func partsBeyondTheLastAreRefused(index: Int, count: Int, message: String) {
    let refusal = #expect(throws: UpsampleError.self) { try Shard(index, of: count) }
    #expect(refusal?.description == "`shard`: \(message)")
  }
}
