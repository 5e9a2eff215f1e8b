import UpsampleBase
import UpsampleTensors

/// Operators that put parts of values in other places.
extension ONNXBuilder {
  static let arrangements: [String: Operation] = [
    "Concat": ONNXBuilder.concatenation, "Split": ONNXBuilder.split,
    "Slice": ONNXBuilder.slice, "Gather": ONNXBuilder.gather,
    "GatherND": ONNXBuilder.gatherSlices, "Pad": ONNXBuilder.pad,
    "DepthToSpace": ONNXBuilder.depthToSpace, "SpaceToDepth": ONNXBuilder.spaceToDepth,
    "Resize": ONNXBuilder.resize, "Upsample": ONNXBuilder.resize,
  ]

  // MARK: Concatenation

  private func concatenation(_ call: ONNXCall) throws(UpsampleError) -> [ONNXValue] {
    let rank = dimensions(of: try call.input(0)).count
    let axis = try call.dimension(try call.integer("axis", default: 1), of: rank)
    let constants = call.inputs.compactMap { value -> ONNXConstant? in
      if case .constant(let constant)? = value { constant } else { nil }
    }
    if constants.count == call.inputs.count {
      return [.constant(try concatenation(constants, axis: axis, call))]
    }
    return [.view(try joined(call, axis: axis, rank: rank))]
  }

  private func joined(
    _ call: ONNXCall, axis: Int, rank: Int
  ) throws(UpsampleError) -> ONNXMapView {
    let views = try call.inputs.indices.map { index throws(UpsampleError) in
      // Pixels follow the other dimensions where these are fewer.
      try view(index, of: call).followed(by: max(0, 4 - rank))
    }
    let order = [0, axis] + (1..<4).filter { $0 != axis }
    guard rank <= 4, axis > 0, views[0].transposed(order).steps(shape(views[0].map)) != nil else {
      throw call.fault(
        "along axis \(axis) of \(rank) dimensions, which can't be run in strips",
        remedy: "Maps can be joined along their channels.")
    }
    let maps = try views.map { view throws(UpsampleError) in
      guard view.dimensions.count == 4 else { throw call.fault("of different dimensions") }
      return try map(of: view.transposed(order), call)
    }
    guard let layer = ConcatLayer(maps.map(shape)) else {
      let shapes = maps.prefix(4).map { shape($0).text }.joined(separator: ", ")
      throw call.fault("of maps of \(shapes), which don't fit", remedy: call.remedyOfExtents)
    }
    let made = value(of: try add(layer, maps, call), order)
    return ONNXMapView(map: made.map, dimensions: Array(made.dimensions.prefix(rank)))
  }

  private func concatenation(
    _ constants: [ONNXConstant], axis: Int, _ call: ONNXCall
  ) throws(UpsampleError) -> ONNXConstant {
    var shape = constants[0].shape
    var extents: [Int] = []
    for constant in constants {
      var others = constant.shape
      guard others.count == shape.count else {
        throw call.fault("of shapes \(constants.map(\.shape).echoed)")
      }
      extents.append(others[axis])
      others[axis] = shape[axis]
      guard others == shape else {
        throw call.fault("of shapes \(constants.map(\.shape).echoed)")
      }
    }
    shape[axis] = extents.reduce(0, +)
    _ = try count(shape)
    let inner = shape[(axis + 1)...].reduce(1, *)
    let lines = shape[..<axis].reduce(1, *)
    var places: [Int] = []
    for line in 0..<lines {
      var first = 0
      for extent in extents {
        let start = first + line * extent * inner
        places += start..<start + extent * inner
        first += lines * extent * inner
      }
    }
    return ONNXConstant.concatenation(constants).picking(places, shape: shape)
  }

  // MARK: Parts

