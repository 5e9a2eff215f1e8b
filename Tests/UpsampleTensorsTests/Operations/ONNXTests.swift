import Testing

@testable import UpsampleTensors

/// A resizing and onnxruntime's result, channels first.
struct ResizeGolden: Sendable {
  let value: Shape
  let method: String
  let coordinates: String
  let size: [Int]?
  let scales: [Float]?
  let region: [[Float]]?
  let extrapolation: Float
  let shape: Shape
  let scalars: [Float]

  func result() throws -> Tensor {
    let methods: [String: ResizeMethod] = ["linear": .bilinear, "cubic": .bicubic]
    let rule = ResizeRule(
      coordinates: try #require(.init(rawValue: coordinates)), region: region,
      extrapolation: extrapolation)
    let (value, method) = (goldenNumbers(value), methods[method] ?? .nearest)
    return try size.map {
      try resize(value, size: $0, method: method, rule: rule, dataFormat: .nchw)
    } ?? resize(value, scales: scales ?? [], method: method, rule: rule, dataFormat: .nchw)
  }
}

/// Means that count the padding, and onnxruntime's, channels first. Without pads the padding
/// is SAME.
struct PaddedMeanGolden: Sendable {
  let value: Shape
  let ksize: [Int]
  let strides: [Int]
  let pads: [[Int]]?
  let dilations: [Int]
  let shape: Shape
  let scalars: [Float]

  func result() throws -> Tensor {
    let (value, padding) = (goldenNumbers(value), pads.map { Padding.explicit($0) } ?? .same)
    return ksize.count == 2
      ? try averagePool2D(
        value, ksize: ksize, strides: strides, padding: padding, dataFormat: .nchw,
        dilations: dilations, counting: .withPadding)
      : try averagePool3D(
        value, ksize: ksize, strides: strides, padding: padding, dataFormat: .ncdhw,
        dilations: dilations, counting: .withPadding)
  }
}

/// The numbers that `make_onnx_goldens.py` fills its tensors with.
private func goldenNumbers(_ shape: Shape) -> Tensor {
  Tensor(shape: shape, scalars: (0..<shape.scalarCount!).map { Float($0 * 7 % 11 - 5) })
}

@Suite struct ONNXTests {
  @Test(arguments: resizeGoldens) func resizingIsONNXs(golden: ResizeGolden) throws {
    expect(try golden.result(), golden.shape, golden.scalars)
  }

  @Test(arguments: paddedMeanGoldens) func paddedMeansAreONNXs(golden: PaddedMeanGolden) throws {
    expect(try golden.result(), golden.shape, golden.scalars)
  }

  private func expect(_ seen: Tensor, _ shape: Shape, _ scalars: [Float]) {
    #expect(seen.shape == shape)
    for (index, pair) in zip(seen.scalars, scalars).enumerated() {
      #expect(abs(pair.0 - pair.1) < 1e-5, "at \(index): \(pair.0), not \(pair.1)")
    }
  }
}
