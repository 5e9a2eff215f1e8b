import Testing

@testable import Upsample
@testable import UpsampleBase
@testable import UpsampleExplaining
@testable import UpsampleTensors

/// A kernel of taps for every channel, at a scale.
func analysis(
  _ taps: [[Float]], scale: Ratio = 2, gain: KernelGain = .asGiven
) throws -> KernelAnalysis {
  let tensor = Tensor(shape: [taps.count, taps[0].count], scalars: taps.flatMap { $0 })
  return try KernelAnalysis(
    .filter(.depthwise(tensor)), name: "k.npy", horizontal: scale, vertical: scale, gain: gain)
}

@Suite struct KernelAnalysisTests {
  @Test func bilinearDoublingIsKnown() throws {
    let analysis = try KernelAnalysis(
      .interpolation(.bilinear), name: "bilinear", horizontal: 2, vertical: 1)
    #expect(analysis.taps == Tensor(shape: [1, 4], scalars: [0.25, 0.75, 0.75, 0.25]))
    #expect(analysis.support == (height: 1, width: 2))
    #expect(analysis.phases == [1, 2, 1])
    #expect(analysis.gains == [1, 1])
    #expect(analysis.checkerboard == 0)
    #expect(analysis.isUniform && analysis.isSeparable)
  }

  @Test(arguments: InterpolationFunction.allCases, [Ratio(3, 2), Ratio(5, 4), 3])
  func everyPhaseOfANamedKernelHasAGainOfOne(
    _ function: InterpolationFunction, scale: Ratio
  ) throws {
    let analysis = try KernelAnalysis(
      .interpolation(function), name: "", horizontal: scale, vertical: scale)
    #expect(analysis.gains.count == scale.numerator * scale.numerator)
    #expect(analysis.gains.allSatisfy { abs($0 - 1) < 1e-5 })
    #expect(analysis.isUniform && analysis.isSeparable)
  }

  @Test func unevenPhasesAreACheckerboardUntilTheyAreNormalized() throws {
    let taps: [[Float]] = [[1, 2, 1], [2, 4, 2], [1, 2, 1]]
    let uneven = try analysis(taps)
    #expect(uneven.gains == [4, 4, 4, 4])
    let short = try analysis([[1, 1, 1]], scale: 3)
    #expect(short.gains == [1, 1, 1, 0, 0, 0, 0, 0, 0])
    #expect(short.checkerboard == 1)
    let doubled = try analysis([[1, 2], [3, 4]], gain: .normalized)
    #expect(doubled.taps.scalars == [1, 1, 1, 1])
    #expect(try analysis([[1, 2], [3, 4]]).checkerboard == 3)
  }

  @Test func theStrongestPlaneOfAMixingFilterIsShown() throws {
    let taps = Tensor(shape: [1, 2, 2, 3], scalars: [1, 0, 0, 0, 5, 0, 2, 0, 0, 0, -6, 0])
    let analysis = try KernelAnalysis(
      .filter(.mixing(taps)), name: "k.npy", horizontal: 2, vertical: 1)
    #expect(try #require(analysis.planeChannels) == (output: 1, input: 1))
    #expect(analysis.plane == Tensor(shape: [1, 2], scalars: [5, -6]))
    #expect(analysis.phases == [1, 2, 2])
  }

  @Test func scalesWithTooManyTapsAreRefused() {
    let lanczos = Kernel.interpolation(.lanczos3)
    #expect(throws: UpsampleError.self) {
      try KernelAnalysis(lanczos, name: "lanczos3", horizontal: Ratio(.max, 3), vertical: 1)
    }
    let error = #expect(throws: UpsampleError.self) {
      try KernelAnalysis(lanczos, name: "lanczos3", horizontal: 1000, vertical: 1000)
    }
    #expect(
      error?.description == """
        `scale`: lanczos3 has 6000x6000 taps at this scale.
          Give a scale at which it has at most 1048576.
        """)
  }

  @Test func tapsThatAreNotFiniteAreRefused() throws {
    let filter = UserFilter.depthwise(Tensor(shape: [1, 2], scalars: [.infinity, 1]))
    let error = #expect(throws: UpsampleError.self) {
      try KernelAnalysis(.filter(filter), name: "k.npy", horizontal: 2, vertical: 2)
    }
    #expect(
      error?.description == """
        `kernel`: a filter holds inf as tap 0.
          Every tap must be a finite number.
        """)
  }
}
