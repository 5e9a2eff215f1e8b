import UpsampleBase
import UpsampleTensors

/// Operators that make one number of several.
extension ONNXBuilder {
  static let reductions: [String: Operation] = [
    "ReduceSum": { builder in
      { call throws(UpsampleError) in
        try builder.reduce(call, .sum) { $0.reduce(0, +) }
      }
    },
    "ReduceMean": { builder in
      { call throws(UpsampleError) in
        try builder.reduce(call, .mean) { $0.reduce(0, +) / Double($0.count) }
      }
    },
    "GlobalAveragePool": { builder in
      { call throws(UpsampleError) in
        try builder.meanOfPixels(try builder.map(0, of: call), keeps: true, call)
      }
    },
    "ReduceProd": { builder in
      { call throws(UpsampleError) in try builder.reduce(call) { $0.reduce(1, *) } }
    },
    "ReduceMax": { builder in
      { call throws(UpsampleError) in try builder.reduce(call) { $0.max() ?? -.infinity } }
    },
    "ReduceMin": { builder in
      { call throws(UpsampleError) in try builder.reduce(call) { $0.min() ?? .infinity } }
    },
    "ReduceL2": { builder in
      { call throws(UpsampleError) in
        try builder.reduce(call) { $0.reduce(0) { $0 + $1 * $1 }.squareRoot() }
      }
    },
  ]

  /// What a reduction of maps is.
  private enum Total { case sum, mean }

  /// - Parameters:
  ///   - total: What it is, if it can be of maps.
  ///   - operation: What is made of numbers.
  private func reduce(
    _ call: ONNXCall, _ total: Total? = nil, _ operation: ([Double]) -> Double
  ) throws(UpsampleError) -> [ONNXValue] {
    let value = try call.input(0)
    let shape = dimensions(of: value)
    let given = try call.integers("axes", or: 1, "axes") ?? []
    if given.isEmpty, try call.integer("noop_with_empty_axes", default: 0) != 0 { return [value] }
    let axes = try given.isEmpty ? Array(shape.indices) : call.dimensions(given, of: shape.count)
    let keeps = try call.integer("keepdims", default: 1) != 0
    switch value {
    case .constant(let constant):
      return [.constant(Self.reduced(constant, axes, keeps: keeps, operation))]
    case .view(let view):
      switch (total, axes.sorted()) {
      case (.sum, [1]) where keeps && shape.count == 4:
        return try sumOfChannels(of: view, weight: 1, call)
      case (.mean, [1]) where keeps && shape.count == 4:
        return try sumOfChannels(of: view, weight: 1 / Float(shape[1]), call)
      case (.mean, [2, 3]) where shape.count == 4:
        return try meanOfPixels(try map(of: view, call), keeps: keeps, call)
      default: throw call.refusal(ONNXRefusal.ofWholePicture)
      }
    }
  }

  private static func reduced(
    _ constant: ONNXConstant, _ axes: [Int], keeps: Bool, _ operation: ([Double]) -> Double
  ) -> ONNXConstant {
    let (shape, strides, numbers) = (constant.shape, constant.strides, constant.doubles)
    let kept = shape.indices.filter { !axes.contains($0) }
    let within = ONNXConstant.places(
      shape: axes.map { shape[$0] }, strides: axes.map { strides[$0] })
    let starts = ONNXConstant.places(
      shape: kept.map { shape[$0] }, strides: kept.map { strides[$0] })
    let made = starts.map { start in operation(within.map { numbers[start + $0] }) }
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

  private func meanOfPixels(
    _ map: Int, keeps: Bool, _ call: ONNXCall
  ) throws(UpsampleError) -> [ONNXValue] {
    let mean = try add(MeanLayer(of: shape(map)), [map], call)
    let made = ONNXMapView(map: mean, shape(mean))
    return [.view(keeps ? made : made.reshaped(Array(made.shape.prefix(2)))!)]
  }

  /// A convolution of one pixel that adds the channels up.
  private func sumOfChannels(
    of view: ONNXMapView, weight: Float, _ call: ONNXCall
  ) throws(UpsampleError) -> [ONNXValue] {
    let map = try map(of: view, call)
    let input = shape(map)
    let layer = try call.checked { () throws(UpsampleError) in
      try ConvolutionLayer(
        call.node.label, of: input,
        filter: Tensor(repeating: weight, shape: [1, 1, input.channels, 1]),
        vertical: .init(), horizontal: .init())
    }
    return try adding(layer, [map], call)
  }
}
