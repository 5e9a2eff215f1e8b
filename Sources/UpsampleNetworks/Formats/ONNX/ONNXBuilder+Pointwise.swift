import UpsampleBase

/// What is made number by number: of any view of a map, whose dimensions stay.
extension ONNXBuilder {
  /// The view that an input is.
  func view(_ index: Int, of call: ONNXCall) throws(UpsampleError) -> ONNXMapView {
    switch try call.input(index) {
    case .view(let view): return view
    case .constant: throw call.fault("of numbers that don't depend on the picture")
    }
  }

  /// What is made of the first input's map number by number.
  func pointwise(
    _ call: ONNXCall, _ make: (_ map: Int) throws(UpsampleError) -> Int
  ) throws(UpsampleError) -> [ONNXValue] {
    let view = try view(0, of: call)
    return [.view(view.of(try make(view.map)))]
  }

  // MARK: Constants

  /// The numbers that a constant has for the channels of a view's map, or the one that it has
  /// for all of them, and the view with as many dimensions as both.
  func channelNumbers(
    _ constant: ONNXConstant, of view: ONNXMapView, _ call: ONNXCall
  ) throws(UpsampleError) -> (numbers: [Float], view: ONNXMapView) {
    let channels = shape(view.map).channels
    let rank = max(constant.shape.count, view.dimensions.count)
    let view = view.withDimensions(rank)
    let missing = Array(repeating: 1, count: rank - constant.shape.count)
    let (extents, steps) = (missing + constant.shape, missing + constant.strides)
    var places = [Int](repeating: 0, count: constant.count == 1 ? 1 : channels)
    for (dimension, extent) in extents.enumerated() where extent != 1 {
      guard view.shape[dimension] == extent, view.isOfChannels(dimension) else {
        throw call.fault(
          "with constants of shape \(constant.shape.echoed) for a map of \(channels) channels",
          remedy: "Constants can be run that are one number, or one for each channel.")
      }
      let indices = view.indices(ofChannels: channels, along: dimension)
      for channel in places.indices { places[channel] += indices[channel] * steps[dimension] }
    }
    let numbers = constant.floats
    return (places.map { numbers[$0] }, view)
  }

  /// Numbers of channels as a map.
  func map(of numbers: [Float], channels: Int, _ call: ONNXCall) throws(UpsampleError) -> Int {
    let all = numbers.count == channels ? numbers : Array(repeating: numbers[0], count: channels)
    return try add(NumbersLayer(all), [], call)
  }

  // MARK: Two maps

  /// The combination of two views. Dimensions may be of one of them alone.
  func combine(
    _ combination: CombiningLayer.Combination, _ one: ONNXMapView, _ other: ONNXMapView,
    _ call: ONNXCall
  ) throws(UpsampleError) -> ONNXMapView {
    if let dimensions = one.joined(with: other) {
      let map = try combine(combination, one.map, other.map, call)
      return ONNXMapView(map: map, dimensions: dimensions)
    }
    let (first, second) = (try arranged(one, call), try arranged(other, call))
    guard first.order == second.order else {
      throw call.fault(
        "of numbers of shapes \(one.shape.echoed) and \(other.shape.echoed), which don't fit",
        remedy: call.remedyOfExtents)
    }
    let map = try combine(combination, first.map, second.map, call)
    return value(of: map, first.order)
  }

  /// Adds a layer that combines two maps, of which one may have a single pixel.
  func combine(
    _ combination: CombiningLayer.Combination, _ one: Int, _ other: Int, _ call: ONNXCall
  ) throws(UpsampleError) -> Int {
    let maps = (
      try spread(one, over: shape(other), call), try spread(other, over: shape(one), call)
    )
    guard let layer = CombiningLayer(combination, shape(maps.0), shape(maps.1)) else {
      throw call.fault(
        "of maps of \(shape(one).text) and \(shape(other).text), which don't fit",
        remedy: call.remedyOfExtents)
    }
    return try add(layer, [maps.0, maps.1], call)
  }

  /// A map of one pixel at every pixel of another; others as they are.
  private func spread(
    _ map: Int, over other: MapShape, _ call: ONNXCall
  ) throws(UpsampleError) -> Int {
    guard let layer = SpreadLayer(of: shape(map), over: other) else { return map }
    return try add(layer, [map], call)
  }

  // MARK: Maps with their channels elsewhere

  /// Views whose numbers lie at the same places of their maps where they have the same indices:
  /// the views themselves, or the maps that they are.
  func together(
    _ views: [ONNXMapView], _ call: ONNXCall
  ) throws(UpsampleError) -> [ONNXMapView] {
    if views.allSatisfy({ $0.dimensions == views[0].dimensions }) { return views }
    return try views.map { view throws(UpsampleError) in
      let (map, order) = try arranged(view, call)
      return value(of: map, order)
    }
  }

  /// A map as a view with the order of dimensions of another.
  func value(of map: Int, _ order: [Int]) -> ONNXMapView {
    ONNXMapView(map: map, shape(map)).arranged(by: order)
  }

  /// The map that a view of four dimensions is, with its channels first or last.
  ///
  /// - Returns: The map, and the dimensions of batch, channels, rows and columns.
  func arranged(
    _ view: ONNXMapView, _ call: ONNXCall
  ) throws(UpsampleError) -> (map: Int, order: [Int]) {
    let order = order(of: view)
    return (try map(of: view.dimensions.count == 4 ? view.transposed(order) : view, call), order)
  }

  /// The dimensions of batch, channels, rows and columns of a view of four dimensions.
  func order(of view: ONNXMapView) -> [Int] {
    let last = [0, 3, 1, 2]
    guard view.dimensions.count == 4, view.steps(shape(view.map)) == nil,
      view.transposed(last).steps(shape(view.map)) != nil
    else { return Array(view.dimensions.indices) }
    return last
  }
}

extension ONNXMapView {
  /// The same dimensions of another map of the same extents.
  func of(_ map: Int) -> ONNXMapView { ONNXMapView(map: map, dimensions: dimensions) }

  /// With dimensions of extent 1 in front, so many in all.
  func withDimensions(_ count: Int) -> ONNXMapView {
    ONNXMapView(
      map: map,
      dimensions: Array(repeating: [], count: max(0, count - dimensions.count)) + dimensions)
  }

  /// The dimensions of a map with those of batch, channels, rows and columns in an order that
  /// ``ONNXBuilder/order(of:)`` told.
  ///
  /// - Precondition: It is a map as it is.
  func arranged(by order: [Int]) -> ONNXMapView {
    order.count == 4 ? transposed(order.indices.map { order.firstIndex(of: $0)! }) : self
  }

  /// The index along a dimension of channels that each channel has.
  func indices(ofChannels count: Int, along dimension: Int) -> [Int] {
    (0..<count).map { channel in
      dimensions[dimension].reduce(0) { $0 * $1.extent + channel / $1.stride % $1.extent }
    }
  }

  /// The dimensions of both, as numbers are repeated along dimensions of extent 1; `nil` where
  /// the maps would have to be put into order first.
  func joined(with other: ONNXMapView) -> [[Factor]]? {
    let count = max(dimensions.count, other.dimensions.count)
    var joined: [[Factor]] = []
    for (one, two) in zip(
      withDimensions(count).dimensions, other.withDimensions(count).dimensions)
    {
      guard one == two || one.isEmpty || two.isEmpty else { return nil }
      joined.append(one.isEmpty ? two : one)
    }
    return joined
  }
}
