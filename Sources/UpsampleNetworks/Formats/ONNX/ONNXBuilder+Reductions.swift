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
      var made = try reduce(view, axes: axes, to: reduction, call)
      if !keeps {
        let kept = shape.indices.filter { !axes.contains($0) }
        made = ONNXMapView(map: made.map, dimensions: kept.map { made.dimensions[$0] })
      }
      return [.view(made)]
    }
  }

  /// What is made of a view along dimensions that hold all channels, or all pixels, or both.
  private func reduce(
    _ view: ONNXMapView, axes: [Int], to reduction: ONNXReduction, _ call: ONNXCall
  ) throws(UpsampleError) -> ONNXMapView {
    let (map, factors) = (shape(view.map), axes.flatMap { view.dimensions[$0] })
    func share(_ axis: ONNXMapView.Axis) -> Int {
      factors.reduce(1) { $1.axis == axis ? $0 * $1.extent : $0 }
    }
    let (channels, rows, columns) = (share(.channels), share(.rows), share(.columns))
    var made = view.map
    if rows * columns > 1 {
      guard rows == map.height, columns == map.width, let scale = reduction.scale(rows * columns)
      else { throw call.refusal(ONNXRefusal.ofWholePicture) }
      made = try mean(of: made, call)
      if scale != 1 { made = try add(AffineLayer(of: shape(made), scales: [scale]), [made], call) }
    }
    if channels > 1 {
      guard channels == map.channels else {
        throw call.fault("of \(channels) channels of \(map.channels), which can't be run in strips")
      }
      made = try reduction.ofChannels(made, self, call)
    }
    return ONNXMapView(
      map: made,
      dimensions: view.dimensions.indices.map { axes.contains($0) ? [] : view.dimensions[$0] })
  }

  private func globalMean(_ call: ONNXCall) throws(UpsampleError) -> [ONNXValue] {
    [value(ofMap: try mean(of: try map(0, of: call), call))]
  }

  /// The mean of all pixels as a map of one.
  func mean(of map: Int, _ call: ONNXCall) throws(UpsampleError) -> Int {
    shape(map).isPixel ? map : try add(MeanLayer(of: shape(map)), [map], call)
  }

  /// A convolution of one pixel that adds the channels up.
  func sumOfChannels(
    of map: Int, weight: Float, _ call: ONNXCall
  ) throws(UpsampleError) -> Int {
    let input = shape(map)
    let layer = try call.checked { () throws(UpsampleError) in
      try ConvolutionLayer(
        call.node.label, of: input,
        filter: Tensor(repeating: weight, shape: [1, 1, input.channels, 1]),
        vertical: .init(), horizontal: .init())
    }
    return try add(layer, [map], call)
  }
}

extension ONNXReduction {
  /// What the mean of so many pixels is to be multiplied by; `nil` where more than it is needed.
  fileprivate func scale(_ pixels: Int) -> Float? {
    switch self {
    case .mean: 1
    case .sum: Float(pixels)
    case .product, .maximum, .minimum, .norm: nil
    }
  }

  /// The map that is made of the channels of one.
  fileprivate func ofChannels(
    _ map: Int, _ builder: ONNXBuilder, _ call: ONNXCall
  ) throws(UpsampleError) -> Int {
    let shape = builder.shape(map)
    switch self {
    case .sum: return try builder.sumOfChannels(of: map, weight: 1, call)
    case .mean:
      return try builder.sumOfChannels(of: map, weight: 1 / Float(shape.channels), call)
    case .norm:
      let squares = try builder.add(PowerLayer(of: shape, exponents: [2]), [map], call)
      let sum = try builder.sumOfChannels(of: squares, weight: 1, call)
      return try builder.add(
        PowerLayer(of: builder.shape(sum), exponents: [0.5]), [sum], call)
    case .maximum: return try builder.add(ExtremumLayer(.maximum, of: shape), [map], call)
    case .minimum: return try builder.add(ExtremumLayer(.minimum, of: shape), [map], call)
    case .product: throw call.refusal()
    }
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