  private func split(_ call: ONNXCall) throws(UpsampleError) -> [ONNXValue] {
    let value = try call.input(0)
    let shape = dimensions(of: value)
    let axis = try call.dimension(try call.integer("axis", default: 0), of: shape.count)
    let parts = try call.integer("num_outputs", default: call.node.outputs.count)
    guard (1...ONNXParser.mostParts).contains(parts) else {
      throw call.fault("into \(parts) parts")
    }
    let equal = (shape[axis] + parts - 1) / parts
    let sizes =
      try call.integers("split", or: 1, "sizes")
      ?? (0..<parts).map { max(0, min(equal, shape[axis] - $0 * equal)) }
    var rest = shape[axis]
    for size in sizes {
      guard (0...rest).contains(size) else {
        rest = -1
        break
      }
      rest -= size
    }
    guard rest == 0 else {
      throw call.fault("into parts of \(sizes.echoed) of an extent of \(shape[axis])")
    }
    var first = 0
    var made: [ONNXValue] = []
    for (size, name) in zip(sizes, call.node.outputs) {
      let part = ONNXSlice(first: first, count: size, step: 1)
      // A part that nobody uses need not be one that can be made.
      made.append(name.isEmpty ? value : try self.part(value, [axis: part], call))
      first += size
    }
    return made
  }

  private func slice(_ call: ONNXCall) throws(UpsampleError) -> [ONNXValue] {
    let value = try call.input(0)
    let shape = dimensions(of: value)
    guard let starts = try call.integers("starts", or: 1, "starts"),
      let ends = try call.integers("ends", or: 2, "ends")
    else { throw call.fault("without starts and ends") }
    let given = try call.integers("axes", or: 3, "axes") ?? Array(starts.indices)
    let axes = try call.dimensions(given, of: shape.count)
    let steps = try call.optionalIntegers(4, "steps") ?? starts.map { _ in 1 }
    guard starts.count == ends.count, axes.count == starts.count, steps.count == starts.count,
      !steps.contains(0)
    else {
      throw call.fault(
        "with starts \(starts.echoed), ends \(ends.echoed), axes \(given.echoed), "
          + "steps \(steps.echoed)")
    }
    var parts: [Int: ONNXSlice] = [:]
    for (index, axis) in axes.enumerated() {
      let ends = try carriedEnds((starts[index], ends[index]), axis: axis, of: shape, call)
      parts[axis] = ONNXSlice(from: ends.0, to: ends.1, step: steps[index], of: shape[axis])
    }
    return [try part(value, parts, call)]
  }

  /// The part of a value along some dimensions.
  private func part(
    _ value: ONNXValue, _ parts: [Int: ONNXSlice], _ call: ONNXCall
  ) throws(UpsampleError) -> ONNXValue {
    let shape = dimensions(of: value)
    let parts = parts.filter { $1 != ONNXSlice(first: 0, count: shape[$0], step: 1) }
    if parts.isEmpty { return value }
    switch value {
    case .constant(let constant):
      let strides = constant.strides
      let target = shape.indices.map { parts[$0]?.count ?? shape[$0] }
      let start = parts.reduce(0) { $0 + $1.value.first * strides[$1.key] }
      if target.contains(0) { return .constant(constant.picking([], shape: target)) }
      let places = ONNXConstant.places(
        shape: target,
        strides: shape.indices.map { strides[$0] * (parts[$0]?.step ?? 1) }, from: start)
      return .constant(constant.picking(places, shape: target))
    case .view(let view): return try part(view, parts, call)
    }
  }

  private func part(
    _ view: ONNXMapView, _ parts: [Int: ONNXSlice], _ call: ONNXCall
  ) throws(UpsampleError) -> ONNXValue {
    guard parts.values.allSatisfy({ $0.count > 0 }) else {
      throw call.fault("which leaves nothing of numbers of shape \(view.shape.echoed)")
    }
    var (view, parts) = (view, parts)
    for (dimension, part) in parts where view.isOfChannels(dimension) {
      view = try selecting(part.places, dimension, of: view, call)
      parts[dimension] = nil
    }
    if parts.isEmpty { return .view(view) }
    let (map, order) = try arranged(view, call)
    guard parts[order[0]] == nil, parts[order[1]] == nil else {
      throw call.fault("of numbers of shape \(view.shape.echoed), which can't be run in strips")
    }
    let (rows, columns) = (parts[order[2]], parts[order[3]])
    return .view(value(of: try part(of: map, rows, columns, call), order))
  }

