import UpsampleBase
import UpsampleTensors

extension ONNXBuilder {
  /// Makes a layer of `Resize`, or of `Upsample`, which came before it.
  func resize(_ call: ONNXCall) throws(UpsampleError) -> [ONNXValue] {
    let view = try view(0, of: call)
    let (map, order) = try arranged(view, call)
    let input = shape(map)
    let given = try resizing(of: call, view.shape)
    let asked = try carried(order.map { given[$0] }, input, call)
    let (rows, columns) = (asked[2], asked[3])
    guard asked[0].isNone, asked[1].isNone else {
      throw call.fault("of other dimensions than rows and columns")
    }
    guard (1...mostExtent(.vertical)).contains(rows.output),
      (1...mostExtent(.horizontal)).contains(columns.output)
    else {
      throw call.fault(
        "of a map of \(input.text) to \(rows.output) x \(columns.output) pixels")
    }
    if rows.isNone, columns.isNone { return [.view(value(of: map, order))] }
    let method = try method(of: call)
    let rule = try rule(of: call, method, isSmaller: rows.isSmaller || columns.isSmaller)
    let (charged, _) = (rows.output + columns.output).multipliedReportingOverflow(by: 8)
    try charge(charged)
    let scales =
      rows.scale == nil && columns.scale == nil
      ? nil : (height: rows.scale ?? rows.ratio, width: columns.scale ?? columns.ratio)
    let layer = ResizeLayer(
      of: input, size: (rows.output, columns.output), scales: scales, method: method, rule: rule)
    return [.view(value(of: try add(layer, [map], call), order))]
  }

  /// What becomes of one dimension.
  private struct Resizing {
    let input: Int
    var output: Int
    /// How many times larger it is, where that is what was asked.
    var scale: Float?

    var ratio: Float { Float(output) / Float(input) }
    var isNone: Bool { output == input && (scale ?? 1) == 1 }
    var isSmaller: Bool { scale.map { $0 < 1 } ?? (output < input) }
  }

  private func resizing(
    of call: ONNXCall, _ shape: [Int]
  ) throws(UpsampleError) -> [Resizing] {
    var all = shape.map { Resizing(input: $0, output: $0) }
    let axes = try call.dimensions(try call.integers("axes") ?? [0, 1, 2, 3], of: 4)
    // Before version 11 the scales are the second input, or an attribute.
    let isOld = call.node.operation == "Upsample" || call.version < 11
    let input = try call.optionalConstant(isOld ? 1 : 2, "scales")
    let scales = try call.floats("scales") ?? input?.floats ?? []
    if !scales.isEmpty {
      guard scales.count == axes.count, scales.allSatisfy({ $0.isFinite && $0 > 0 }) else {
        throw call.fault("with the scales \(scales.echoed) of \(axes.count) dimensions")
      }
      for (axis, scale) in zip(axes, scales) {
        let output = (Double(shape[axis]) * Double(scale)).rounded(.down)
        all[axis] = Resizing(
          input: shape[axis], output: Int(limiting: output), scale: scale)
      }
      return all
    }
    guard let sizes = try isOld ? nil : call.optionalIntegers(3, "sizes"),
      sizes.count == axes.count, sizes.allSatisfy({ (1...1 << 40).contains($0) })
    else { throw call.fault("without scales or sizes for \(axes.count) dimensions") }
    for (axis, size) in zip(axes, sizes) { all[axis].output = size }
    return try keepingAspect(all, axes, call)
  }

  /// The same, where sizes are those of a picture of another size: a map of other extents was
  /// made as large then.
  private func carried(
    _ all: [Resizing], _ map: MapShape, _ call: ONNXCall
  ) throws(UpsampleError) -> [Resizing] {
    guard let recorded = recorded(call),
      let input = recorded.inputs.first.flatMap({ $0?.extents }),
      let result = recorded.results.first.flatMap({ $0?.extents })
    else { return all }
    var made = all
    for axis in MapAxis.allCases {
      let dimension = axis == .vertical ? 2 : 3
      guard all[dimension].output == result[axis], input[axis] != map[axis] || input.isPixel
      else { continue }
      let extent = try carried(
        result[axis], along: axis, of: map[axis], exported: input[axis], call)
      made[dimension] = Resizing(input: map[axis], output: extent)
    }
    return made
  }

  private func keepingAspect(
    _ all: [Resizing], _ axes: [Int], _ call: ONNXCall
  ) throws(UpsampleError) -> [Resizing] {
    let policy = try call.text("keep_aspect_ratio_policy", default: "stretch")
    let scales = axes.map { Float(all[$0].output) / Float(all[$0].input) }
    let scale: Float?
    switch policy {
    case "stretch": return all
    case "not_larger": scale = scales.min()
    case "not_smaller": scale = scales.max()
    default: throw call.fault("whose policy is \(policy.echoed(upTo: 40))")
    }
    var made = all
    for axis in axes {
      let output = (Float(all[axis].input) * (scale ?? 1)).rounded(.toNearestOrAwayFromZero)
      made[axis].output = Int(limiting: Double(output))
      made[axis].scale = scale
    }
    return made
  }

  // MARK: Rules

  private func method(of call: ONNXCall) throws(UpsampleError) -> ResizeMethod {
    switch try call.text("mode", default: "nearest") {
    case "nearest": return .nearest
    case "linear", "bilinear": return .bilinear
    case "cubic": return .bicubic
    case let mode: throw call.fault("whose mode is \(mode.echoed(upTo: 40))")
    }
  }

  private func rule(
    of call: ONNXCall, _ method: ResizeMethod, isSmaller: Bool
  ) throws(UpsampleError) -> ResizeRule {
    if call.node.operation == "Upsample" || call.version < 11 {
      return ResizeRule(coordinates: .asymmetric, rounding: isSmaller ? .ceil : .floor)
    }
    let name = try call.text("coordinate_transformation_mode", default: "half_pixel")
    let nearest = try call.text("nearest_mode", default: "round_prefer_floor")
    guard var rounding = ResizeRule.Rounding(rawValue: nearest) else {
      throw call.fault("whose nearest_mode is \(nearest.echoed(upTo: 40))")
    }
    var coordinates = ResizeRule.Coordinates(rawValue: name)
    if name == "tf_half_pixel_for_nn", rounding == .floor || method != .nearest {
      // The sample below a place half a sample further on is the nearest one.
      (coordinates, rounding) = (.halfPixel, .roundPreferCeil)
    }
    guard let coordinates, coordinates != .cropAndResize,
      name != "tf_half_pixel_for_nn" || method == .nearest
    else {
      throw call.fault("whose coordinates are \(name.echoed(upTo: 40)), which can't be run here")
    }
    let border =
      try call.integer("exclude_outside", default: 0) == 0
      ? ResizeRule.Border.repeated : .excluded
    // Of what grows, an antialiased kernel is the plain one.
    if try call.integer("antialias", default: 0) != 0, method != .nearest {
      guard !isSmaller else {
        throw call.fault(
          "which makes a map smaller with antialias, which can't be run here",
          remedy: "Export the network with antialias=False.")
      }
    }
    let coefficient = try call.float("cubic_coeff_a", default: -0.75)
    guard coefficient.isFinite else { throw call.fault("whose cubic_coeff_a is \(coefficient)") }
    return ResizeRule(
      coordinates: coordinates, rounding: rounding, cubicCoefficient: coefficient, border: border)
  }
}
