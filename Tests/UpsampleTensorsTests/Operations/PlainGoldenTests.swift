import Testing

@testable import UpsampleTensors

/// TensorFlow's result of an operation that slides no filter.
struct PlainGolden: CustomTestStringConvertible, Sendable {
  let operation: OperationName
  let value: Shape
  let other: Shape?
  let numbers: [Float]
  let shape: Shape
  let scalars: [Float]

  var testDescription: String { operation.rawValue }

  private static func filled(_ shape: Shape, step: Int, modulus: Int) -> Tensor {
    Tensor(
      shape: shape,
      scalars: (0..<shape.scalarCount!).map { Float($0 * step % modulus - modulus / 2) })
  }

  /// The operation's own result.
  func result() throws -> Tensor {
    let value = Self.filled(value, step: 7, modulus: 11)
    let other = Self.filled(other ?? [0], step: 5, modulus: 9)
    let whole = numbers.map { Int($0) }
    let pairs = stride(from: 0, to: whole.count - 1, by: 2).map { [whole[$0], whole[$0 + 1]] }
    return switch operation {
    case .biasAdd: try biasAdd(value, bias: other)
    case .relu: try relu(value)
    case .relu6: try relu6(value.map { 2 * $0 })
    case .leakyRelu: try leakyRelu(value, alpha: numbers[0])
    case .prelu: try prelu(value, alpha: other)
    case .sigmoid: try sigmoid(value)
    case .tanh: try tanh(value)
    case .clip: try clip(value, minimum: numbers[0], maximum: numbers[1])
    case .add: try add(value, other)
    case .subtract: try subtract(value, other)
    case .multiply: try multiply(value, other)
    case .maximum: try maximum(value, other)
    case .mean: try mean(value, axes: whole)
    case .depthToSpace: try depthToSpace(value, blockSize: whole[0])
    case .spaceToDepth: try spaceToDepth(value, blockSize: whole[0])
    case .pad: try pad(value, paddings: pairs, mode: .reflect)
    case .crop: try crop(value, crops: pairs)
    case .concat: try concat([value, other], axis: whole[0])
    case .resize: try resize(value, size: whole, method: .bicubic)
    default: try #require(nil, "\(operation) slides a filter or a window")
    }
  }
}

@Suite struct PlainGoldenTests {
  @Test(arguments: plainGoldens) func resultsAreTensorFlows(golden: PlainGolden) throws {
    let result = try golden.result()
    #expect(result.shape == golden.shape)
    for (seen, expected) in zip(result.scalars, golden.scalars) {
      #expect(abs(seen - expected) <= 2e-6 * max(1, abs(expected)), "\(seen), not \(expected)")
    }
  }

  @Test func everyOperationHasAGolden() {
    let windowed = tensorFlowGoldens.compactMap { OperationName(rawValue: $0.operation) }
    let missing = Set(OperationName.allCases).subtracting(windowed)
      .subtracting(plainGoldens.map(\.operation))
    #expect(missing.isEmpty)
  }
}
