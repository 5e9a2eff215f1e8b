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
      let maps = (try map(of: one, call), try map(of: other, call))
      let difference = try combine(.subtract, maps.0, maps.1, call)
      return try adding(
        ComparisonLayer(of: shape(difference), comparison, [0]), [difference], call)
    }
  }

  private func compare(
    _ view: ONNXMapView, _ comparison: ComparisonLayer.Comparison, _ constant: ONNXConstant,
    _ call: ONNXCall
  ) throws(UpsampleError) -> [ONNXValue] {
    let map = try map(of: view, call)
    let numbers = try channelNumbers(constant, channels: shape(map).channels, call)
    return try adding(ComparisonLayer(of: shape(map), comparison, numbers), [map], call)
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
    let condition = try map(0, of: call)
    var maps = [condition]
    let operands = try (1...2).map { index throws(UpsampleError) -> SelectLayer.Operand in
      switch try call.input(index) {
      case .constant(let constant):
        return .numbers(
          try channelNumbers(constant, channels: shape(condition).channels, call))
      case .view(let view):
        let map = try map(of: view, call)
        guard shape(map) == shape(condition) else {
          throw call.fault("of maps of \(shape(condition).text) and \(shape(map).text)")
        }
        maps.append(map)
        return .map
      }
    }
    return try adding(
      SelectLayer(of: shape(condition), operands[0], operands[1]), maps, call)
  }
}
