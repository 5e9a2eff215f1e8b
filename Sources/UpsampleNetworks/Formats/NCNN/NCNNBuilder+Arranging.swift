import UpsampleBase
import UpsampleTensors

/// The axes of a map, from the outermost on.
private enum NCNNAxis: Int {
  case channels, rows, columns

  /// The axis of a number, which counts from the end where it is negative.
  init?(_ number: Int) { self.init(rawValue: number < 0 ? number + 3 : number) }
}

extension MapShape {
  fileprivate subscript(axis: NCNNAxis) -> Int {
    switch axis {
    case .channels: channels
    case .rows: height
    case .columns: width
    }
  }
}

extension NCNNBuilder {
  mutating func concatenate(_ layer: NCNNLayer) throws(UpsampleError) {
    let maps = try maps(of: layer)
    guard NCNNAxis(try layer.number(0, or: 0, in: -3...2)) == .channels else {
      throw layer.refusal("of rows or columns")
    }
    let shapes = maps.map(graph.shape)
    guard let made = ConcatLayer(shapes) else {
      throw layer.refusal("of \(shapes.map(\.text).echoed)")
    }
    try make(.map(try add(made, of: maps, for: layer)), of: layer)
  }

  /// Adds the part of a map between places along an axis.
  ///
  /// - Returns: The number of its map.
  private mutating func part(
    _ range: Range<Int>, along axis: NCNNAxis, of map: Int, for layer: NCNNLayer
  ) throws(UpsampleError) -> Int {
    let shape = graph.shape(map)
    let all = 0..<shape[axis]
    if range == all { return map }
    guard !range.isEmpty, all.contains(range.lowerBound), range.upperBound <= all.upperBound
    else {
      throw layer.refusal(
        "of the \(axis) from \(range.lowerBound) to \(range.upperBound) of \(shape.text)")
    }
    switch axis {
    case .channels:
      return try add(ChannelsLayer(of: shape, channels: Array(range)), of: [map], for: layer)
    case .rows:
      return try add(
        CropLayer(of: shape, rows: range, columns: 0..<shape.width), of: [map], for: layer)
    case .columns:
      return try add(
        CropLayer(of: shape, rows: 0..<shape.height, columns: range), of: [map], for: layer)
    }
  }

  mutating func slice(_ layer: NCNNLayer) throws(UpsampleError) {
    let map = try map(of: layer)
    let axis = NCNNAxis(try layer.number(1, or: 0, in: -3...2))!
    let (sizes, places) = (try layer.numbers(0), try layer.numbers(2))
    let (extent, count) = (graph.shape(map)[axis], layer.outputs.count)
    guard places.isEmpty ? sizes.count == count : places.count >= count - 1 else {
      throw layer.refusal("into \(count) parts of the sizes \(sizes.echoed)")
    }
    var first = 0
    for index in 0..<count {
      let end: Int
      if places.isEmpty {
        end = first + (sizes[index] == -233 ? (extent - first) / (count - index) : sizes[index])
      } else if index == count - 1 {
        end = extent
      } else {
        end = places[index] + (places[index] < 0 ? extent : 0)
      }
      let part = try part(first..<max(first, end), along: axis, of: map, for: layer)
      try make(.map(part), output: index, of: layer)
      first = end
    }
  }

  // MARK: Crop

  mutating func crop(_ layer: NCNNLayer) throws(UpsampleError) {
    for id in [19, 20, 21] where layer.isSet(id) {
      throw layer.refusal("by expressions of extents")
    }
    var map = try map(of: layer)
    let shape = graph.shape(map)
    let ranges =
      layer.isSet(9) && layer.isSet(10)
      ? try spans(of: layer, in: shape) : try windows(of: layer, in: shape)
    for (axis, range) in ranges {
      map = try part(range, along: axis, of: map, for: layer)
    }
    try make(.map(map), of: layer)
  }

  /// From begin to end along some axes, where what is negative counts from the end.
  private func spans(
    of layer: NCNNLayer, in shape: MapShape
  ) throws(UpsampleError) -> [(NCNNAxis, Range<Int>)] {
    let (begins, ends) = (try layer.numbers(9), try layer.numbers(10))
    let axes = try layer.numbers(11)
    let count = axes.isEmpty ? 3 : axes.count
    guard begins.count == count, ends.count == count else {
      throw layer.refusal("from \(begins.echoed) to \(ends.echoed) of \(count) axes")
    }
    var spans: [(NCNNAxis, Range<Int>)] = []
    for index in 0..<count {
      guard let axis = NCNNAxis(axes.isEmpty ? index : axes[index]) else {
        throw layer.refusal("of the axes \(axes.echoed)")
      }
      let extent = shape[axis]
      let begin = begins[index] == -233 ? 0 : begins[index]
      let end = ends[index] == -233 ? extent : ends[index]
      let first = begin >= 0 ? begin : extent + begin
      spans.append((axis, first..<max(first, min(extent, end > 0 ? end : extent + end))))
    }
    return spans
  }

