import Testing

@testable import Upsample
@testable import UpsampleBase
@testable import UpsampleExplaining

@Suite struct KernelProfileTests {
  private func profile(_ function: InterpolationFunction, scale: Ratio) throws -> KernelProfile {
    try KernelAnalysis(.interpolation(function), name: "", horizontal: scale, vertical: 3)
      .horizontalProfile
  }

  @Test func aProfileIsTheTapsAlongOneAxis() throws {
    let bilinear = try profile(.bilinear, scale: 2)
    #expect(bilinear.distances == [-0.75, -0.25, 0.25, 0.75])
    for (weight, expected) in zip(bilinear.weights, [0.25, 0.75, 0.75, 0.25]) {
      #expect(abs(weight - expected) < 1e-6)
    }
    let rows = try analysis([[1, 2], [3, 4]]).verticalProfile
    #expect(rows.weights == [1.5, 3.5])
  }

  /// The response of the box is the cosine of half the frequency, that of the
  /// triangle a product of such.
  @Test func responsesOfTheBoxAndTheTriangleAreKnown() throws {
    let box = try profile(.nearest, scale: 2)
    let triangle = try profile(.bilinear, scale: 2)
    #expect(abs(box.gain(at: 0.5) - 0.5.squareRoot()) < 1e-6)
    #expect(abs(box.gain(at: 1)) < 1e-6)
    #expect(abs(triangle.gain(at: 0) - 1) < 1e-6)
    // 0.75 cos(pi/4) + 0.25 cos(3 pi/4) = cos(pi/4) / 2.
    #expect(abs(triangle.gain(at: 0.5) - 0.125.squareRoot()) < 1e-6)
  }

  @Test func responsesEndAtHalfTheStrideOrAtTwo() throws {
    #expect(try profile(.nearest, scale: 1).frequencies(steps: 4) == [0, 0.25, 0.5])
    #expect(try profile(.nearest, scale: 3).frequencies(steps: 2) == [0, 0.5, 1, 1.5])
    #expect(try profile(.nearest, scale: 9).frequencies(steps: 1) == [0, 1, 2])
  }
}
