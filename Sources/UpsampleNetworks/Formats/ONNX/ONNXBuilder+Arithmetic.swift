import UpsampleBase

/// Operators on numbers one by one or in pairs: those of maps become layers, those of
/// constants are computed.
extension ONNXBuilder {
  static let arithmetic: [String: Operation] = [
    "Add": { builder in { call throws(UpsampleError) in try builder.combine(call, .add) } },
    "Sub": { builder in { call throws(UpsampleError) in try builder.combine(call, .subtract) } },
    "Mul": { builder in { call throws(UpsampleError) in try builder.combine(call, .multiply) } },
    "Div": { builder in { call throws(UpsampleError) in try builder.combine(call, .divide) } },
    "Max": { builder in { call throws(UpsampleError) in try builder.combine(call, .maximum) } },
    "Min": { builder in { call throws(UpsampleError) in try builder.combine(call, .minimum) } },
    "Sum": { builder in { call throws(UpsampleError) in try builder.combine(call, .add) } },
    "Pow": ONNXBuilder.power, "Mod": ONNXBuilder.remainder,
    "Neg": ONNXBuilder.negative,
    "Sqrt": ONNXBuilder.squareRoot, "Reciprocal": ONNXBuilder.reciprocal,
    "Floor": unary { $0.rounded(.down) }, "Ceil": unary { $0.rounded(.up) },
    "Round": unary { $0.rounded(.toNearestOrEven) },
    "Not": unary { $0 == 0 ? 1 : 0 },
    "Sign": unary { $0 > 0 ? 1 : $0 < 0 ? -1 : $0 },
  ]

  // MARK: Constants alone

  private static func unary(_ operation: @escaping @Sendable (Double) -> Double) -> Operation {
    { _ in
      { call throws(UpsampleError) in
        [.constant(try call.constant(0, "numbers").mapped(operation))]
      }
    }
  }

  /// The number of numbers of a shape that is computed.
  func count(_ shape: [Int]) throws(UpsampleError) -> Int {
    var count = 1
    for extent in shape {
      let (product, overflow) = count.multipliedReportingOverflow(by: extent)
      if overflow || extent < 0 || extent > 1 << 40 { try charge(.max) }
      count = product
    }
    try charge(count)
    return count
  }

  func broadcast(
    _ one: ONNXConstant, _ other: ONNXConstant, _ call: ONNXCall
  ) throws(UpsampleError) -> (ONNXConstant, ONNXConstant) {
    guard let shape = ONNXConstant.broadcast(one.shape, other.shape) else {
      throw call.fault("of shapes \(one.shape.echoed) and \(other.shape.echoed)")
    }
    if shape != one.shape || shape != other.shape { _ = try count(shape) }
    return (one.broadcast(to: shape), other.broadcast(to: shape))
  }

  /// The combination of two constants.
  private func combine(
    _ one: ONNXConstant, _ other: ONNXConstant, _ call: ONNXCall, _ operation: ONNXArithmetic
  ) throws(UpsampleError) -> ONNXConstant {
    let (one, other) = try broadcast(one, other, call)
    guard let a = one.integers, let b = other.integers else {
      let numbers = zip(one.doubles, other.doubles).map { operation.number($0, $1) }
      if case .floats = one.numbers {
        return ONNXConstant(shape: one.shape, .floats(numbers.map { Float($0) }))
      }
      return ONNXConstant(shape: one.shape, .doubles(numbers))
    }
    var numbers: [Int] = []
    for (a, b) in zip(a, b) {
      guard let number = operation.integer(a, b) else {
        throw call.fault("of the integers \(a) and \(b), which have no such result")
      }
      numbers.append(number)
    }
    return ONNXConstant(shape: one.shape, .integers(numbers))
  }

  // MARK: Maps and constants

  /// Combines all inputs, one after the other.
  private func combine(
    _ call: ONNXCall, _ combination: CombiningLayer.Combination
  ) throws(UpsampleError) -> [ONNXValue] {
    var result = try call.input(0)
    let needed = ["Max", "Min", "Sum"].contains(call.node.operation) ? 1 : 2
    for index in 1..<max(needed, call.inputs.count) {
      let next = try call.input(index)
      switch (result, next) {
      case (.constant(let one), .constant(let other)):
        result = .constant(try combine(one, other, call, .combination(combination)))
      case (.view(let view), .constant(let constant)):
        result = try combine(combination, try map(of: view, call), constant, call)
      case (.constant(let constant), .view(let view)):
        result = try combine(combination, constant, try map(of: view, call), call)
      case (.view(let one), .view(let other)):
        let maps = (try map(of: one, call), try map(of: other, call))
        result = value(ofMap: try combine(combination, maps.0, maps.1, call))
      }
    }
    return [result]
  }

