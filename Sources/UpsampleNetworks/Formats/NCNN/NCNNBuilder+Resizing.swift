import UpsampleBase
import UpsampleTensors

extension NCNNBuilder {
  mutating func resize(_ layer: NCNNLayer) throws(UpsampleError) {
    let map = try map(of: layer)
    let shape = graph.shape(map)
    let (output, scales) = try size(of: layer, for: shape)
    try check(output, for: layer)
    if output == shape { return try make(.map(map), of: layer) }
    let method: ResizeMethod
    var rule = ResizeRule(rounding: .floor)
    switch try layer.number(0, or: 0, in: 1...3) {
    case 1:
      method = .nearest
      rule.coordinates = .asymmetric
    case 2: method = .bilinear
    default: method = .bicubic
    }
    if method != .nearest, layer.isSet(6) { rule.coordinates = .alignCorners }
    let made = ResizeLayer(
      of: shape, size: (output.height, output.width), scales: scales, method: method, rule: rule)
    try make(.map(try add(made, of: [map], for: layer)), of: layer)
  }

  /// What a resizing makes, and its scales where it has such.
  private func size(
    of layer: NCNNLayer, for shape: MapShape
  ) throws(UpsampleError) -> (MapShape, scales: (height: Float, width: Float)?) {
    guard !layer.isSet(9) else { throw layer.refusal("by expressions of extents") }
    var output = shape
    if try layer.number(5, or: 0, in: 0...1) == 1 {
      let other = graph.shape(try map(1, of: layer))
      (output.height, output.width) = (other.height, other.width)
      return (output, nil)
    }
    let sizes = 0...1 << 24
    output.height = try layer.number(3, or: 0, in: sizes)
    output.width = try layer.number(4, or: 0, in: sizes)
    if output.height > 0, output.width > 0 { return (output, nil) }
    let (tall, wide) = (try layer.fraction(1, or: 1), try layer.fraction(2, or: 1))
    guard tall > 0, wide > 0, tall <= 64, wide <= 64 else {
      throw layer.refusal("by \(wide) and \(tall), which are not from 0 to 64")
    }
    output.height = Int(Float(shape.height) * tall)
    output.width = Int(Float(shape.width) * wide)
    return (output, (tall, wide))
  }

  // MARK: Pools

  mutating func pool(_ layer: NCNNLayer) throws(UpsampleError) {
    let map = try map(of: layer)
    let shape = graph.shape(map)
    let isMean = try layer.number(0, or: 0, in: 0...1) == 1
    if layer.isSet(4) || layer.isSet(7) {
      let makesPixel = try layer.makesPixel
      guard isMean, makesPixel else {
        throw layer.refusal("of parts of the whole picture other than its mean")
      }
      return try make(.map(try add(MeanLayer(of: shape), of: [map], for: layer)), of: layer)
    }
    let sizes = 1...NCNNLayer.largest
    let width = try layer.number(1, or: 0, in: sizes)
    let height = try layer.number(11, or: width, in: sizes)
    let across = try layer.number(2, or: 1, in: sizes)
    let down = try layer.number(12, or: across, in: sizes)
    let mode = try layer.number(5, or: 0, in: 0...3)
    let pads = try poolPads(of: layer)
    let vertical = Self.poolAxis(
      shape.height, window: height, stride: down, pads: pads.vertical, mode: mode)
    let horizontal = Self.poolAxis(
      shape.width, window: width, stride: across, pads: pads.horizontal, mode: mode)
    // Means of windows that follow from extents count what is beyond the map.
    let isCounting = mode >= 2 || layer.isSet(6)
    let made = try layer.checked { () throws(UpsampleError) in
      try PoolLayer(
        layer.name, of: shape, isMean ? .mean(countingPads: isCounting) : .maximum,
        window: (height, width), vertical: vertical, horizontal: horizontal)
    }
    try make(.map(try add(made, of: [map], for: layer)), of: layer)
  }

  private func poolPads(
    of layer: NCNNLayer
  ) throws(UpsampleError) -> (vertical: (Int, Int), horizontal: (Int, Int)) {
    let range = 0...NCNNLayer.largest
    let left = try layer.number(3, or: 0, in: range)
    let top = try layer.number(13, or: left, in: range)
    return (
      (top, try layer.number(15, or: top, in: range)),
      (left, try layer.number(14, or: left, in: range))
    )
  }

  /// The geometry of a pool along an axis: with pads after that let the last window fit, with
  /// the pads as they are, or with those that `ceil(extent / stride)` windows need.
  private static func poolAxis(
    _ extent: Int, window: Int, stride: Int, pads: (before: Int, after: Int), mode: Int
  ) -> ConvolutionLayer.Axis {
    var pads = pads
    switch mode {
    case 0:
      let rest = (extent + pads.before + pads.after - window) % stride
      if rest > 0 { pads.after += stride - rest }
    case 1: break
    default:
      let needed = max(0, window + (extent - 1) / stride * stride - extent)
      pads =
        mode == 2
        ? (needed / 2, needed - needed / 2) : (needed - needed / 2, needed / 2)
    }
    return .init(stride: stride, pads: pads)
  }
  /// The mean of all pixels, of the reductions that there are.
  mutating func reduce(_ layer: NCNNLayer) throws(UpsampleError) {
    let map = try map(of: layer)
    let axes = try layer.numbers(3)
    guard try layer.number(0, or: 0, in: 0...10) == 3, try layer.fraction(2, or: 1) == 1,
      Set(axes.map { $0 < 0 ? $0 + 3 : $0 }) == [1, 2]
    else {
      throw layer.refusal("of other axes than rows and columns, or no mean")
    }
    let made = MeanLayer(of: graph.shape(map))
    try make(.map(try add(made, of: [map], for: layer)), of: layer)
  }
}

extension NCNNLayer {
  /// Whether a pool of all of a map, or to given extents, makes one pixel.
  fileprivate var makesPixel: Bool {
    get throws(UpsampleError) {
      let sizes = -233...Int(Int32.max)
      let width = try number(8, or: 0, in: sizes)
      let height = try number(18, or: width, in: sizes)
      return isSet(4) || (width == 1 && height == 1)
    }
  }
}
