import UpsampleBase

/// Constants, the arithmetic on shapes, and what chooses between graphs.
extension ONNXBuilder {
  static let shapes: [String: Operation] = [
    "Shape": ONNXBuilder.shape, "Size": ONNXBuilder.size, "Constant": ONNXBuilder.constant,
    "ConstantOfShape": ONNXBuilder.constantOfShape, "Range": ONNXBuilder.range,
    "Cast": ONNXBuilder.cast, "CastLike": ONNXBuilder.castLike,
    "Expand": ONNXBuilder.expand, "Tile": ONNXBuilder.tile,
  ]

  static let control: [String: Operation] = ["If": ONNXBuilder.branch]

  private func shape(_ call: ONNXCall) throws(UpsampleError) -> [ONNXValue] {
    let shape = dimensions(of: try call.input(0))
    func bound(_ name: String, _ number: Int) throws(UpsampleError) -> Int {
      let given = try call.integer(name, default: number)
      return min(max(given < 0 ? given + shape.count : given, 0), shape.count)
    }
    let (start, end) = (try bound("start", 0), try bound("end", shape.count))
    return [.constant(ONNXConstant(Array(shape[start..<max(start, end)])))]
  }

  private func size(_ call: ONNXCall) throws(UpsampleError) -> [ONNXValue] {
    let count = dimensions(of: try call.input(0)).reduce(1, *)
    return [.constant(ONNXConstant(shape: [], .integers([count])))]
  }

  private func constant(_ call: ONNXCall) throws(UpsampleError) -> [ONNXValue] {
    for (name, attribute) in call.node.attributes {
      switch (name, attribute) {
      case ("value", .tensor(let tensor)): return [.constant(try file.constant(tensor))]
      case ("value_float", .float(let number)):
        return [.constant(ONNXConstant(shape: [], .floats([number])))]
      case ("value_floats", .floats(let numbers)):
        return [.constant(ONNXConstant(shape: [numbers.count], .floats(numbers)))]
      case ("value_int", .integer(let number)):
        return [.constant(ONNXConstant(shape: [], .integers([number])))]
      case ("value_ints", .integers(let numbers)): return [.constant(ONNXConstant(numbers))]
      default: break
      }
    }
    throw call.fault("without numbers")
  }

  private func constantOfShape(_ call: ONNXCall) throws(UpsampleError) -> [ONNXValue] {
    guard let shape = try call.optionalIntegers(0, "extents") else {
      throw call.fault("without its shape")
    }
    var one = ONNXConstant(shape: [], .floats([0]))
    if case .tensor(let tensor)? = call.node.attributes["value"] {
      one = try file.constant(tensor)
    }
    guard one.count == 1 else { throw call.fault("whose value is not one number") }
    let places = Array(repeating: 0, count: try count(shape))
    return [.constant(one.picking(places, shape: shape))]
  }

  private func range(_ call: ONNXCall) throws(UpsampleError) -> [ONNXValue] {
    let parts = try (0..<3).map { index throws(UpsampleError) in
      let part = try call.constant(index, "limits")
      guard part.count == 1 else { throw call.fault("whose limits are not one number each") }
      return part
    }
    let numbers = parts.map { $0.doubles[0] }
    let steps = ((numbers[1] - numbers[0]) / numbers[2]).rounded(.up)
    guard steps.isFinite else { throw call.fault("whose limits are \(numbers.echoed)") }
    let count = try count([max(0, Int(limiting: steps))])
    let made = (0..<count).map { numbers[0] + Double($0) * numbers[2] }
    if parts.allSatisfy({ $0.integers != nil }) {
      return [.constant(ONNXConstant(made.map { Int(limiting: $0) }))]
    }
    return [.constant(ONNXConstant(shape: [count], .floats(made.map { Float($0) })))]
  }

  // MARK: Types

  private func cast(_ call: ONNXCall) throws(UpsampleError) -> [ONNXValue] {
    let number = try call.integer("to", default: 0)
    guard let elements = ONNXElements(rawValue: number), elements.byteCount != nil else {
      throw call.fault("to the type \(number)")
    }
    switch try call.input(0) {
    case .constant(let constant): return [.constant(constant.cast(to: elements))]
    case .view(let view):
      guard elements.isFloating else {
        throw call.fault(
          "of a picture's numbers to \(elements.name), which can't be run in strips",
          remedy: "Export the network with floating-point numbers throughout.")
      }
      return [.view(view)]
    }
  }

  private func castLike(_ call: ONNXCall) throws(UpsampleError) -> [ONNXValue] {
    let value = try call.input(0)
    guard case .constant(let constant) = value else { return [value] }
    switch try call.input(1) {
    case .view: return [.constant(constant.cast(to: .float))]
    case .constant(let other):
      switch other.numbers {
      case .floats: return [.constant(constant.cast(to: .float))]
      case .doubles: return [.constant(constant.cast(to: .double))]
      case .integers: return [.constant(constant.cast(to: .int64))]
      }
    }
  }

  // MARK: Repeating