  private func combine(
    _ combination: CombiningLayer.Combination, _ map: Int, _ constant: ONNXConstant,
    _ call: ONNXCall
  ) throws(UpsampleError) -> ONNXValue {
    let numbers = try channelNumbers(constant, channels: shape(map).channels, call)
    switch combination {
    case .add: return try affine(map, offsets: numbers, call)
    case .subtract: return try affine(map, offsets: numbers.map { -$0 }, call)
    case .multiply: return try affine(map, scales: numbers, call)
    case .divide: return try affine(map, scales: numbers.map { 1 / $0 }, call)
    case .maximum: return try limit(map, minimum: numbers, call)
    case .minimum: return try limit(map, maximum: numbers, call)
    }
  }

  private func combine(
    _ combination: CombiningLayer.Combination, _ constant: ONNXConstant, _ map: Int,
    _ call: ONNXCall
  ) throws(UpsampleError) -> ONNXValue {
    let numbers = try channelNumbers(constant, channels: shape(map).channels, call)
    switch combination {
    case .subtract: return try affine(map, scales: [-1], offsets: numbers, call)
    case .divide:
      let reciprocal = try add(PowerLayer(of: shape(map), exponents: [-1]), [map], call)
      return try affine(reciprocal, scales: numbers, call)
    case .add, .multiply, .maximum, .minimum:
      return try combine(combination, map, constant, call)
    }
  }

  private func affine(
    _ map: Int, scales: [Float] = [1], offsets: [Float] = [0], _ call: ONNXCall
  ) throws(UpsampleError) -> ONNXValue {
    value(
      ofMap: try add(
        AffineLayer(of: shape(map), scales: scales, offsets: offsets), [map], call))
  }

  private func limit(
    _ map: Int, minimum: [Float] = [-.infinity], maximum: [Float] = [.infinity],
    _ call: ONNXCall
  ) throws(UpsampleError) -> ONNXValue {
    guard minimum.count == 1, maximum.count == 1 else {
      throw call.fault("with limits of their own for \(shape(map).channels) channels")
    }
    let layer = try call.checked { () throws(UpsampleError) in
      try ActivationLayer(
        call.node.label, of: shape(map), .clip(minimum: minimum[0], maximum: maximum[0]))
    }
    return value(ofMap: try add(layer, [map], call))
  }

  // MARK: Powers and signs

  private func power(_ call: ONNXCall) throws(UpsampleError) -> [ONNXValue] {
    let exponents = try call.constant(1, "exponents")
    if case .constant(let base)? = call[0] {
      let made = try combine(base, exponents, call, .power)
      return [.constant(made)]
    }
    let map = try map(0, of: call)
    let numbers = try channelNumbers(exponents, channels: shape(map).channels, call)
    return try adding(PowerLayer(of: shape(map), exponents: numbers), [map], call)
  }

  private func squareRoot(_ call: ONNXCall) throws(UpsampleError) -> [ONNXValue] {
    if case .constant(let constant)? = call[0] {
      return [.constant(constant.mapped { $0.squareRoot() })]
    }
    let map = try map(0, of: call)
    return try adding(PowerLayer(of: shape(map), exponents: [0.5]), [map], call)
  }

  private func reciprocal(_ call: ONNXCall) throws(UpsampleError) -> [ONNXValue] {
    if case .constant(let constant)? = call[0] { return [.constant(constant.mapped { 1 / $0 })] }
    let map = try map(0, of: call)
    return try adding(PowerLayer(of: shape(map), exponents: [-1]), [map], call)
  }

  private func negative(_ call: ONNXCall) throws(UpsampleError) -> [ONNXValue] {
    if case .constant(let constant)? = call[0] { return [.constant(constant.mapped { -$0 })] }
    return [try affine(try map(0, of: call), scales: [-1], call)]
  }

  private func remainder(_ call: ONNXCall) throws(UpsampleError) -> [ONNXValue] {
    let truncates = try call.integer("fmod", default: 0) != 0
    let made = try combine(
      try call.constant(0, "numbers"), try call.constant(1, "numbers"), call,
      .remainder(truncates: truncates))
    return [.constant(made)]
  }
}