  /// Some rows and columns of a map, all where there are none.
  private func part(
    of map: Int, _ rows: ONNXSlice?, _ columns: ONNXSlice?, _ call: ONNXCall
  ) throws(UpsampleError) -> Int {
    let input = shape(map)
    let rows = rows ?? ONNXSlice(first: 0, count: input.height, step: 1)
    let columns = columns ?? ONNXSlice(first: 0, count: input.width, step: 1)
    guard rows.step > 0, columns.step > 0 else {
      throw call.fault(
        "with a step of \(min(rows.step, columns.step)), which can't be run in strips")
    }
    let part = try add(
      CropLayer(of: input, rows: rows.range, columns: columns.range), [map], call)
    if rows.step == 1, columns.step == 1 { return part }
    // Pixels at a distance from each other are the largest of windows of one.
    let layer = try call.checked { () throws(UpsampleError) in
      try PoolLayer(
        call.node.label, of: shape(part), .maximum, window: (1, 1),
        vertical: .init(stride: rows.step), horizontal: .init(stride: columns.step))
    }
    return try add(layer, [part], call)
  }

  private func gather(_ call: ONNXCall) throws(UpsampleError) -> [ONNXValue] {
    let value = try call.input(0)
    let shape = dimensions(of: value)
    let axis = try call.dimension(try call.integer("axis", default: 0), of: shape.count)
    let indices = try call.constant(1, "indices")
    guard let numbers = indices.integers else { throw call.fault("whose indices are no integers") }
    let places = try numbers.map { number throws(UpsampleError) in
      try call.dimension(number, of: shape[axis])
    }
    let target = shape[..<axis] + indices.shape + shape[(axis + 1)...]
    switch value {
    case .constant(let constant):
      _ = try count(Array(target))
      let inner = shape[(axis + 1)...].reduce(1, *)
      let all = (0..<shape[..<axis].reduce(1, *)).flatMap { line in
        places.flatMap { place in
          let start = (line * shape[axis] + place) * inner
          return start..<start + inner
        }
      }
      return [.constant(constant.picking(all, shape: Array(target)))]
    case .view(let view):
      guard indices.shape.count <= 1 else {
        throw call.fault("with indices of shape \(indices.shape.echoed)")
      }
      let made = try selecting(places, axis, of: view, call)
      guard indices.shape.isEmpty else { return [.view(made)] }
      var dimensions = made.dimensions
      dimensions.remove(at: axis)
      return [.view(ONNXMapView(map: made.map, dimensions: dimensions))]
    }
  }

  /// The gathering of whole slices along the first dimension, as indexing by a list spells it.
  private func gatherSlices(_ call: ONNXCall) throws(UpsampleError) -> [ONNXValue] {
    try call.requireZero("batch_dims")
    let indices = try call.constant(1, "indices")
    guard case .view(let view) = try call.input(0), let numbers = indices.integers,
      indices.shape.count == 2, indices.shape[1] == 1, let first = view.shape.first,
      view.isOfChannels(0)
    else { throw call.refusal("Indices can be run that choose channels.") }
    let places = try numbers.map { number throws(UpsampleError) in
      try call.dimension(number, of: first)
    }
    return [.view(try selecting(places, 0, of: view, call))]
  }

  /// Some places along a dimension of channels, or of a single one that is repeated.
  func selecting(
    _ places: [Int], _ dimension: Int, of view: ONNXMapView, _ call: ONNXCall
  ) throws(UpsampleError) -> ONNXMapView {
    if places == Array(0..<view.shape[dimension]) { return view }
    guard !places.isEmpty, view.isOfChannels(dimension) || view.shape[dimension] == 1 else {
      throw call.fault(
        "along dimension \(dimension) of numbers of shape \(view.shape.echoed), "
          + "which can't be run in strips")
    }
    let others = shape(view.map).channels / view.shape[dimension]
    _ = try count([others, places.count])
    let (channels, viewOf) = view.selecting(places, dimension: dimension)
    return viewOf(
      try add(ChannelsLayer(of: shape(view.map), channels: channels), [view.map], call))
  }
}

extension ONNXConstant {
  /// The numbers of several constants of the same type, one after the other.
  static func concatenation(_ constants: [ONNXConstant]) -> ONNXConstant {
    let count = constants.reduce(0) { $0 + $1.count }
    if constants.allSatisfy({ $0.integers != nil }) {
      return ONNXConstant(shape: [count], .integers(constants.flatMap { $0.integers ?? [] }))
    }
    if case .doubles? = constants.first?.numbers {
      return ONNXConstant(shape: [count], .doubles(constants.flatMap(\.doubles)))
    }
    return ONNXConstant(shape: [count], .floats(constants.flatMap(\.floats)))
  }
}