  private func expand(_ call: ONNXCall) throws(UpsampleError) -> [ONNXValue] {
    let value = try call.input(0)
    guard let asked = try call.optionalIntegers(1, "extents") else {
      throw call.fault("without its shape")
    }
    let own = dimensions(of: value)
    let shape = try carriedExpansion(asked, of: own, call)
    guard let target = ONNXConstant.broadcast(own, shape), target.count <= 16 else {
      throw call.fault("from shape \(own.echoed) to \(shape.echoed)")
    }
    switch value {
    case .constant(let constant):
      _ = try count(target)
      return [.constant(constant.broadcast(to: target))]
    case .view(let view):
      if let made = try spread(view, target, call) { return [.view(made)] }
      let missing = Array(repeating: 1, count: target.count - own.count)
      guard var made = view.reshaped(missing + own) else { throw call.refusal() }
      for (dimension, extent) in target.enumerated() where extent != made.shape[dimension] {
        _ = try count([extent])
        made = try selecting(Array(repeating: 0, count: extent), dimension, of: made, call)
      }
      return [.view(made)]
    }
  }

  /// The extents that are asked for, also where they were written down for another size of
  /// picture: those that the value had then, and of its single pixels those of maps.
  private func carriedExpansion(
    _ asked: [Int], of own: [Int], _ call: ONNXCall
  ) throws(UpsampleError) -> [Int] {
    guard case .view(let view, _)?? = exported(call)?.inputs.first,
      view.shape.count == own.count, asked.count == own.count
    else { return asked }
    return try asked.indices.map { dimension throws(UpsampleError) in
      let (extent, exported) = (asked[dimension], view.shape[dimension])
      if extent == exported { return own[dimension] }
      guard own.count == 4, dimension >= 2, extent != 1 else { return extent }
      return try carried(
        extent, along: dimension == 2 ? .vertical : .horizontal, of: own[dimension],
        exported: exported, call)
    }
  }

  /// The pixel that a view of four dimensions is, at every pixel of its target; `nil` of others.
  private func spread(
    _ view: ONNXMapView, _ target: [Int], _ call: ONNXCall
  ) throws(UpsampleError) -> ONNXMapView? {
    guard view.dimensions.count == 4, target.count == 4, shape(view.map).isPixel else { return nil }
    let order = view.isOfChannels(3) ? [0, 3, 1, 2] : [0, 1, 2, 3]
    let (own, extents) = (order.map { view.shape[$0] }, order.map { target[$0] })
    guard own[..<2] == extents[..<2], own != extents else { return nil }
    let map = try map(of: view.transposed(order), call)
    let other = MapShape(channels: extents[1], height: extents[2], width: extents[3])
    guard let layer = SpreadLayer(of: shape(map), over: other) else {
      throw call.fault("to shape \(target.echoed)")
    }
    return value(of: try add(layer, [map], call), order)
  }

  private func tile(_ call: ONNXCall) throws(UpsampleError) -> [ONNXValue] {
    let value = try call.input(0)
    let own = dimensions(of: value)
    guard let repeats = try call.optionalIntegers(1, "repeats"), repeats.count == own.count,
      repeats.allSatisfy({ (0...1 << 31).contains($0) })
    else { throw call.fault("without a number of repeats for each dimension") }
    switch value {
    case .constant(let constant):
      let shape = zip(own, repeats).flatMap { [$1, $0] }
      _ = try count(shape)
      let strides = constant.strides.flatMap { [0, $0] }
      return [
        .constant(
          constant.picking(
            ONNXConstant.places(shape: shape, strides: strides),
            shape: zip(own, repeats).map { $0 * $1 }))
      ]
    case .view(var view):
      for (dimension, repeats) in repeats.enumerated() where repeats != 1 {
        let count = try count([own[dimension], repeats])
        view = try selecting((0..<count).map { $0 % own[dimension] }, dimension, of: view, call)
      }
      return [.view(view)]
    }
  }

  // MARK: Choosing

  private func branch(_ call: ONNXCall) throws(UpsampleError) -> [ONNXValue] {
    let condition = try call.constant(0, "conditions")
    guard condition.count == 1 else { throw call.fault("whose condition is not one") }
    let name = condition.doubles[0] != 0 ? "then_branch" : "else_branch"
    guard case .graph(let graph)? = call.node.attributes[name] else {
      throw call.fault("without \(name)")
    }
    return try run(graph, given: [:])
  }
}

extension ONNXConstant {
  /// The numbers as those of another type have them.
  func cast(to elements: ONNXElements) -> ONNXConstant {
    switch elements {
    case .float: ONNXConstant(shape: shape, .floats(floats))
    case .double: ONNXConstant(shape: shape, .doubles(doubles))
    case .float16: ONNXConstant(shape: shape, .floats(floats.map { Float(Float16($0)) }))
    case .bfloat16: ONNXConstant(shape: shape, .floats(floats.map(\.roundedToBFloat16)))
    case .bool: ONNXConstant(shape: shape, .integers(doubles.map { $0 == 0 ? 0 : 1 }))
    default: ONNXConstant(shape: shape, .integers(integers ?? doubles.map { Int(limiting: $0) }))
    }
  }
}

extension Float {
  /// The nearest number with the upper 16 bits alone, of two the even one.
  fileprivate var roundedToBFloat16: Float {
    if isNaN { return self }
    let half = 0x7fff + (bitPattern >> 16 & 1)
    return Float(bitPattern: (bitPattern &+ half) & 0xffff_0000)
  }
}
