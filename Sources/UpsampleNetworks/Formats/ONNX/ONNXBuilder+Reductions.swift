import UpsampleBase
import UpsampleTensors

/// Operators that make one number of several.
extension ONNXBuilder {
  static let reductions: [String: Operation] = [
    "ReduceSum": reducing(to: .sum), "ReduceMean": reducing(to: .mean),
    "ReduceProd": reducing(to: .product), "ReduceMax": reducing(to: .maximum),
    "ReduceMin": reducing(to: .minimum), "ReduceL2": reducing(to: .norm),
    "GlobalAveragePool": ONNXBuilder.globalMean,
  ]

  private static func reducing(to reduction: ONNXReduction) -> Operation {
    { builder in { call throws(UpsampleError) in try builder.reduce(call, to: reduction) } }
  }

  private func reduce(
    _ call: ONNXCall, to reduction: ONNXReduction
  ) throws(UpsampleError) -> [ONNXValue] {
    let value = try call.input(0)
    let shape = dimensions(of: value)
    let given = try call.integers("axes", or: 1, "axes") ?? []
    if given.isEmpty, try call.integer("noop_with_empty_axes", default: 0) != 0 { return [value] }
    let axes = try given.isEmpty ? Array(shape.indices) : call.dimensions(given, of: shape.count)
    let keeps = try call.integer("keepdims", default: 1) != 0
    switch value {
    case .constant(let constant):
      return [.constant(reduction.of(constant, axes: axes, keeps: keeps))]
    case .view(let view):
      let map = try map(of: view, call)
      var made = ONNXMapView(map: map, self.shape(map))
      switch (reduction, axes.sorted()) {
      case (.mean, [1]): made = try sumOfChannels(of: map, weight: 1 / Float(shape[1]), call)
      case (.sum, [1]): made = try sumOfChannels(of: map, weight: 1, call)
      case (.mean, [2, 3]): made = try mean(of: map, call)
      default: throw call.refusal(ONNXRefusal.ofWholePicture)
      }
      if keeps { return [.view(made)] }
      let kept = made.dimensions.indices.filter { !axes.contains($0) }
      return [.view(ONNXMapView(map: made.map, dimensions: kept.map { made.dimensions[$0] }))]
    }
  }

  private func globalMean(_ call: ONNXCall) throws(UpsampleError) -> [ONNXValue] {
    [.view(try mean(of: try map(0, of: call), call))]
  }

  func mean(of map: Int, _ call: ONNXCall) throws(UpsampleError) -> ONNXMapView {
    let made = try add(MeanLayer(of: shape(map)), [map], call)
    return ONNXMapView(map: made, shape(made))
  }

  /// A convolution of one pixel that adds the channels up.
  private func sumOfChannels(
    of map: Int, weight: Float, _ call: ONNXCall
  ) throws(UpsampleError) -> ONNXMapView {
    let input = shape(map)
    let layer = try call.checked { () throws(UpsampleError) in
      try ConvolutionLayer(
        call.node.label, of: input,
        filter: Tensor(repeating: weight, shape: [1, 1, input.channels, 1]),
        vertical: .init(), horizontal: .init())
    }
    let made = try add(layer, [map], call)
    return ONNXMapView(map: made, shape(made))
  }
}

/// What several numbers are made one by.
enum ONNXReduction {
  case sum, mean, product, maximum, minimum, norm

  private func of(_ numbers: [Double]) -> Double {
    switch self {
    case .sum: numbers.reduce(0, +)
    case .mean: numbers.reduce(0, +) / Double(numbers.count)
    case .product: numbers.reduce(1, *)
    case .maximum: numbers.max() ?? -.infinity
    case .minimum: numbers.min() ?? .infinity
    case .norm: numbers.reduce(0) { $0 + $1 * $1 }.squareRoot()
    }
  }

  /// Those of a constant along some dimensions, which are kept with the extent 1 or left out.
  func of(_ constant: ONNXConstant, axes: [Int], keeps: Bool) -> ONNXConstant {
    let (shape, strides, numbers) = (constant.shape, constant.strides, constant.doubles)
    let kept = shape.indices.filter { !axes.contains($0) }
    let within = ONNXConstant.places(
      shape: axes.map { shape[$0] }, strides: axes.map { strides[$0] })
    let starts = ONNXConstant.places(
      shape: kept.map { shape[$0] }, strides: kept.map { strides[$0] })
    let made = starts.map { start in of(within.map { numbers[start + $0] }) }
    let target =
      keeps
      ? shape.indices.map { axes.contains($0) ? 1 : shape[$0] } : kept.map { shape[$0] }
    switch constant.numbers {
    case .floats: return ONNXConstant(shape: target, .floats(made.map { Float($0) }))
    case .doubles: return ONNXConstant(shape: target, .doubles(made))
    case .integers:
      return ONNXConstant(shape: target, .integers(made.map { Int(limiting: $0) }))
    }
  }
}
