import TestSupport
import Testing
import UpsampleBase

@testable import UpsampleTensors

@Suite struct ResizeTests {
  private static let rules: [ResizeRule] =
    [.tensorFlow, .pytorch, .pytorchAlignCorners, .pytorchNearest, .onnx]
    + ResizeRule.Coordinates.allCases.flatMap { coordinates in
      ResizeRule.Rounding.allCases.map {
        ResizeRule(coordinates: coordinates, rounding: $0, border: .excluded)
      }
    }

  @Test(arguments: rules, ResizeMethod.allCases)
  func outputsAreThoseOfTheDefinition(rule: ResizeRule, method: ResizeMethod) throws {
    for seed in 0..<30 {
      var numbers = SeededGenerator(seed: UInt64(seed))
      let format = numbers.pick(DataFormat.allCases)
      let rank = format.spatialRank
      let draw = { (0..<rank).map { _ in Int.random(in: 1...5, using: &numbers) } }
      let (input, size) = (draw(), draw())
      let shape = Shape([numbers.pick([0, 1, 2])] + input + [numbers.pick([1, 3])])
      let value = numbers.realTensor(shape)
      let expected = ReferenceResize(
        method, rule, cubicSteps: rule.cubicSteps.map(Double.init))(value, size: size)
      let arrange = { (tensor: Tensor) in
        format.hasChannelsFirst ? channelsFirst(tensor) : tensor
      }
      let seen = try resize(
        arrange(value), size: size, method: method, rule: rule, dataFormat: format)
      try #require(seen.shape == arrange(expected).shape)
      for (seen, expected) in zip(seen.scalars, arrange(expected).scalars) {
        #expect(abs(seen - expected) < 2e-5, "seed \(seed) \(input) \(size) \(format)")
      }
    }
  }

  @Test func theRulesDifferWhereTheLibrariesDo() throws {
    let value = Tensor(shape: [1, 1, 2, 1], scalars: [0, 1])
    func resized(_ rule: ResizeRule, _ method: ResizeMethod = .bilinear) throws -> [Float] {
      try resize(value, size: [1, 4], method: method, rule: rule).scalars
    }
    #expect(try resized(.tensorFlow) == [0, 0.25, 0.75, 1])
    #expect(try resized(.pytorchAlignCorners) == [0, 1 / 3 as Float, 2 / 3 as Float, 1])
    #expect(try resized(ResizeRule(coordinates: .asymmetric)) == [0, 0.5, 1, 1])
    #expect(try resized(.pytorch, .bicubic)[0] == -0.10546875)
    #expect(try resized(.pytorchNearest, .nearest) == [0, 0, 1, 1])
  }

  @Test func aSampleThatWeighsNothingTakesNoPart() throws {
    let value = Tensor(shape: [1, 1, 3, 1], scalars: [.infinity, 1, .nan])
    let seen = try resize(
      value, size: [1, 5], method: .bilinear, rule: ResizeRule(coordinates: .alignCorners))
    #expect(seen.scalars[0] == .infinity && seen.scalars[2] == 1 && seen.scalars[4].isNaN)
  }

  @Test func threadsBearOnNoBit() throws {
    var numbers = SeededGenerator(seed: 2)
    let value = numbers.realTensor([2, 33, 21, 3])
    let expected = try resize(value, size: [70, 65], method: .bicubic, threads: 1)
    for threads in [2, 3, 7] {
      #expect(try resize(value, size: [70, 65], method: .bicubic, threads: threads) == expected)
    }
  }

  @Test(arguments: ResizeRule.Coordinates.allCases, ResizeMethod.allCases)
  func outputsLieAsFarApartAsScalesTell(
    coordinates: ResizeRule.Coordinates, method: ResizeMethod
  ) throws {
    let rule = ResizeRule(coordinates: coordinates)
    for seed in 0..<30 {
      var numbers = SeededGenerator(seed: UInt64(seed))
      let value = numbers.realTensor([1, numbers.pick([2, 3, 5]), numbers.pick([1, 4, 7]), 2])
      let scales =
        [numbers.pick([0.5523, 1.2718, 2.4142]), numbers.pick([1.1317, 1.9021, 3.3166])] as [Float]
      let size = zip(value.shape.extents[1...2], scales).map { Int(Float($0) * $1) }
      let expected = ReferenceResize(method, rule)(value, size: size, scales: scales)
      let seen = try resize(value, scales: scales, method: method, rule: rule)
      try #require(seen.shape == expected.shape)
      for (seen, expected) in zip(seen.scalars, expected.scalars) {
        #expect(abs(seen - expected) < 2e-5, "seed \(seed) \(value.shape) \(scales)")
      }
    }
  }

