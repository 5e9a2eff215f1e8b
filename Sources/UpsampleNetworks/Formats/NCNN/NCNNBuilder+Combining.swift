import UpsampleBase
import UpsampleTensors

/// What two values are combined by.
enum NCNNCombination: Hashable {
  case add, subtract, multiply, divide, maximum, minimum, power

  /// The operation of ncnn's number, and whether its operands change places; `nil` of one
  /// that is not run.
  static func numbered(_ number: Int) -> (NCNNCombination, isSwapped: Bool)? {
    let plain: [NCNNCombination] = [
      .add, .subtract, .multiply, .divide, .maximum, .minimum, .power,
    ]
    let swapped: [NCNNCombination] = [.subtract, .divide, .power]
    if plain.indices.contains(number) { return (plain[number], false) }
    let index = number - plain.count
    return swapped.indices.contains(index) ? (swapped[index], true) : nil
  }

  /// What two maps are combined by.
  fileprivate var ofMaps: CombiningLayer.Combination? {
    switch self {
    case .add: .add
    case .subtract: .subtract
    case .multiply: .multiply
    case .divide: .divide
    case .maximum: .maximum
    case .minimum: .minimum
    case .power: nil
    }
  }
}

extension NCNNBuilder {
  mutating func combine(_ layer: NCNNLayer) throws(UpsampleError) {
    let number = try layer.number(0, or: 0, in: 0...255)
    guard let (combination, isSwapped) = NCNNCombination.numbered(number) else {
      throw layer.refusal("of ncnn's operation \(number)")
    }
    let first = try value(0, of: layer)
    let second =
      layer.isSet(1)
      ? .data(NCNNData(extents: [1], numbers: [try layer.fraction(2, or: 0)]))
      : try value(1, of: layer)
    let map =
      isSwapped
      ? try combined(combination, second, first, for: layer)
      : try combined(combination, first, second, for: layer)
    try make(.map(map), of: layer)
  }

  /// Adds the combination of a map and another map or numbers of the file.
  ///
  /// - Returns: The number of its map.
  mutating func combined(
    _ combination: NCNNCombination, _ first: NCNNValue, _ second: NCNNValue,
    for layer: NCNNLayer
  ) throws(UpsampleError) -> Int {
    switch (first, second) {
    case (.map(let first), .map(let second)):
      guard let combination = combination.ofMaps else {
        throw layer.refusal("of two maps, one to the power of the other")
      }
      return try add(combination, first, second, for: layer)
    case (.map(let map), .data(let data)):
      let (map, numbers) = try fitted(map, data, for: layer)
      return try combined(combination, map, numbers, for: layer)
    case (.data(let data), .map(let map)):
      let (map, numbers) = try fitted(map, data, for: layer)
      return try combined(combination, numbers, map, for: layer)
    case (.data, .data): throw layer.refusal("of the file's numbers alone")
    }
  }

  /// Adds the combination of two maps, of which one may have a single pixel.
  mutating func add(
    _ combination: CombiningLayer.Combination, _ first: Int, _ second: Int, for layer: NCNNLayer
  ) throws(UpsampleError) -> Int {
    let first = try spread(first, over: graph.shape(second), for: layer)
    let second = try spread(second, over: graph.shape(first), for: layer)
    guard let made = CombiningLayer(combination, graph.shape(first), graph.shape(second)) else {
      throw layer.refusal("of \(graph.shape(first).text) and \(graph.shape(second).text)")
    }
    return try add(made, of: [first, second], for: layer)
  }

  /// A map of one pixel at every pixel of another; others as they are.
  private mutating func spread(
    _ map: Int, over other: MapShape, for layer: NCNNLayer
  ) throws(UpsampleError) -> Int {
    guard let made = SpreadLayer(of: graph.shape(map), over: other) else { return map }
    return try add(made, of: [map], for: layer)
  }

  // MARK: Numbers of the file

