/// What the calls of a file were given and made at the size of picture that it was exported for.
///
/// By it numbers are known that an exporter wrote down for that size: where a call is given the
/// same constants at two sizes, they mean at the one what they mean at the other.
struct ONNXReference: Sendable {
  /// A value, but for constants of more numbers than any shape has.
  enum Value: Sendable {
    case view(ONNXMapView, of: MapShape)
    case constant(ONNXConstant)
  }

  /// A call and what came of it.
  struct Call: Sendable {
    /// The names of what it makes, which no two calls of a graph have.
    let outputs: [String]
    let inputs: [Value?]
    let results: [Value?]
  }

  /// The numbers of the nodes of graphs within each other, the outermost first.
  typealias Place = [Int]

  let picture: MapShape
  /// What the file makes of it.
  var made: MapShape
  private(set) var calls: [Place: Call] = [:]

  /// The most numbers of a constant that may tell a size.
  private static let mostNumbers = 64

  init(picture: MapShape) { (self.picture, made) = (picture, picture) }

  mutating func add(
    _ call: ONNXCall, at place: Place, made: [ONNXValue], shape: (Int) -> MapShape
  ) {
    func value(_ value: ONNXValue?) -> Value? {
      switch value {
      case .view(let view)?: .view(view, of: shape(view.map))
      case .constant(let constant)? where constant.count <= Self.mostNumbers: .constant(constant)
      default: nil
      }
    }
    calls[place] = Call(
      outputs: call.node.outputs, inputs: call.inputs.map(value), results: made.map(value))
  }
}

extension ONNXReference.Value {
  /// The extents of the map that the value is; `nil` of a constant.
  var extents: MapShape? {
    guard case .view(let view, let map) = self else { return nil }
    return view.extents(of: map)
  }
}

/// The extents along an axis that maps have at the size at hand, by those that they have at the
/// size of the file.
struct ONNXExtents {
  private var known: [MapAxis: [Int: Set<Int>]] = [:]

  mutating func add(_ own: MapShape, exported: MapShape) {
    for axis in MapAxis.allCases {
      known[axis, default: [:]][exported[axis], default: []].insert(own[axis])
    }
  }

  /// Those of the maps that had an extent.
  func of(_ extent: Int, along axis: MapAxis) -> Set<Int> { known[axis]?[extent] ?? [] }
}

extension ONNXMapView {
  /// The view at other extents of its map: the outermost parts of rows and columns are as many
  /// as these have, and parts within them stay. `nil` where they have no such parts.
  func carried(from exported: MapShape, to own: MapShape, map: Int) -> ONNXMapView? {
    var made: [[Factor]] = []
    for factors in dimensions {
      var kept: [Factor] = []
      for factor in factors {
        guard let axis = factor.axis.ofPixels, factor.extent * factor.stride == exported[axis]
        else {
          kept.append(factor)
          continue
        }
        guard own[axis] % factor.stride == 0 else { return nil }
        kept.append(
          Factor(axis: factor.axis, extent: own[axis] / factor.stride, stride: factor.stride))
      }
      made.append(kept)
    }
    let view = ONNXMapView(map: map, dimensions: made)
    let count = view.shape.reduce(1, *)
    return count == own.channels * own.height * own.width ? view : nil
  }
}

extension ONNXMapView {
  /// The extents of the map that the view is, where it is one with channels first: a pixel
  /// shuffle has others than the map that it is a view of.
  func extents(of map: MapShape) -> MapShape {
    let shape = shape
    guard shape.count == 4, has(.rows, in: 2) || map.height == 1,
      has(.columns, in: 3) || map.width == 1
    else { return map }
    return MapShape(channels: shape[1], height: shape[2], width: shape[3])
  }

  private func has(_ axis: Axis, in dimension: Int) -> Bool {
    dimensions[dimension].contains { $0.axis == axis }
  }
}

extension ONNXMapView.Axis {
  /// The axis of pixels; `nil` of channels.
  var ofPixels: MapAxis? {
    switch self {
    case .channels: nil
    case .rows: .vertical
    case .columns: .horizontal
    }
  }
}

extension ONNXSlice {
  /// The ends of a slice of a dimension that had another extent when they were written down:
  /// counted from that end of the dimension to which they are nearer. `nil` of its middle.
  static func carried(_ place: Int, of exported: Int, to own: Int) -> Int? {
    if place < 0 || exported == own { return place }
    if place >= exported { return own }
    if 2 * place < exported { return place }
    return 2 * place > exported ? max(0, own - (exported - place)) : nil
  }
}
