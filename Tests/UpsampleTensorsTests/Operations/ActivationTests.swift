import TestSupport
import Testing

@testable import UpsampleTensors

/// Activations and biases as operations of their own.
@Suite struct ActivationTests {
  private static let calls: [(Activation, @Sendable (Tensor) throws -> Tensor)] = [
    (.relu, { try relu($0) }), (.relu6, { try relu6($0) }),
    (.leakyRelu(alpha: 0.2), { try leakyRelu($0) }), (.sigmoid, { try sigmoid($0) }),
    (.tanh, { try tanh($0) }),
    (.clip(minimum: -1, maximum: 0.5), { try clip($0, minimum: -1, maximum: 0.5) }),
  ]

  @Test(arguments: calls.indices) func numbersAreThoseOfTheDefinition(index: Int) throws {
    let (activation, call) = Self.calls[index]
    for shape: Shape in [[], [0], [7], [2, 3, 5], [3, 40_001]] {
      var numbers = SeededGenerator(seed: UInt64(index))
      var value = numbers.realTensor(shape)
      for index in value.scalars.indices {
        value.scalars[index] *= numbers.pick([1, 1, 10, 1000, .infinity, .nan])
      }
      let seen = try call(value)
      #expect(seen.shape == shape)
      for (seen, scalar) in zip(seen.scalars, value.scalars) {
        let expected = activation.reference(scalar)
        // What is smaller than a number of 32 bits may be 0.
        let limit = 2e-7 * abs(expected) + 1e-37
        if expected.isNaN ? !seen.isNaN : abs(Double(seen) - expected) > limit {
          Issue.record("\(scalar) becomes \(seen), not \(expected)")
        }
      }
    }
  }

  @Test(arguments: DataFormat.allCases)
  func channelsHaveSlopesAndBiasesOfTheirOwn(format: DataFormat) throws {
    var numbers = SeededGenerator(seed: 4)
    for inner in [1, 3] {
      var extents = Array(repeating: inner, count: format.rank)
      extents[format.channelDimension] = 5
      let value = numbers.realTensor(Shape(extents))
      let own = numbers.realTensor([5])
      let channel = { (position: [Int]) in position[format.channelDimension] }
      let biased = Tensor.made(value.shape) { value.number(at: $0) + own.scalars[channel($0)] }
      #expect(try biasAdd(value, bias: own, dataFormat: format) == biased)
      let sloped = Tensor.made(value.shape) {
        let number = value.number(at: $0)
        return number < 0 ? number * own.scalars[channel($0)] : number
      }
      #expect(try prelu(value, alpha: own, dataFormat: format) == sloped)
    }
  }

  @Test func whatDoesNotFitIsRefused() {
    let value = Tensor(repeating: 0, shape: [2, 3])
    let four = Tensor(repeating: 0, shape: [4])
    #expect(throws: UpsampleError.self) { try biasAdd(value, bias: four) }
    #expect(throws: UpsampleError.self) { try prelu(value, alpha: four) }
    #expect(throws: UpsampleError.self) { try biasAdd(four, bias: four) }
    #expect(throws: UpsampleError.self) { try clip(value, minimum: 1, maximum: -1) }
    #expect(throws: UpsampleError.self) { try leakyRelu(value, alpha: .nan) }
    for threads in [Int.min, 0] {
      #expect(throws: UpsampleError.self) { try relu(value, threads: threads) }
    }
  }
}
