import UpsampleBase
import UpsampleTensors

/// Operators that give the same numbers other dimensions.
extension ONNXBuilder {
  static let views: [String: Operation] = [
    "Reshape": ONNXBuilder.reshape, "Flatten": ONNXBuilder.flatten,
    "Transpose": ONNXBuilder.transpose, "Unsqueeze": ONNXBuilder.unsqueeze,
    "Squeeze": ONNXBuilder.squeeze,
  ]

  /// The dimensions of a value.
  func dimensions(of value: ONNXValue) -> [Int] {
    switch value {
    case .view(let view): view.shape
    case .constant(let constant): constant.shape
    }
  }

  /// A value under other dimensions of as many numbers.
  private func viewed(
    _ value: ONNXValue, as shape: [Int], _ call: ONNXCall
  ) throws(UpsampleError) -> [ONNXValue] {
    let dimensions = dimensions(of: value)
    guard shape.count <= 16, shape.allSatisfy({ $0 >= 0 }),
      Shape(shape).scalarCount == Shape(dimensions).scalarCount
    else {
      throw call.fault(
        "from shape \(dimensions.echoed) to \(shape.echoed), which does not hold as many numbers",
        remedy: call.remedyOfExtents)
    }
    switch value {
    case .constant(let constant): return [.constant(constant.reshaped(shape))]
    case .view(let view):
      guard let made = view.reshaped(shape) else {
        throw call.fault(
          "from shape \(dimensions.echoed) to \(shape.echoed), which can't be run in strips",
          remedy: "Reshaping and transposing can be run where they spell a pixel shuffle.")
      }
      return [.view(made)]
    }
  }

  private func reshape(_ call: ONNXCall) throws(UpsampleError) -> [ONNXValue] {
    let value = try call.input(0)
    guard var shape = try call.integers("shape", or: 1, "extents") else {
      throw call.fault("without its shape")
    }
    let dimensions = dimensions(of: value)
    if let carried = try carriedReshape(call) { return [carried] }
    if try call.integer("allowzero", default: 0) == 0 {
      for index in shape.indices where shape[index] == 0 {
        guard index < dimensions.count else { throw call.fault("to shape \(shape.echoed)") }
        shape[index] = dimensions[index]
      }
    }
    if let free = shape.firstIndex(of: -1) {
      var others = shape
      others[free] = 1
      guard let known = Shape(others).scalarCount, known > 0,
        let all = Shape(dimensions).scalarCount
      else { throw call.fault("from shape \(dimensions.echoed) to \(shape.echoed)") }
      shape[free] = all / known
    }
    return try viewed(value, as: shape, call)
  }

  /// What the call makes where its extents were written down for another size.
  private func carriedReshape(_ call: ONNXCall) throws(UpsampleError) -> ONNXValue? {
    guard let exported = exported(call), case .view(let own)? = call[0],
      case .view(let input, let shape)?? = exported.inputs.first, input.shape != own.shape,
      case .view(let result, _)?? = exported.results.first
    else { return nil }
    let map = self.shape(own.map)
    guard input.carried(from: shape, to: map, map: own.map) == own,
      let made = result.carried(from: shape, to: map, map: own.map)
    else { throw notCarried("extents", call) }
    return .view(made)
  }

  private func flatten(_ call: ONNXCall) throws(UpsampleError) -> [ONNXValue] {
    let value = try call.input(0)
    let dimensions = dimensions(of: value)
    let axis = try call.integer("axis", default: 1)
    guard (-dimensions.count...dimensions.count).contains(axis) else {
      throw call.fault("with axis \(axis) of \(dimensions.count) dimensions")
    }
    let split = axis < 0 ? axis + dimensions.count : axis
    return try viewed(
      value, as: [dimensions[..<split].reduce(1, *), dimensions[split...].reduce(1, *)], call)
  }

  private func transpose(_ call: ONNXCall) throws(UpsampleError) -> [ONNXValue] {
    let value = try call.input(0)
    let rank = dimensions(of: value).count
    let order = try call.integers("perm") ?? (0..<rank).reversed()
    guard order.sorted() == Array(0..<rank) else {
      throw call.fault("with the order \(order.echoed) of \(rank) dimensions")
    }
    switch value {
    case .view(let view): return [.view(view.transposed(order))]
    case .constant(let constant):
      let (shape, strides) = (constant.shape, constant.strides)
      let target = order.map { shape[$0] }
      let places = ONNXConstant.places(shape: target, strides: order.map { strides[$0] })
      return [.constant(constant.picking(places, shape: target))]
    }
  }

  private func unsqueeze(_ call: ONNXCall) throws(UpsampleError) -> [ONNXValue] {
    let value = try call.input(0)
    guard let axes = try call.integers("axes", or: 1, "axes") else {
      throw call.fault("without its axes")
    }
    var shape = dimensions(of: value)
    guard shape.count + axes.count <= 16 else { throw call.fault("of too many dimensions") }
    for axis in try call.dimensions(axes, of: shape.count + axes.count).sorted() {
      shape.insert(1, at: axis)
    }
    return try viewed(value, as: shape, call)
  }

  private func squeeze(_ call: ONNXCall) throws(UpsampleError) -> [ONNXValue] {
    let value = try call.input(0)
    let shape = dimensions(of: value)
    let axes = try call.integers("axes", or: 1, "axes")
    let dropped =
      try axes.map { axes throws(UpsampleError) in
        try call.dimensions(axes, of: shape.count)
      } ?? shape.indices.filter { shape[$0] == 1 }
    guard dropped.allSatisfy({ shape[$0] == 1 }) else {
      throw call.fault("of shape \(shape.echoed), whose axes \(dropped.echoed) are not all 1")
    }
    let kept = shape.indices.filter { !dropped.contains($0) }
    return try viewed(value, as: kept.map { shape[$0] }, call)
  }
}
