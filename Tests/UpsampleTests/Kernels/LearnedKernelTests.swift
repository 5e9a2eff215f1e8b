import TestSupport
import Testing

@testable import Upsample
@testable import UpsampleBase
@testable import UpsampleImages
@testable import UpsampleTensors

/// The kernels that come with the library are there at every scale, and restore edges better
/// than interpolation does.
@Suite struct LearnedKernelTests {
  @Test(arguments: LearnedKernel.allCases)
  func isThereAtEveryScale(kernel: LearnedKernel) {
    for scale in LearnedKernel.scales {
      let bank = kernel.bank(scale: scale)
      #expect(bank.scale == scale)
      #expect((bank.leafCount == 1) == (kernel == .sharp))
    }
  }

  /// Products of an output sample.
  @Test(arguments: [(LearnedKernel.sharp, 64), (.detail, 100), (.detailClean, 130)])
  func costsWhatIsPromised(kernel: LearnedKernel, most: Int) {
    for scale in LearnedKernel.scales {
      let taps = kernel.bank(scale: scale).taps
      #expect(taps * taps <= most)
    }
  }

  @Test(arguments: LearnedKernel.allCases, [2, 3, 4])
  func edgesAreRestoredBetterThanByLanczos3(kernel: LearnedKernel, scale: Int) throws {
    let learned = try error(of: .learned(kernel), scale)
    let lanczos = try error(of: .interpolation(.lanczos3), scale)
    #expect(learned < (kernel == .sharp ? 0.98 : 0.9) * lanczos, "\(learned), \(lanczos)")
  }

  /// The next larger scale there is, and the largest beyond that.
  @Test(arguments: [
    (Ratio(3, 2), "2"), (Ratio(5, 2), "3"), (4, nil), (6, "4"),
  ])
  func otherScalesAreReached(scale: Ratio, by own: String?) throws {
    let chain = try PictureChain(
      .learned(.detail), of: ImageLayout(width: 20, height: 10, channels: 3, depth: .eight),
      by: .scale(width: scale, height: scale), border: .replicate, depth: .eight)
    #expect(
      chain.note.map { $0.contains("makes \(own ?? "") times the size") } == own.map { _ in true })
    #expect(chain.output.width == 20 * scale.numerator / scale.denominator)
  }

  @Test func scaleOneKeepsThePicture() throws {
    let image = MemoryImage(
      noise: ImageLayout(width: 9, height: 7, channels: 3, depth: .eight), seed: 2)
    let chain = try PictureChain(
      .learned(.detail), of: image.layout, by: .scale(width: 1, height: 1), border: .replicate,
      depth: .eight)
    #expect(try run(image, through: chain).bytes == image.bytes)
  }

  @Test func oneFilterIsThereForItsScalesAlone() throws {
    let sharp = Kernel.learned(.sharp)
    let sampled = try sharp.kind.sampled(vertical: 3, horizontal: 3, gain: .asGiven)
    #expect(PhaseGains(sampled.filter, strides: (3, 3)).isUniform)
    let told = refusal {
      _ = try sharp.kind.sampled(vertical: 5, horizontal: 5, gain: .asGiven)
    }
    #expect(told?.hasPrefix("`scale`: there is no sharp of scale 5x5.") == true)
    let detail = refusal {
      _ = try Kernel.learned(.detail).kind.sampled(vertical: 2, horizontal: 2, gain: .asGiven)
    }
    #expect(detail?.hasPrefix("`kernel`: one kernel is needed") == true)
  }

  // MARK: A picture of edges

  /// The mean square error, in squared levels, of a picture that was reduced and enlarged.
  private func error(of kernel: Kernel, _ scale: Int) throws -> Double {
    let side = 30 * scale
    let large = EdgePicture.levels(side: side, of: side)
    let small = MemoryImage(
      layout: ImageLayout(width: 30, height: 30, channels: 1, depth: .eight),
      bytes: EdgePicture.levels(side: 30, of: side))
    let chain = try PictureChain(
      kernel, of: small.layout, by: .scale(width: Ratio(scale, 1), height: Ratio(scale, 1)),
      border: .replicate, depth: .eight)
    let made = try run(small, through: chain).bytes
    return zip(made, large).reduce(0) { sum, pair in
      let difference = Double(pair.0) - Double(pair.1)
      return sum + difference * difference
    } / Double(large.count)
  }
}
