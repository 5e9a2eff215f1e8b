import Testing

@testable import UpsampleImages

@Suite struct TransferFunctionTests {
  static let all: [TransferFunction] = [
    .sRGB, .power(1), .power(1.8), .power(2.2), .power(2.8), .bt709, .perceptualQuantizer,
    .hybridLogGamma,
  ]

  @Test(arguments: all)
  func lightGoesFromNoneToAllAndNeverBack(function: TransferFunction) {
    let light = (0...65535).map { function.light(of: Double($0) / 65535) }
    #expect(light[0] == 0)
    #expect(abs(light[65535] - 1) < 1e-6)
    #expect(zip(light, light.dropFirst()).allSatisfy { $0 < $1 })
  }

  /// From the tables and examples of the standards.
  @Test(
    arguments: [
      (.sRGB, 188.0 / 255, 0.50289, 1e-5), (.sRGB, 0.04045, 0.00313080, 1e-7),
      (.bt709, 0.081, 0.018, 1e-5), (.bt709, 0.5, 0.259719, 1e-6),
      (.perceptualQuantizer, 0.508078, 0.01, 1e-5), (.perceptualQuantizer, 0.751827, 0.1, 1e-5),
      (.hybridLogGamma, 0.5, 1.0 / 12, 1e-9), (.hybridLogGamma, 0.75, 0.264962, 1e-5),
      (.power(2.2), 0.5, 0.217638, 1e-6),
    ] as [(TransferFunction, Double, Double, Double)])
  func lightIsThatOfTheStandard(
    function: TransferFunction, sample: Double, light: Double, tolerance: Double
  ) {
    let computed = function.light(of: sample)
    #expect(abs(computed - light) < tolerance, "\(computed)")
  }

  @Test func codePointsAreThoseOfH273() {
    #expect(TransferFunction(codePoint: 13) == .sRGB)
    #expect([1, 6, 14, 15].allSatisfy { TransferFunction(codePoint: $0) == .bt709 })
    #expect(TransferFunction(codePoint: 16) == .perceptualQuantizer)
    #expect(TransferFunction(codePoint: 18) == .hybridLogGamma)
    #expect([0, 2, 3, 19, 255].allSatisfy { TransferFunction(codePoint: $0) == nil })
  }
}
