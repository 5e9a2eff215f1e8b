import TestSupport
import Testing
import Upsample
import UpsampleExplaining

/// What is told and drawn of a bank.
@Suite struct BankAnalysisTests {
  /// A bank that tells what is brighter than the pixel to the right from the rest, and of the
  /// rest what is flat.
  private func bank() throws -> KernelBank {
    try KernelBank(
      scale: 2, taps: 3,
      nodes: [
        BankNode(
          .difference(24, 25, over: 1), above: 0.5, lower: .node(1), higher: .leaf(2)),
        BankNode(.deviation(within: 2, over: 0), above: 3, lower: .leaf(0), higher: .leaf(1)),
      ], leaves: Array(repeating: 0, count: 3 * 4 * 9))
  }

  @Test func theTreeIsTold() throws {
    let analysis = BankAnalysis(try bank(), name: "a.bank")
    #expect(analysis.depths == [2, 2, 1])
    #expect(analysis.multiplications == 9)
    let lines = [
      "(p(0,0) - p(1,0)) / d1 > 0.5?", "  kernel 2", "else", "  d2 > 3?", "    kernel 1",
      "  else", "    kernel 0",
    ]
    #expect(analysis.treeLines(levels: 5) == lines)
    #expect(analysis.treeLines(levels: 1) == Array(lines[..<3]) + ["  2 kernels"])
  }

  @Test func everyKernelIsDrawnInAColourOfItsOwn() throws {
    let folder = try TestFolder()
    var random = SeededGenerator(seed: 9)
    for leaves in [2, 30] {
      let bank = try KernelBank(scale: 3, taps: 5, leaves: leaves, using: &random)
      try BankAnalysis(bank, name: "k").writeImage(png: .file(folder["sheet.png"]))
      let drawn = try Tensor(image: folder["sheet.png"])
      let pixels = stride(from: 0, to: drawn.scalars.count, by: 3).map {
        Array(drawn.scalars[$0..<$0 + 3])
      }
      #expect(Set(pixels).count > leaves)
    }
  }

  /// A flat picture, and one that falls to the right at a step.
  @Test func theMapShowsWhichKernelEachPixelTakes() throws {
    let folder = try TestFolder()
    let picture = try Tensor(shape: [1, 20, 30, 1]) { $0[2] < 15 ? 200 : 40 }
    try picture.write(image: folder["in.png"])
    let shares = try BankAnalysis(bank(), name: "a.bank").writeMap(
      of: folder["in.png"], png: .file(folder["map.png"]))
    #expect(abs(shares.reduce(0, +) - 1) < 1e-12)
    #expect(shares[0] > 0.8, "flat places")
    let map = try Tensor(image: folder["map.png"])
    #expect(map.shape == [1, 20, 30, 3])
    let flat = Array(map.scalars[..<3])
    let taken = stride(from: 0, to: map.scalars.count, by: 3).filter {
      Array(map.scalars[$0..<$0 + 3]) == flat
    }
    #expect(Double(taken.count) / 600 == shares[0])
  }
}
