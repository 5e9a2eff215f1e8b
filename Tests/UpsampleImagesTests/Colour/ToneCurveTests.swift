import CKernels
import TestSupport
import Testing

@testable import UpsampleImages

@Suite struct ToneCurveTests {
  private static let depths: [ImageLayout.Depth] = [.eight, .sixteen]

  @Test(arguments: TransferFunctionTests.all, depths)
  func everyCodeComesBackFromItsLight(function: TransferFunction, depth: ImageLayout.Depth) {
    let curve = ToneCurve(function)
    let light = curve.table(of: depth)
    let encoding = EncodingCurve(curve, units: depth, precision: depth)
    for instructions in machineInstructions {
      let codes = encoded(light, by: [encoding], instructions)
      let wrong = codes.enumerated().first { abs($1 - Float($0)) > 0.1 }
      #expect(wrong == nil, "\(instructions)")
    }
  }

  /// Pictures of 16 bits that become such of 8.
  @Test func codesOf16BitsComeBackIn8() {
    let light = ToneCurve.sRGB.table(of: .sixteen)
    let encoding = EncodingCurve(.sRGB, units: .sixteen, precision: .eight)
    let codes = encoded(light, by: [encoding], ck_best_instructions())
    for (code, expected) in zip(codes, 0...) {
      #expect(abs(code / 257 - Float(expected) / 257) < 0.003)
    }
  }

  @Test(arguments: [2.2, 1.8, 1], depths)
  func codesAreAHundredthOfALevelOffAtMost(exponent: Double, depth: ImageLayout.Depth) {
    var random = SeededGenerator(seed: 51)
    let maximum = Double(depth.maximum)
    let light = (0..<20_000).map { _ in Float.random(in: 0...Float(maximum), using: &random) }
    let curve = ToneCurve(.power(exponent))
    let encoding = EncodingCurve(curve, units: depth, precision: depth)
    let codes = encoded(light, by: [encoding], ck_best_instructions())
    for (light, code) in zip(light, codes) {
      let exact = inverse(Double(light) / maximum, exponent) * maximum
      #expect(abs(Double(code) - exact) < 0.012)
    }
  }

  @Test func lightBeyondTheCurveIsBlackOrWhite() {
    let encoding = EncodingCurve(.sRGB, units: .eight, precision: .eight)
    let light: [Float] = [-1, -.infinity, 255.5, 1e9, .infinity, 0]
    let codes = encoded(light, by: [encoding], ck_best_instructions())
    #expect(codes[0] == 0 && codes[1] == 0 && codes[5] == 0)
    #expect(codes[2...4].allSatisfy { abs($0 - 255) < 1e-3 })
  }

  @Test(arguments: machineInstructions, 1...4)
  func everyInstructionSetGivesTheSameBits(instructions: ck_instructions, channels: Int) {
    var random = SeededGenerator(seed: 52)
    let light = (0..<channels * 37).map { _ in Float.random(in: -20...300, using: &random) }
    let curves = [TransferFunction.sRGB, .power(2.2), .bt709].map {
      EncodingCurve(ToneCurve($0), units: .eight, precision: .eight)
    }
    for count in channels >= 3 ? [1, 3] : [1] {
      let fitting = Array(curves.prefix(count))
      let one = encoded(light, by: fitting, instructions, channels: channels)
      let other = encoded(light, by: fitting, CK_PORTABLE, channels: channels)
      #expect(one.map(\.bitPattern) == other.map(\.bitPattern))
      guard channels % 2 == 0 else { continue }
      for alpha in stride(from: channels - 1, to: light.count, by: channels) {
        #expect(one[alpha] == light[alpha])
      }
    }
  }

  @Test func curvesThatDoNotGrowAreNone() {
    #expect(ToneCurve(light: [Float](repeating: 0, count: 65536)) == nil)
    #expect(ToneCurve(light: [Float](repeating: .nan, count: 65536)) == nil)
    #expect(ToneCurve(light: (0..<65536).map { 1 - Float($0) / 65535 }) == nil)
    #expect(ToneCurve(light: (0..<65535).map { Float($0) / 65535 }) == nil)
    let straight = ToneCurve(light: (0..<65536).map { Float($0) / 65535 })
    #expect(straight?.light == ToneCurve(.power(1)).light)
  }

  private func encoded(
    _ light: [Float], by curves: [EncodingCurve], _ instructions: ck_instructions,
    channels: Int = 1
  ) -> [Float] {
    var pixels = light
    ck_encode_light(
      instructions, &pixels, light.count / channels, channels, curves.map(\.curve),
      curves.count)
    return pixels
  }
}
