import UpsampleBase
import UpsampleTensors

extension NCNNBuilder {
  /// Adds what a layer itself does to its sums.
  ///
  /// - Returns: The number of the map.
  mutating func activated(_ map: Int, for layer: NCNNLayer) throws(UpsampleError) -> Int {
    let numbers = try layer.fractions(10)
    switch (try layer.number(9, or: 0, in: 0...6), numbers.count) {
    case (0, _): return map
    case (1, _): return try add(.relu, of: map, for: layer)
    case (2, 1...): return try add(.leakyRelu(alpha: numbers[0]), of: map, for: layer)
    case (3, 2...):
      return try add(.clip(minimum: numbers[0], maximum: numbers[1]), of: map, for: layer)
    case (4, _): return try add(.sigmoid, of: map, for: layer)
    case (5, _):
      return try add(.mish, of: map, for: layer)
    case (6, 2...):
      return try add(
        .multiply, map, try hardSigmoid(of: map, numbers[0], numbers[1], for: layer), for: layer)
    case (let kind, let count):
      throw layer.refusal("with the activation \(kind) of \(count) numbers")
    }
  }

  mutating func activate(_ layer: NCNNLayer) throws(UpsampleError) {
    let map = try map(of: layer)
    try make(.map(try add(try layer.activation, of: map, for: layer)), of: layer)
  }

  /// Adds a layer that multiplies each number by a function of itself, or takes the function
  /// alone.
  mutating func gate(_ layer: NCNNLayer) throws(UpsampleError) {
    let map = try map(of: layer)
    let gate: Int
    if layer.operation == .swish {
      gate = try add(.sigmoid, of: map, for: layer)
    } else {
      gate = try hardSigmoid(
        of: map, try layer.fraction(0, or: 0.2), try layer.fraction(1, or: 0.5), for: layer)
    }
    try make(
      .map(
        layer.operation == .hardSigmoid ? gate : try add(.multiply, map, gate, for: layer)),
      of: layer)
  }

  private mutating func hardSigmoid(
    of map: Int, _ alpha: Float, _ beta: Float, for layer: NCNNLayer
  ) throws(UpsampleError) -> Int {
    let line = AffineLayer(of: graph.shape(map), scales: [alpha], offsets: [beta])
    return try add(
      .clip(minimum: 0, maximum: 1), of: try add(line, of: [map], for: layer), for: layer)
  }

  /// Adds an activation.
  ///
  /// - Returns: The number of its map.
  mutating func add(
    _ activation: Activation, of map: Int, for layer: NCNNLayer
  ) throws(UpsampleError) -> Int {
    let made = try layer.checked { () throws(UpsampleError) in
      try ActivationLayer(layer.name, of: graph.shape(map), activation)
    }
    return try add(made, of: [map], for: layer)
  }

  /// Adds a function of numbers one by one.
  ///
  /// - Returns: The number of its map.
  mutating func add(
    _ function: FunctionLayer.Function, of map: Int, for layer: NCNNLayer
  ) throws(UpsampleError) -> Int {
    try add(FunctionLayer(of: graph.shape(map), function), of: [map], for: layer)
  }

  /// Adds the power of numbers one by one.
  ///
  /// - Returns: The number of its map.
  mutating func add(
    power: Float, of map: Int, for layer: NCNNLayer
  ) throws(UpsampleError) -> Int {
    try add(PowerLayer(of: graph.shape(map), exponents: [power]), of: [map], for: layer)
  }

  mutating func applyFunction(_ layer: NCNNLayer) throws(UpsampleError) {
    let map = try map(of: layer)
    let number = try layer.number(0, or: 0, in: 0...255)
    try make(.map(try function(number, of: map, for: layer)), of: layer)
  }

  /// Adds a function of ncnn's number.
  private mutating func function(
    _ number: Int, of map: Int, for layer: NCNNLayer
  ) throws(UpsampleError) -> Int {
    switch number {
    case 0: try add(.absolute, of: map, for: layer)
    case 1: try add(AffineLayer(of: graph.shape(map), scales: [-1]), of: [map], for: layer)
    case 4: try add(power: 2, of: map, for: layer)
    case 5: try add(power: 0.5, of: map, for: layer)
    case 6: try add(power: -0.5, of: map, for: layer)
    case 7: try add(.exponential, of: map, for: layer)
    case 8: try add(.logarithm, of: map, for: layer)
    case 15: try add(power: -1, of: map, for: layer)
    case 16: try add(.tanh, of: map, for: layer)
    default: throw layer.refusal("of ncnn's function \(number)")
    }
  }

  // MARK: Scales

  mutating func scale(_ layer: NCNNLayer) throws(UpsampleError) {
    let map = try map(of: layer)
    if layer.operation == .scale, layer.numbers.isEmpty {
      let scaled = try combined(
        .multiply, .map(map), try value(1, of: layer), for: layer)
      return try make(.map(scaled), of: layer)
    }
    let (scales, offsets) = try layer.scalesAndOffsets
    let counts = [1, graph.shape(map).channels]
    guard counts.contains(scales.count), counts.contains(offsets.count) else {
      throw layer.refusal("of \(scales.count) numbers, given \(graph.shape(map).text)")
    }
    let made = AffineLayer(of: graph.shape(map), scales: scales, offsets: offsets)
    try make(.map(try add(made, of: [map], for: layer)), of: layer)
  }
}

extension NCNNLayer {
  /// The activation that the layer is.
  fileprivate var activation: Activation {
    get throws(UpsampleError) {
      switch operation {
      case .prelu: return .prelu(alpha: Tensor(shape: [numbers[0].count], scalars: numbers[0]))
      case .clip:
        return .clip(
          minimum: try fraction(0, or: -.greatestFiniteMagnitude),
          maximum: try fraction(1, or: .greatestFiniteMagnitude))
      case .sigmoid: return .sigmoid
      case .tanh: return .tanh
      default:
        let slope = try fraction(0, or: 0)
        return slope == 0 ? .relu : .leakyRelu(alpha: slope)
      }
    }
  }

  /// The factors and summands of a layer that has such.
  fileprivate var scalesAndOffsets: ([Float], [Float]) {
    get throws(UpsampleError) {
      switch operation {
      case .dropout: return ([try fraction(0, or: 1)], [0])
      case .bias: return ([1], numbers[0])
      case .batchNorm:
        let epsilon = try fraction(1, or: 0)
        let (slopes, means, variances, offsets) = (numbers[0], numbers[1], numbers[2], numbers[3])
        let scales = slopes.indices.map { index in
          let deviation = (Double(variances[index]) + Double(epsilon)).squareRoot()
          return Double(slopes[index]) / (deviation == 0 ? 0.0001 : deviation)
        }
        return (
          scales.map { Float($0) },
          offsets.indices.map { Float(Double(offsets[$0]) - scales[$0] * Double(means[$0])) }
        )
      default: return (numbers[0], numbers.count > 1 ? numbers[1] : [0])
      }
    }
  }
}
