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
        result = .view(try combine(combination, view, constant, call))
      case (.constant(let constant), .view(let view)):
        result = .view(try combine(combination, constant, view, call))
      case (.view(let one), .view(let other)):
        result = .view(try combine(combination, one, other, call))
      }
    }
    return [result]
  }

  private func combine(
    _ combination: CombiningLayer.Combination, _ view: ONNXMapView, _ constant: ONNXConstant,
    _ call: ONNXCall
  ) throws(UpsampleError) -> ONNXMapView {
    let (numbers, view) = try channelNumbers(constant, of: view, call)
    switch combination {
    case .add: return view.of(try affine(view.map, offsets: numbers, call))
    case .subtract: return view.of(try affine(view.map, offsets: numbers.map { -$0 }, call))
    case .multiply: return view.of(try affine(view.map, scales: numbers, call))
    case .divide: return view.of(try affine(view.map, scales: numbers.map { 1 / $0 }, call))
    case .maximum, .minimum: return view.of(try limit(view.map, combination, numbers, call))
    }
  }

  private func combine(
    _ combination: CombiningLayer.Combination, _ constant: ONNXConstant, _ view: ONNXMapView,
    _ call: ONNXCall
  ) throws(UpsampleError) -> ONNXMapView {
    guard combination == .subtract || combination == .divide else {
      return try combine(combination, view, constant, call)
    }
    let (numbers, view) = try channelNumbers(constant, of: view, call)
    if combination == .subtract {
      return view.of(try affine(view.map, scales: [-1], offsets: numbers, call))
    }
    let reciprocal = try add(
      PowerLayer(of: shape(view.map), exponents: [-1]), [view.map], call)
    return view.of(try affine(reciprocal, scales: numbers, call))
  }

  /// Adds a layer of a factor and a term for each channel, or for all of them.
  func affine(
    _ map: Int, scales: [Float] = [1], offsets: [Float] = [0], _ call: ONNXCall
  ) throws(UpsampleError) -> Int {
    try call.requireFinite(scales, "factors")
    try call.requireFinite(offsets, "terms")
    return try add(AffineLayer(of: shape(map), scales: scales, offsets: offsets), [map], call)
  }

  /// The maximum or minimum of a map and numbers: a clip where there is a single one.
  private func limit(
    _ map: Int, _ combination: CombiningLayer.Combination, _ numbers: [Float], _ call: ONNXCall
  ) throws(UpsampleError) -> Int {
    guard numbers.count == 1 else {
      let limits = try self.map(of: numbers, channels: shape(map).channels, call)
      return try combine(combination, map, limits, call)
    }
    let isLeast = combination == .maximum
    let layer = try call.checked { () throws(UpsampleError) in
      try ActivationLayer(
        call.node.label, of: shape(map),
        .clip(
          minimum: isLeast ? numbers[0] : -.infinity,
          maximum: isLeast ? .infinity : numbers[0]))
    }
    return try add(layer, [map], call)
  }

  // MARK: Powers and signs

  private func power(_ call: ONNXCall) throws(UpsampleError) -> [ONNXValue] {
    let exponents = try call.constant(1, "exponents")
    if case .constant(let base)? = call[0] {
      let made = try combine(base, exponents, call, .power)
      return [.constant(made)]
    }
    let (numbers, view) = try channelNumbers(exponents, of: try view(0, of: call), call)
    try call.requireFinite(numbers, "exponents")
    return [
      .view(
        view.of(
          try add(PowerLayer(of: shape(view.map), exponents: numbers), [view.map], call)))
    ]
  }

  private func raised(_ call: ONNXCall, to exponent: Float) throws(UpsampleError) -> [ONNXValue] {
    try pointwise(call) { map throws(UpsampleError) in
      try add(PowerLayer(of: shape(map), exponents: [exponent]), [map], call)
    }
  }

  private func squareRoot(_ call: ONNXCall) throws(UpsampleError) -> [ONNXValue] {
    if case .constant(let constant)? = call[0] {
      return [.constant(constant.mapped { $0.squareRoot() })]
    }
    return try raised(call, to: 0.5)
  }

  private func reciprocal(_ call: ONNXCall) throws(UpsampleError) -> [ONNXValue] {
    if case .constant(let constant)? = call[0] { return [.constant(constant.mapped { 1 / $0 })] }
    return try raised(call, to: -1)
  }

  private func negative(_ call: ONNXCall) throws(UpsampleError) -> [ONNXValue] {
    if case .constant(let constant)? = call[0] { return [.constant(constant.mapped { -$0 })] }
    return try pointwise(call) { map throws(UpsampleError) in
      try affine(map, scales: [-1], call)
    }
  }

  private func remainder(_ call: ONNXCall) throws(UpsampleError) -> [ONNXValue] {
    let truncates = try call.integer("fmod", default: 0) != 0
    let made = try combine(
      try call.constant(0, "numbers"), try call.constant(1, "numbers"), call,
      .remainder(truncates: truncates))
    return [.constant(made)]
  }
}
