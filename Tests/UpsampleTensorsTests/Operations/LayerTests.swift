import CKernels
import TestSupport
import Testing

@testable import UpsampleTensors

/// Convolutions with a bias and an activation.
@Suite struct LayerTests {
  static let activations: [Activation?] = [
    nil, .relu, .relu6, .leakyRelu(alpha: 0.25), .prelu(alpha: Tensor(repeating: -2, shape: [1])),
    .sigmoid, .tanh, .clip(minimum: -0.5, maximum: .infinity),
  ]

  /// What the sums become, one by one.
  private func expected(
    _ sums: Tensor, _ end: LayerEnd, channels: Int, dimension: Int
  ) -> [Double] {
    let inner = sums.shape.extents[(dimension + 1)...].reduce(1, *)
    return sums.scalars.enumerated().map { index, sum in
      let channel = index / inner % channels
      let biased = sum + (end.bias?.scalars[channel] ?? 0)
      return end.activation?.reference(biased, channel: channel) ?? Double(biased)
    }
  }

  /// Also where no input reaches an output, in every format, grouped and depthwise.
  @Test(arguments: OperationName.convolutions)
  func theEndOfALayerIsOfItsRoundedSums(name: OperationName) throws {
    for seed in 3000..<3120 {
      guard var sample = ConvolutionCase(name, seed: seed, data: .real) else { continue }
      var numbers = SeededGenerator(seed: UInt64(seed))
      let dimension = sample.call.dataFormat.channelDimension
      let channels = sample.expected.shape[dimension]
      var activation = numbers.pick(Self.activations)
      if case .prelu = activation, seed % 2 == 0 {
        activation = .prelu(alpha: numbers.realTensor([channels]))
      }
      sample.call.end = LayerEnd(
        bias: seed % 3 == 0 ? nil : numbers.realTensor([channels]), activation: activation)
      let seen = try sample.call.run(value: sample.value, filter: sample.filter)
      let expected = expected(
        sample.expected, sample.call.end, channels: channels, dimension: dimension)
      #expect(seen.shape == sample.expected.shape)
      for (seen, expected) in zip(seen.scalars, expected) {
        let isClose = abs(Double(seen) - expected) <= 2e-7 * abs(expected)
        #expect(isClose, "seed \(seed): \(sample) \(sample.call.end)")
      }
    }
  }

  /// Rows of many blocks, and of outputs that no input reaches.
  @Test(arguments: machineInstructions)
  func allInstructionsFinishAlike(instructions: ck_instructions) throws {
    var numbers = SeededGenerator(seed: 3)
    let filter = numbers.realTensor([3, 3, 19, 90])
    let value = numbers.realTensor([1, 5, 6, 90])
    for activation in Self.activations {
      let convolution = try Convolution(
        .transposedConv2D, filter: filter, strides: 4, padding: .same,
        bias: numbers.realTensor([19]), activation: activation)
      func run(_ instructions: ck_instructions) throws -> Tensor {
        try PreparedConvolution(
          convolution.call, filter: filter, value: value.shape, packing: .once,
          instructions: instructions)(value)
      }
      #expect(try run(instructions) == run(CK_PORTABLE), "\(String(describing: activation))")
    }
  }

  @Test func aNaNStaysAndInfinitiesEnd() throws {
    let value = Tensor(shape: [1, 1, 3, 1], scalars: [.nan, .infinity, -.infinity])
    let filter = Tensor(repeating: 1, shape: [1, 1, 1, 1])
    let ends: [(Activation, Float, Float)] = [
      (.relu, .infinity, 0), (.relu6, 6, 0), (.leakyRelu(alpha: 0.5), .infinity, -.infinity),
      (.sigmoid, 1, 0), (.tanh, 1, -1), (.clip(minimum: -3, maximum: 2), 2, -3),
    ]
    for (activation, high, low) in ends {
      let seen = try conv2D(value, filter: filter, padding: .same, activation: activation)
      #expect(seen.scalars[0].isNaN && seen.scalars[1...] == [high, low], "\(activation)")
    }
  }

  static let refusals: [LayerEnd] = [
    LayerEnd(bias: Tensor(repeating: 1, shape: [2])),
    LayerEnd(bias: Tensor(repeating: 1, shape: [1, 3])),
    LayerEnd(bias: Tensor(repeating: 1, shape: [])),
    LayerEnd(activation: .prelu(alpha: Tensor(repeating: 1, shape: [2]))),
    LayerEnd(activation: .prelu(alpha: Tensor(repeating: 1, shape: [0]))),
    LayerEnd(activation: .prelu(alpha: Tensor(repeating: 1, shape: [1, 3]))),
    LayerEnd(activation: .leakyRelu(alpha: .nan)),
    LayerEnd(activation: .clip(minimum: 1, maximum: 0)),
    LayerEnd(activation: .clip(minimum: .nan, maximum: 0)),
  ]

  @Test(arguments: refusals)
  func anEndThatDoesNotFitIsRefused(end: LayerEnd) throws {
    #expect(throws: UpsampleError.self) {
      try conv2D(
        Tensor(repeating: 1, shape: [1, 3, 3, 2]),
        filter: Tensor(repeating: 1, shape: [1, 1, 2, 3]),
        padding: .same, bias: end.bias, activation: end.activation)
    }
  }

  @Test func anEmptyBatchHasAnEmptyLayer() throws {
    let seen = try conv2D(
      Tensor(repeating: 1, shape: [0, 3, 3, 2]), filter: Tensor(repeating: 1, shape: [1, 1, 2, 3]),
      padding: .same, bias: Tensor(repeating: 1, shape: [3]), activation: .sigmoid)
    #expect(seen.shape == [0, 3, 3, 3])
  }
}
