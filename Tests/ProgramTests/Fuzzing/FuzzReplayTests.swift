import Testing
import Upsample

/// The seeds of fuzzing, and what it found, run once more: nothing may trap.
///
/// Files that once broke something stand among the seeds under a name that says
/// what they hold.
@Suite struct FuzzReplayTests {
  @Test(arguments: FuzzTarget.allCases)
  func nothingTraps(target: FuzzTarget) throws {
    let folder = "\(fuzzSeeds)/\(target.rawValue)"
    let names = try entries(of: FilePath(folder))
    #expect(names.count > 10)
    for name in names {
      let bytes = try readFile("\(folder)/\(name)")
      for variant in variants(of: bytes, seed: UInt64(bytes.count)) { target.run(variant) }
    }
  }

  /// The bytes, cut at several places, and with single bytes changed.
  private func variants(of bytes: [UInt8], seed: UInt64) -> [[UInt8]] {
    var state = seed
    func random(below limit: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % max(1, limit)
    }
    let cut = (0..<8).map { _ in Array(bytes.prefix(random(below: bytes.count))) }
    let changed = (0..<40).map { _ in
      var changed = bytes
      if !bytes.isEmpty { changed[random(below: bytes.count)] = UInt8(random(below: 256)) }
      return changed
    }
    return [bytes] + cut + changed
  }
}

/// The folder of the seeds, one folder a target.
let fuzzSeeds: String = {
  let folder = FilePath(#filePath).parent
  return folder.appending(FilePath("Seeds")).description
}()
