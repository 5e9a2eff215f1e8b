import Testing

@testable import UpsampleTensors

/// A call of an operation and TensorFlow's result.
struct TensorFlowGolden: CustomTestStringConvertible, Sendable {
  let operation: String
  let value: Shape
  let filter: Shape?
  let arguments: [String: String]
  let shape: Shape
  let scalars: [Float]

  var testDescription: String { "\(operation) of \(value) to \(shape)" }
}

@Suite struct TensorFlowTests {
  /// The numbers that `make_goldens.py` fills its tensors with.
  private func numbers(_ shape: Shape, step: Int, modulus: Int) -> Tensor {
    Tensor(
      shape: shape,
      scalars: (0..<shape.scalarCount!).map { Float($0 * step % modulus - modulus / 2) })
  }

  @Test(arguments: tensorFlowGoldens) func resultsAreTensorFlows(golden: TensorFlowGolden) throws {
    var request = OperationRequest(try #require(OperationName(rawValue: golden.operation)))
    request.strides = golden.arguments["strides"].map { .text($0) }
    request.padding = golden.arguments["padding"].map { .text($0) }
    request.dataFormat = golden.arguments["data_format"].map { .text($0) }
    request.dilations = golden.arguments["dilations"].map { .text($0) }
    request.rate = golden.arguments["rate"].map { .text($0) }
    request.ksize = golden.arguments["ksize"].map { .text($0) }
    request.outputShape = golden.arguments["output_shape"].map { .text($0) }
    let output = try request.run(
      value: numbers(golden.value, step: 7, modulus: 11),
      filter: golden.filter.map { numbers($0, step: 5, modulus: 9) })
    try expectEqual(
      output, Tensor(shape: golden.shape, scalars: golden.scalars), golden.testDescription)
  }
}
