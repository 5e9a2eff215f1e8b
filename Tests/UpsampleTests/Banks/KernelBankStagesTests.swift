import TestSupport
import Testing

@testable import Upsample
@testable import UpsampleBase
@testable import UpsampleImages
@testable import UpsampleTensors

/// What a bank does to pictures of every scale, and where it stands for one filter.
@Suite struct KernelBankStagesTests {
  private static let layout = ImageLayout(width: 13, height: 9, channels: 3, depth: .eight)

  private func bank(leaves: Int, scale: Int = 2) throws -> KernelBank {
    var random = SeededGenerator(seed: UInt64(leaves))
    return try KernelBank(scale: scale, taps: 5, leaves: leaves, using: &random)
  }

  private func chain(
    _ kernel: Kernel, by magnification: Magnification
  ) throws -> PictureChain {
    try PictureChain(
      kernel, of: Self.layout, by: magnification, border: .reflect, depth: .eight)
  }

  /// The same sums in another order: samples may differ by one level.
  @Test(arguments: [2, 3, 4])
  func aBankOfOneKernelIsItsFilter(scale: Int) throws {
    let bank = try bank(leaves: 1, scale: scale)
    let image = MemoryImage(noise: Self.layout, seed: 3)
    let by = Magnification.scale(width: Ratio(scale, 1), height: Ratio(scale, 1))
    let made = try run(image, through: chain(.bank(bank), by: by))
    let filtered = try run(image, through: chain(.filter(bank.filter(ofLeaf: 0)), by: by))
    #expect(made.layout == filtered.layout)
    #expect(zip(made.samples, filtered.samples).allSatisfy { abs(Int($0) - Int($1)) <= 1 })
    #expect(zip(made.samples, filtered.samples).filter { $0 != $1 }.count < 20)
  }

  @Test func itsOwnScaleIsReachedByTheBankAlone() throws {
    let chain = try chain(.bank(bank(leaves: 7)), by: .scale(width: 2, height: 2))
    #expect(chain.chain.stages.count == 1)
    #expect(chain.note == nil)
  }

  @Test(arguments: [
    (Magnification.scale(width: Ratio(3, 2), height: Ratio(3, 2)), 20, 14),
    (.scale(width: 5, height: 5), 65, 45), (.scale(width: 1, height: 2), 13, 18),
    (.size(width: 17, height: nil), 17, 12),
  ])
  func otherScalesAreReachedFromThere(_ magnification: Magnification, width: Int, height: Int)
    throws
  {
    let bank = try bank(leaves: 7)
    let chain = try chain(.bank(bank), by: magnification)
    #expect(
      chain.note
        == "the bank makes 2 times the size, and bicubic leads from there to \(width)x\(height)")
    let image = MemoryImage(noise: Self.layout, seed: 4)
    let made = try run(image, through: chain)
    #expect((made.layout.width, made.layout.height) == (width, height))
    for jobs in [1, 3] {
      #expect(try run(image, through: chain, segmentRows: 5, jobs: jobs).bytes == made.bytes)
    }
  }

  /// What a smaller picture can't show is smoothed away, and light is kept.
  @Test func constantsStayConstant() throws {
    let image = MemoryImage(
      layout: Self.layout, bytes: Array(repeating: 77, count: 13 * 9 * 3))
    for magnification in [
      Magnification.scale(width: 2, height: 2), .scale(width: Ratio(5, 4), height: Ratio(7, 3)),
    ] {
      let made = try run(image, through: chain(.bank(bank(leaves: 9)), by: magnification))
      #expect(Set(made.bytes) == [77])
    }
  }

  @Test func severalKernelsAreNoFilter() throws {
    let kernel = Kernel.bank(try bank(leaves: 3))
    let told = refusal {
      _ = try kernel.kind.sampled(vertical: 2, horizontal: 2, gain: .asGiven)
    }
    #expect(told?.hasPrefix("`kernel`: one kernel is needed, and the bank has 3.\n") == true)
  }
}