  /// A map and the numbers of its channels, or one for all. Of a map of one channel there
  /// are as many as numbers.
  private mutating func fitted(
    _ map: Int, _ data: NCNNData, for layer: NCNNLayer
  ) throws(UpsampleError) -> (Int, [Float]) {
    let (shape, count) = (graph.shape(map), data.numbers.count)
    // Along a single axis lie channels if there are as many.
    let areChannels = data.extents.dropFirst().allSatisfy { $0 == 1 }
    if areChannels, count == 1 || count == shape.channels { return (map, data.numbers) }
    guard areChannels, data.extents.count > 1, shape.channels == 1 else {
      throw layer.refusal(
        "of \(shape.text) and numbers of the extents \(data.extents.echoed), which are none of"
          + " its channels")
    }
    let made = ChannelsLayer(of: shape, channels: Array(repeating: 0, count: count))
    return (try add(made, of: [map], for: layer), data.numbers)
  }

  private mutating func combined(
    _ combination: NCNNCombination, _ map: Int, _ numbers: [Float], for layer: NCNNLayer
  ) throws(UpsampleError) -> Int {
    switch combination {
    case .add: return try add(offsets: numbers, to: map, for: layer)
    case .subtract: return try add(offsets: numbers.map { -$0 }, to: map, for: layer)
    case .multiply: return try add(scales: numbers, to: map, for: layer)
    case .divide: return try add(scales: numbers.map { 1 / $0 }, to: map, for: layer)
    case .maximum, .minimum, .power:
      guard numbers.count == 1 else { throw layer.refusal("of numbers that differ by channel") }
      switch combination {
      case .maximum:
        return try add(.clip(minimum: numbers[0], maximum: .infinity), of: map, for: layer)
      case .minimum:
        return try add(.clip(minimum: -.infinity, maximum: numbers[0]), of: map, for: layer)
      default: return try add(power: numbers[0], of: map, for: layer)
      }
    }
  }

  private mutating func combined(
    _ combination: NCNNCombination, _ numbers: [Float], _ map: Int, for layer: NCNNLayer
  ) throws(UpsampleError) -> Int {
    switch combination {
    case .subtract: return try add(scales: [-1], offsets: numbers, to: map, for: layer)
    case .divide:
      return try add(
        scales: numbers, to: try add(power: -1, of: map, for: layer), for: layer)
    case .power: throw layer.refusal("of a number to the power of a map")
    default: return try combined(combination, map, numbers, for: layer)
    }
  }

  private mutating func add(
    scales: [Float] = [1], offsets: [Float] = [0], to map: Int, for layer: NCNNLayer
  ) throws(UpsampleError) -> Int {
    try add(
      AffineLayer(of: graph.shape(map), scales: scales, offsets: offsets), of: [map], for: layer)
  }
}

extension NCNNBuilder {
  /// Adds the sum, the product or the maximum of some maps.
  mutating func combineAll(_ layer: NCNNLayer) throws(UpsampleError) {
    let maps = try maps(of: layer)
    let combinations: [CombiningLayer.Combination] = [.multiply, .add, .maximum]
    let combination = combinations[try layer.number(0, or: 0, in: 0...2)]
    let factors = combination == .add ? try layer.fractions(1) : []
    guard factors.isEmpty || factors.count >= maps.count else {
      throw layer.refusal("of \(maps.count) maps with the factors \(factors.echoed)")
    }
    var result: Int?
    for (index, map) in maps.enumerated() {
      let factor = factors.isEmpty ? 1 : factors[index]
      let next = factor == 1 ? map : try add(scales: [factor], to: map, for: layer)
      guard graph.shape(next) == graph.shape(result ?? next) else {
        throw layer.refusal("of \(maps.map { graph.shape($0).text }.echoed)")
      }
      result =
        try result.map { sum throws(UpsampleError) in
          try add(combination, sum, next, for: layer)
        } ?? next
    }
    try make(.map(result!), of: layer)
  }
}
