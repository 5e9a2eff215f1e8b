import TestSupport
import Testing

@testable import UpsampleTensors

@Suite struct FilterGradientTests {
  private func innerProduct(_ a: Tensor, _ b: Tensor) -> Double {
    zip(a.scalars, b.scalars).reduce(0) { $0 + Double($1.0) * Double($1.1) }
  }

  /// A convolution is linear in its filter, so `<conv(x, w), y> = <w, gradient(x, y)>` for
  /// every `w`: on whole numbers exactly.
  @Test(arguments: OperationName.convolutions)
  func theGradientIsTheAdjointInTheFilter(name: OperationName) throws {
    for seed in 4000..<4150 {
      guard let sample = ConvolutionCase(name, seed: seed) else { continue }
      var numbers = SeededGenerator(seed: UInt64(seed))
      let outputGradient = numbers.wholeTensor(sample.expected.shape)
      let convolution = Convolution(call: sample.call, filter: sample.filter)
      let gradient = try convolution.filterGradient(
        value: sample.value, outputGradient: outputGradient)
      #expect(gradient.shape == sample.filter.shape)
      for _ in 0..<3 {
        let filter = numbers.wholeTensor(sample.filter.shape)
        let output = try sample.call.run(value: sample.value, filter: filter)
        #expect(
          innerProduct(output, outputGradient) == innerProduct(filter, gradient),
          "seed \(seed): \(sample)")
      }
      let valueGradient = try convolution.valueGradient(
        value: sample.value.shape, outputGradient: outputGradient)
      let value = numbers.wholeTensor(sample.value.shape)
      let output = try sample.call.run(value: value, filter: sample.filter)
      #expect(
        innerProduct(output, outputGradient) == innerProduct(value, valueGradient),
        "value, seed \(seed): \(sample)")
    }
  }

  @Test func threadsBearOnNoBit() throws {
    var numbers = SeededGenerator(seed: 1)
    let convolution = try Convolution(
      .transposedConv2D, filter: numbers.realTensor([4, 4, 3, 20]), strides: 2, padding: .same)
    let value = numbers.realTensor([2, 33, 31, 20])
    let gradient = numbers.realTensor([2, 66, 62, 3])
    let expected = try convolution.filterGradient(
      value: value, outputGradient: gradient, threads: .caller)
    for threads in [2, 5] {
      let seen = try convolution.filterGradient(
        value: value, outputGradient: gradient, threads: ThreadBudget(threads: threads))
      #expect(seen == expected)
    }
  }

  @Test func shapesThatDoNotFitAreRefused() throws {
    let ones = Tensor(repeating: 1, shape: [2, 2, 3, 3])
    let value = Tensor(repeating: 1, shape: [1, 4, 4, 3])
    for name in [OperationName.conv2D, .transposedConv2D] {
      let convolution = try Convolution(name, filter: ones, strides: 2, padding: .same)
      for shape: Shape in [[], [1, 9, 9, 3], [2, 2, 2, 3], [1, 2, 2, 4], [1, 3, 2, 3], [4]] {
        let gradient = Tensor(repeating: 1, shape: shape)
        #expect(throws: UpsampleError.self) {
          try convolution.filterGradient(value: value, outputGradient: gradient)
        }
        #expect(throws: UpsampleError.self) {
          try convolution.valueGradient(value: value.shape, outputGradient: gradient)
        }
      }
    }
  }
}