  @Test func whatLiesBeyondARegionHasTheNumberThatIsGiven() throws {
    let value = Tensor(shape: [1, 2, 2, 1], scalars: [1, .nan, 3, 4])
    let rule = ResizeRule(
      coordinates: .cropAndResize, region: [[0, 1], [-1, 1]], extrapolation: .infinity)
    let seen = try resize(value, size: [2, 3], rule: rule)
    #expect(seen.scalars[0...1] == [.infinity, 1] && seen.scalars[2].isNaN)
    #expect(seen.scalars[3...] == [.infinity, 3, 4])
    let turned = ResizeRule(coordinates: .cropAndResize, region: [[0, 1], [1, 0]])
    #expect(try resize(value, size: [2, 2], rule: turned).scalars[2...] == [4, 3])
  }

  static let refusals: [(ResizeRule, String)] = [
    (
      ResizeRule(region: [[0, 1], [0, 1]]),
      "the region [[0.0, 1.0], [0.0, 1.0]] was given, but half_pixel heeds none.\n  "
        + "Leave it out, or choose tf_crop_and_resize."
    ),
    (
      ResizeRule(coordinates: .cropAndResize, region: [[0, 1], [.nan, 1]]),
      "the region [[0.0, 1.0], [nan, 1.0]] is not 2 pairs of finite numbers.\n  "
        + "Give the begin and the end of [height, width], such as 0 and 1 for all of it."
    ),
    (
      ResizeRule(cubicCoefficient: .infinity),
      "the cubic coefficient inf is not finite.\n  Give -0.5 or -0.75."
    ),
  ]

  @Test(arguments: refusals) func rulesThatTellNoPlacesAreRefused(
    rule: ResizeRule, message: String
  ) {
    let value = Tensor(repeating: 0, shape: [1, 2, 2, 1])
    let seen = refusal { _ = try resize(value, size: [3, 3], rule: rule, name: "up") }
    #expect(seen == "resize \"up\": " + message)
  }

  @Test(
    arguments: [[], [2], [.nan, 1], [-1, 1], [0.1, 1], [1e30, 1], [.infinity, 2]] as [[Float]])
  func scalesThatMakeNoTensorAreRefused(scales: [Float]) {
    let value = Tensor(repeating: 0, shape: [1, 2, 2, 1])
    #expect(throws: UpsampleError.self) { try resize(value, scales: scales) }
  }

  static let hostile: [[Int]] = [
    [], [4], [4, 4, 4], [0, 4], [-1, 4], [.min, .max], [1 << 24, 1 << 24], [.max, 1],
  ]

  @Test(arguments: hostile) func sizesThatMakeNoTensorAreRefused(size: [Int]) {
    let value = Tensor(repeating: 0, shape: [1, 2, 2, 1])
    #expect(throws: UpsampleError.self) { try resize(value, size: size) }
  }

  @Test func valuesWithoutSamplesAreRefused() throws {
    #expect(throws: UpsampleError.self) {
      try resize(Tensor(repeating: 0, shape: [1, 0, 2, 1]), size: [2, 2])
    }
    #expect(throws: UpsampleError.self) {
      try resize(
        Tensor(repeating: 0, shape: [1, 2, 2, 1]), size: [2, 3],
        rule: ResizeRule(cubicCoefficient: .nan))
    }
    let none = Tensor(repeating: 0, shape: [0, 2, 2, 1])
    #expect(try resize(none, size: [5, 1 << 20]).shape == [0, 5, 1 << 20, 1])
  }
}
