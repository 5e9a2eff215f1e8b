import TestSupport
import Testing

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
