import UpsampleBase

/// Operators on conditions, which are the numbers 0 and 1.
extension ONNXBuilder {
  static let comparisons: [String: Operation] = [
    "Equal": comparing(by: .equal), "Less": comparing(by: .less),
    "LessOrEqual": comparing(by: .lessOrEqual), "Greater": comparing(by: .greater),
    "GreaterOrEqual": comparing(by: .greaterOrEqual),
    "And": combining { $0 != 0 && $1 != 0 }, "Or": combining { $0 != 0 || $1 != 0 },
    "Xor": combining { ($0 != 0) != ($1 != 0) }, "Where": ONNXBuilder.choice,
  ]

  private static func combining(
    _ operation: @escaping @Sendable (Double, Double) -> Bool
  ) -> Operation {
    { builder in
      { call throws(UpsampleError) in
        try builder.compare(
          try call.constant(0, "numbers"), try call.constant(1, "numbers"), call, operation)
      }
    }
  }

  private func compare(
    _ one: ONNXConstant, _ other: ONNXConstant, _ call: ONNXCall,
    _ operation: (Double, Double) -> Bool
  ) throws(UpsampleError) -> [ONNXValue] {
    let (one, other) = try broadcast(one, other, call)
    let numbers = zip(one.doubles, other.doubles).map { operation($0, $1) ? 1 : 0 }
    return [.constant(ONNXConstant(shape: one.shape, .integers(numbers)))]
  }

  private static func comparing(by comparison: ComparisonLayer.Comparison) -> Operation {
    { builder in { call throws(UpsampleError) in try builder.compare(call, by: comparison) } }
  }

  private func compare(
    _ call: ONNXCall, by comparison: ComparisonLayer.Comparison
  ) throws(UpsampleError) -> [ONNXValue] {
    switch (try call.input(0), try call.input(1)) {
    case (.constant(let one), .constant(let other)):
      return try compare(one, other, call) { comparison.holds($0, $1) }
    case (.view(let view), .constant(let constant)):
      return try compare(view, comparison, constant, call)
    case (.constant(let constant), .view(let view)):
      return try compare(view, comparison.swapped, constant, call)
    case (.view(let one), .view(let other)):
      let difference = try combine(.subtract, one, other, call)
      return try compare(
        difference, comparison, ONNXConstant(shape: [], .floats([0])), call)
    }
  }

  private func compare(
    _ view: ONNXMapView, _ comparison: ComparisonLayer.Comparison, _ constant: ONNXConstant,
    _ call: ONNXCall
  ) throws(UpsampleError) -> [ONNXValue] {
    let (numbers, view) = try channelNumbers(constant, of: view, call)
    let map = try add(
      ComparisonLayer(of: shape(view.map), comparison, numbers), [view.map], call)
    return [.view(view.of(map))]
  }

  // MARK: Choosing

  private func choice(_ call: ONNXCall) throws(UpsampleError) -> [ONNXValue] {
    guard case .constant(let condition) = try call.input(0) else { return try selection(call) }
    let (one, other) = try broadcast(
      try call.constant(1, "numbers"), try call.constant(2, "numbers"), call)
    guard let shape = ONNXConstant.broadcast(condition.shape, one.shape) else {
      throw call.fault("of shapes \(condition.shape.echoed) and \(one.shape.echoed)")
    }
    _ = try count(shape)
    let chosen = condition.broadcast(to: shape).doubles
    let places = chosen.indices.map { chosen[$0] != 0 ? $0 : $0 + chosen.count }
    let both = ONNXConstant.concatenation(
      [one.broadcast(to: shape), other.broadcast(to: shape)]
    ).reshaped([2 * chosen.count])
    return [.constant(both.picking(places, shape: shape))]
  }

  /// What a condition of the picture's chooses.
  private func selection(_ call: ONNXCall) throws(UpsampleError) -> [ONNXValue] {
    var given: [ONNXMapView] = []
    for index in 0..<3 {
      if case .view(let view) = try call.input(index) { given.append(view) }
    }
    let views = try together(given, call)
    let condition = views[0]
    guard views.allSatisfy({ $0.dimensions == condition.dimensions }) else {
      throw call.fault(
        "of numbers of shapes \(given.map(\.shape).echoed), which don't fit",
        remedy: call.remedyOfExtents)
    }
    let operands = try (1...2).map { index throws(UpsampleError) -> SelectLayer.Operand in
      guard case .constant(let constant) = try call.input(index) else { return .map }
      return .numbers(try channelNumbers(constant, of: condition, call).numbers)
    }
    let layer = SelectLayer(of: shape(condition.map), operands[0], operands[1])
    return [.view(condition.of(try add(layer, views.map(\.map), call)))]
  }
}