  /// From offsets on as far as sizes, other offsets or another map say.
  private func windows(
    of layer: NCNNLayer, in shape: MapShape
  ) throws(UpsampleError) -> [(NCNNAxis, Range<Int>)] {
    let numbers = -233...Int(Int32.max)
    let isByMap = ![3, 4, 5, 6, 7, 8].contains(where: layer.isSet)
    let other = isByMap ? try map(1, of: layer) : nil
    let sizes = other.map(graph.shape)
    let ids: [(axis: NCNNAxis, offset: Int, size: Int, after: Int)] = [
      (.channels, 2, 5, 8), (.rows, 1, 4, 7), (.columns, 0, 3, 6),
    ]
    var windows: [(NCNNAxis, Range<Int>)] = []
    for id in ids {
      let offset = try layer.number(id.offset, or: 0, in: numbers)
      guard offset >= 0 else { throw layer.refusal("by numbers of another layer") }
      let size: Int
      if let sizes {
        size = sizes[id.axis]
      } else {
        let after = try layer.number(id.after, or: 0, in: numbers)
        let rest = shape[id.axis] - offset - after
        let asked = try layer.number(id.size, or: 0, in: numbers)
        size = asked == -233 ? rest : min(asked, rest)
      }
      windows.append((id.axis, offset..<offset + max(0, size)))
    }
    return windows
  }

  // MARK: Pads

  mutating func pad(_ layer: NCNNLayer) throws(UpsampleError) {
    let range = 0...NCNNLayer.largest
    let vertical = (try layer.number(0, or: 0, in: range), try layer.number(1, or: 0, in: range))
    let horizontal = (
      try layer.number(2, or: 0, in: range), try layer.number(3, or: 0, in: range)
    )
    guard !layer.isSet(7), !layer.isSet(8) else { throw layer.refusal("with pads of channels") }
    let number = try layer.fraction(5, or: 0)
    let numbers = layer.numbers.first ?? [number]
    let modes: [PadMode] = [.constant(numbers[0]), .edge, .reflect]
    let mode = modes[try layer.number(4, or: 0, in: 0...2)]
    guard numbers.allSatisfy({ $0 == numbers[0] }) else {
      throw layer.refusal("with numbers that differ by channel")
    }
    try make(
      .map(
        try framed(try map(of: layer), by: (vertical, horizontal), with: mode, for: layer)),
      of: layer)
  }

  /// Adds pads of rows and columns.
  ///
  /// - Returns: The number of its map.
  mutating func framed(
    _ map: Int,
    by pads: (vertical: (before: Int, after: Int), horizontal: (before: Int, after: Int)),
    with mode: PadMode, for layer: NCNNLayer
  ) throws(UpsampleError) -> Int {
    let made = PadLayer(
      of: graph.shape(map),
      vertical: .init(before: pads.vertical.before, after: pads.vertical.after),
      horizontal: .init(before: pads.horizontal.before, after: pads.horizontal.after),
      mode: .padded(mode))
    guard let made else {
      throw layer.refusal("with more pads than \(graph.shape(map).text) have")
    }
    return try add(made, of: [map], for: layer)
  }

  // MARK: Channels

  mutating func arrangeBlocks(_ layer: NCNNLayer) throws(UpsampleError) {
    let map = try map(of: layer)
    let shape = graph.shape(map)
    let block = try layer.number(0, or: 1, in: 1...255)
    let isReorg = layer.operation == .reorg
    guard
      let made = BlockLayer(
        isReorg ? .spaceToDepth : .depthToSpace, of: shape, block: block,
        order: try layer.number(1, or: 0, in: 0...1) == 0 ? .channelFirst : .blockFirst)
    else { throw layer.refusal("of blocks of \(block)x\(block), given \(shape.text)") }
    try make(.map(try add(made, of: [map], for: layer)), of: layer)
  }

  mutating func shuffleChannels(_ layer: NCNNLayer) throws(UpsampleError) {
    let map = try map(of: layer)
    let shape = graph.shape(map)
    let count = try layer.number(0, or: 1, in: 1...NCNNLayer.mostChannels)
    guard shape.channels % count == 0 else {
      throw layer.refusal("of \(count) groups, given \(shape.text)")
    }
    let groups = layer.isSet(1) ? shape.channels / count : count
    let each = shape.channels / groups
    let channels = (0..<shape.channels).map { $0 % groups * each + $0 / groups }
    let made = ChannelsLayer(of: shape, channels: channels)
    try make(.map(try add(made, of: [map], for: layer)), of: layer)
  }

  /// Passes what a layer is given where it keeps its shape.
  mutating func keepShape(_ layer: NCNNLayer) throws(UpsampleError) {
    let map = try map(of: layer)
    let shape = graph.shape(map)
    if layer.operation == .permute {
      guard !layer.isSet(0) else {
        throw layer.refusal("which changes axes", remedy: Self.shuffleRemedy)
      }
    } else {
      let numbers = -233...Int(Int32.max)
      for (id, extent) in [(0, shape.width), (1, shape.height), (2, shape.channels)] {
        let asked = try layer.number(id, or: -233, in: numbers)
        // 0 keeps an extent, -1 is what is left.
        guard [0, -1, extent].contains(asked), !layer.isSet(6) else {
          throw layer.refusal("which changes extents", remedy: Self.shuffleRemedy)
        }
      }
    }
    try make(.map(map), of: layer)
  }

  private static let shuffleRemedy = "Convert the network so that it has a PixelShuffle there."
}
