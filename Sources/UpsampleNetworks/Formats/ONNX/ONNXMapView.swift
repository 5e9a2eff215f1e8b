/// A map under other dimensions, as reshaping and transposing make them: each dimension is
/// made of factors of the map's channels, rows and columns.
///
/// A pixel shuffle spelled by reshaping and transposing is such a view whose dimensions can
/// be told to be those of a map again.
struct ONNXMapView: Hashable, Sendable {
  enum Axis: Hashable, Sendable { case channels, rows, columns }

  /// A part of an index along an axis: of index `i` it is `i / stride % extent`.
  struct Factor: Hashable, Sendable {
    let axis: Axis
    let extent: Int
    let stride: Int
  }

  /// The number of the map.
  let map: Int
  /// The factors of each dimension, the slowest first. Those of extent 1 are left out, and
  /// neighbours that make up one are one.
  let dimensions: [[Factor]]

  init(map: Int, dimensions: [[Factor]]) {
    (self.map, self.dimensions) = (map, dimensions.map(Self.joined))
  }

  /// The map as it is, `[1, channels, height, width]`.
  init(map: Int, _ shape: MapShape) {
    self.init(
      map: map,
      dimensions: [
        [], [Factor(axis: .channels, extent: shape.channels, stride: 1)],
        [Factor(axis: .rows, extent: shape.height, stride: 1)],
        [Factor(axis: .columns, extent: shape.width, stride: 1)],
      ])
  }

  private static func joined(_ factors: [Factor]) -> [Factor] {
    var joined: [Factor] = []
    for factor in factors where factor.extent > 1 {
      if let last = joined.last, last.axis == factor.axis,
        last.stride == factor.stride * factor.extent
      {
        joined[joined.count - 1] = Factor(
          axis: factor.axis, extent: last.extent * factor.extent, stride: factor.stride)
      } else {
        joined.append(factor)
      }
    }
    return joined
  }

  /// The extents of the dimensions.
  var shape: [Int] { dimensions.map { $0.reduce(1) { $0 * $1.extent } } }

  /// The dimensions in another order.
  ///
  /// - Precondition: The order is a permutation.
  func transposed(_ order: [Int]) -> ONNXMapView {
    ONNXMapView(map: map, dimensions: order.map { dimensions[$0] })
  }

  /// The same numbers in another shape of as many; `nil` where its dimensions cut factors
  /// into parts that are none.
  func reshaped(_ shape: [Int]) -> ONNXMapView? {
    var rest = dimensions.flatMap { $0 }[...]
    var made: [[Factor]] = []
    for extent in shape {
      var (left, factors): (Int, [Factor]) = (extent, [])
      while left > 1 {
        guard let factor = rest.popFirst() else { return nil }
        if left % factor.extent == 0 {
          factors.append(factor)
          left /= factor.extent
        } else if factor.extent % left == 0 {
          let inner = factor.extent / left
          factors.append(
            Factor(axis: factor.axis, extent: left, stride: factor.stride * inner))
          rest = [Factor(axis: factor.axis, extent: inner, stride: factor.stride)] + rest
          left = 1
        } else {
          return nil
        }
      }
      made.append(factors)
    }
    return rest.isEmpty ? ONNXMapView(map: map, dimensions: made) : nil
  }

  /// The view with dimensions of extent 1 behind the others.
  func followed(by count: Int) -> ONNXMapView {
    ONNXMapView(map: map, dimensions: dimensions + Array(repeating: [], count: count))
  }

  /// Whether a dimension is made of channels alone.
  func isOfChannels(_ dimension: Int) -> Bool {
    !dimensions[dimension].isEmpty && dimensions[dimension].allSatisfy { $0.axis == .channels }
  }

  /// The channels that some places along a dimension of channels have, in the order of the
  /// dimensions, and the view of a map of these.
  ///
  /// - Precondition: The places are the dimension's.
  func selecting(
    _ places: [Int], dimension: Int
  ) -> (channels: [Int], viewOf: (_ map: Int) -> ONNXMapView) {
    var channels = [0]
    var made = dimensions
    for (index, factors) in dimensions.enumerated() {
      // The distances along each factor of channels, along those of the dimension as one.
      var own = factors.filter { $0.axis == .channels }.map { factor in
        (0..<factor.extent).map { $0 * factor.stride }
      }
      if index == dimension {
        let all = ONNXConstant.places(
          shape: factors.map(\.extent), strides: factors.map(\.stride))
        own = [places.map { all[$0] }]
        made[index] = [Factor(axis: .channels, extent: places.count, stride: 1)]
      }
      for distances in own {
        channels = channels.flatMap { channel in distances.map { channel + $0 } }
      }
    }
    var stride = 1
    for index in made.indices.reversed() {
      made[index] = made[index].reversed().map { factor in
        guard factor.axis == .channels else { return factor }
        defer { stride *= factor.extent }
        return Factor(axis: .channels, extent: factor.extent, stride: stride)
      }.reversed()
    }
    return (channels, { ONNXMapView(map: $0, dimensions: made) })
  }
}

extension ONNXMapView {
  /// What has to be done to a map so that a view of it is one.
  struct Steps: Hashable {
    /// Blocks of pixels that become channels first, channels outermost.
    var gathered: Int?
    /// The channels that are kept in their order then.
    var channels: [Int]?
    /// The channels that become blocks of pixels then, the innermost ones.
    var spread: Int?
  }

  /// How a map is made of the view; `nil` where that is beyond blocks and channels.
  ///
  /// - Parameter shape: The map's.
  func steps(_ shape: MapShape) -> Steps? {
    guard dimensions.count == 4, dimensions[0].isEmpty else { return nil }
    var (channels, rows, columns) = (dimensions[1], dimensions[2], dimensions[3])
    // What is not gathered of the rows and columns leads their dimensions.
    guard let high = Self.block(.rows, extent: shape.height, leading: &rows),
      let wide = Self.block(.columns, extent: shape.width, leading: &columns),
      high == wide
    else { return nil }
    guard (rows + columns).allSatisfy({ $0.axis == .channels }) else { return nil }
    let (down, across) = (Self.extent(rows), Self.extent(columns))
    guard down == across, high == 1 || down == 1 else { return nil }
    channels += rows + columns
    guard Self.extent(channels) <= Self.mostChannels else { return nil }
    let order = ONNXConstant.places(
      shape: channels.map(\.extent),
      strides: channels.map { factor in
        switch factor.axis {
        case .channels: factor.stride * high * high
        case .rows: factor.stride * high
        case .columns: factor.stride
        }
      })
    return Steps(
      gathered: high > 1 ? high : nil,
      channels: order == Array(order.indices) ? nil : order, spread: down > 1 ? down : nil)
  }

  /// The most channels that are put into order.
  private static let mostChannels = 1 << 16

  private static func extent(_ factors: [Factor]) -> Int {
    factors.reduce(1) { $0 * $1.extent }
  }

  /// Takes the factor of an axis that leads a dimension off it.
  ///
  /// - Returns: The extent of the part of the axis that is elsewhere; `nil` where the
  ///   factor is not the outermost part.
  private static func block(
    _ axis: Axis, extent: Int, leading factors: inout [Factor]
  ) -> Int? {
    guard let first = factors.first, first.axis == axis else { return extent }
    factors.removeFirst()
    return first.extent * first.stride == extent ? first.stride : nil
  }
}
