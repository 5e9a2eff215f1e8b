import UpsampleBase
import UpsampleTensors

extension NCNNBuilder {
  /// The convolution of a layer, whose channels are the map's.
  private func convolution(
    of layer: NCNNLayer, map: MapShape
  ) throws(UpsampleError) -> NCNNConvolution {
    guard case .convolution(let convolution) = layer.content else {
      throw layer.refusal("without weights")
    }
    guard layer.operation != .innerProduct || map.isPixel else {
      throw layer.refusal("of all of \(map.text)")
    }
    guard convolution.inputChannels == map.channels else {
      throw layer.refusal("of \(convolution.inputChannels) channels, given \(map.text)")
    }
    return convolution
  }

  mutating func convolve(_ layer: NCNNLayer) throws(UpsampleError) {
    var map = try map(of: layer)
    let convolution = try convolution(of: layer, map: graph.shape(map))
    var pads = (
      convolution.vertical.pads(of: graph.shape(map).height),
      convolution.horizontal.pads(of: graph.shape(map).width)
    )
    if convolution.pad != 0 {
      map = try framed(map, by: pads, with: .constant(convolution.pad), for: layer)
      pads = ((0, 0), (0, 0))
    }
    let made = try layer.checked { () throws(UpsampleError) in
      try ConvolutionLayer(
        layer.name, of: graph.shape(map), filter: convolution.filter,
        vertical: .init(convolution.vertical, pads: pads.0),
        horizontal: .init(convolution.horizontal, pads: pads.1), groups: convolution.groups,
        bias: convolution.bias)
    }
    try make(
      .map(try activated(try add(made, of: [map], for: layer), for: layer)), of: layer)
  }

  mutating func deconvolve(_ layer: NCNNLayer) throws(UpsampleError) {
    let map = try map(of: layer)
    let shape = graph.shape(map)
    let convolution = try convolution(of: layer, map: shape)
    let (vertical, horizontal) = (convolution.vertical, convolution.horizontal)
    // Extents that are asked for are of both axes.
    let isAsked = vertical.output > 0 && horizontal.output > 0
    guard let rows = vertical.cuts(of: shape.height, isAsked: isAsked),
      let columns = horizontal.cuts(of: shape.width, isAsked: isAsked)
    else {
      throw layer.refusal(
        "that makes other extents of \(shape.text) than the \(horizontal.output)x"
          + "\(vertical.output) that it is to")
    }
    let made = try layer.checked { () throws(UpsampleError) in
      try ConvolutionLayer(
        layer.name, of: shape, filter: convolution.filter,
        vertical: .init(vertical, pads: rows), horizontal: .init(horizontal, pads: columns),
        groups: convolution.groups,
        direction: .transposed(
          height: vertical.natural(shape.height) - rows.before - rows.after,
          width: horizontal.natural(shape.width) - columns.before - columns.after),
        bias: convolution.bias)
    }
    try make(
      .map(try activated(try add(made, of: [map], for: layer), for: layer)), of: layer)
  }
}

extension NCNNConvolution.Axis {
  /// The pads of a map.
  fileprivate func pads(of extent: Int) -> (before: Int, after: Int) {
    let needed = max(0, reach + (extent - 1) / stride * stride - extent)
    return pads.shares(of: needed)
  }

  /// What a transposed convolution makes before it leaves anything out.
  fileprivate func natural(_ extent: Int) -> Int { (extent - 1) * stride + reach + outputPad }

  /// What a transposed convolution leaves out at either end; `nil` where it makes less than
  /// it is to.
  fileprivate func cuts(of extent: Int, isAsked: Bool) -> (before: Int, after: Int)? {
    if case .explicit(let before, let after) = pads, before > 0 || after > 0 || !isAsked {
      return (before, after)
    }
    if !isAsked { return (0, 0) }
    let surplus = natural(extent) - output
    if case .explicit = pads { return surplus == 0 ? (0, 0) : nil }
    return surplus < 0 ? nil : pads.shares(of: surplus)
  }
}

extension NCNNConvolution.Pads {
  /// The two parts of so many pixels; of those that are explicit, these.
  fileprivate func shares(of count: Int) -> (before: Int, after: Int) {
    switch self {
    case .explicit(let before, let after): (before, after)
    case .sameUpper: (count / 2, count - count / 2)
    case .sameLower: (count - count / 2, count / 2)
    }
  }
}

extension ConvolutionLayer.Axis {
  fileprivate init(_ axis: NCNNConvolution.Axis, pads: (before: Int, after: Int)) {
    self.init(stride: axis.stride, dilation: axis.dilation, pads: pads)
  }
}
