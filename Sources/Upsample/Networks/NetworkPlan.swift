import UpsampleBase
import UpsampleImages
import UpsampleNetworks

/// What a picture goes through on its way by a network: layers from the numbers of its
/// working space to those of the output.
struct NetworkPlan {
  /// All layers, folded.
  let graph: NetworkGraph
  /// How the size is reached, if not by the network alone, and how the network is run, for
  /// people to read.
  let note: String

  /// - Parameters:
  ///   - layout: Of the numbers: 1 to 4 channels.
  ///   - kernel: What makes larger whatever the network doesn't.
  init(
    _ network: ImageNetwork, _ picture: PictureToEnlarge, hasAlpha: Bool, kernel: Kernel
  ) throws(UpsampleError) {
    let network = try network.runnable(
      reaching: picture.size.vertical, picture.size.horizontal)
    var way = NetworkWay(network, picture, hasAlpha: hasAlpha, kernel: kernel)
    try way.build()
    graph = way.graph.planned
    note = [way.note, graph.meansNote, graph.stepsNote].compactMap { $0 }.joined(separator: "; ")
  }
}

extension NetworkGraph {
  /// How often the picture is read, if more than once, for people to read.
  fileprivate var meansNote: String? {
    let count = meanCount
    return count == 0
      ? nil
      : "the network takes \(count) means of the whole picture, which is read \(count + 1) times"
  }

  /// How much of the picture comes at a time, and what is held.
  fileprivate var stepsNote: String {
    "the network takes \(stepRows) rows at a time and makes none of its own twice, "
      + "which holds \(byteText(workingBytes)) of rows and weights"
  }
}

/// The layers as they are put together.
private struct NetworkWay {
  let network: RunnableNetwork
  let picture: PictureToEnlarge
  let hasAlpha: Bool
  let kernel: Kernel
  var graph: NetworkGraph
  var note: String?

  init(
    _ network: RunnableNetwork, _ picture: PictureToEnlarge, hasAlpha: Bool, kernel: Kernel
  ) {
    (self.network, self.picture, self.hasAlpha, self.kernel) = (
      network, picture, hasAlpha, kernel
    )
    graph = NetworkGraph(
      input: MapShape(
        channels: picture.channels, height: picture.height, width: picture.width))
  }

  private var white: Float { Float(picture.depth.maximum) }
  private var colours: Int { hasAlpha ? picture.channels - 1 : picture.channels }

  mutating func build() throws(UpsampleError) {
    let picture =
      hasAlpha ? graph.add("Bleed", BleedLayer(graph.input), 0) : 0
    let samples = channels(0..<colours, of: picture)
    let usesLuma = network.channels != .rgb
    // The kernel makes what the network doesn't: colours of luma, and alpha.
    let colour = usesLuma && colours > 1 ? try enlarged(samples) : nil
    let made =
      usesLuma
      ? try luma(of: samples, colour: colour) : try colours(of: samples)
    var result = made
    if hasAlpha {
      let alpha = try enlarged(channels(colours..<colours + 1, of: picture))
      result = graph.add(
        "Concat", ConcatLayer([graph.shape(made), graph.shape(alpha)])!, made, alpha)
    }
    graph.result = try resized(result)
  }

  // MARK: Colours

  /// The picture whose luma the network makes larger.
  private mutating func luma(of samples: Int, colour: Int?) throws(UpsampleError) -> Int {
    let studio = network.channels == .luma
    // Studio range: black is 16 and white 235 of 255.
    let (black, span) = studio ? (Float(16) / 255, Float(219) / 255) : (0, 1)
    let unit = network.white.value
    let given = try lumaOf(samples, scale: span * unit / white, offset: black * unit)
    let made = try run(of: given)
    guard let colour else {
      return scaled(made, by: white / (span * unit), offset: -black / span * white)
    }
    let difference = graph.add(
      "Sub", CombiningLayer(.subtract, graph.shape(made), graph.shape(made))!, made,
      try lumaOf(colour, scale: span * unit / white, offset: black * unit))
    let added = scaled(difference, by: white / (span * unit), offset: 0)
    return graph.add(
      "Add", CombiningLayer(.add, graph.shape(colour), graph.shape(added))!, colour, added)
  }

  /// Luma of BT.601 of colours or of gray, scaled.
  private mutating func lumaOf(
    _ samples: Int, scale: Float, offset: Float
  ) throws(UpsampleError) -> Int {
    guard colours > 1 else { return scaled(samples, by: scale, offset: offset) }
    return try mixed(samples, weights: Self.lumaWeights.map { $0 * scale }, offset: offset)
  }

  /// The weights of red, green and blue in luma.
  private static let lumaWeights: [Float] = [0.299, 0.587, 0.114]

  /// The colours that the network makes larger.
  private mutating func colours(of samples: Int) throws(UpsampleError) -> Int {
    let unit = network.white.value
    let given = scaled(samples, by: unit / white, offset: 0)
    var made: Int
    if network.model.inputChannels == 1 {
      var planes: [Int] = []
      for channel in 0..<colours {
        planes.append(try run(of: channels(channel..<channel + 1, of: given)))
      }
      made = planes.count == 1 ? planes[0] : joined(planes)
    } else if colours == 1 {
      let gray = graph.add(
        "Expand", ChannelsLayer(of: graph.shape(given), channels: [0, 0, 0]), given)
      made = try mixed(try run(of: gray), weights: Self.lumaWeights, offset: 0)
    } else {
      made = try run(of: given)
    }
    made = scaled(made, by: white / unit, offset: 0)
    return made
  }

  private mutating func joined(_ maps: [Int]) -> Int {
    graph.add(
      NetworkGraph.Node(
        name: "Concat", operation: "Concat", layer: ConcatLayer(maps.map { graph.shape($0) })!,
        inputs: maps))
  }

  private mutating func channels(_ range: Range<Int>, of map: Int) -> Int {
    range.count == graph.shape(map).channels
      ? map
      : graph.add("Slice", ChannelsLayer(of: graph.shape(map), channels: Array(range)), map)
  }

  private mutating func scaled(_ map: Int, by scale: Float, offset: Float) -> Int {
    scale == 1 && offset == 0
      ? map
      : graph.add(
        "Affine", AffineLayer(of: graph.shape(map), scales: [scale], offsets: [offset]), map)
  }

  /// One channel mixed of several.
  private mutating func mixed(
    _ map: Int, weights: [Float], offset: Float
  ) throws(UpsampleError) -> Int {
    let layer = try ConvolutionLayer(
      "Luma", of: graph.shape(map),
      filter: Tensor(shape: [1, 1, weights.count, 1], scalars: weights), vertical: .init(),
      horizontal: .init(), bias: [offset])
    return graph.add("Luma", layer, map)
  }

  // MARK: Sizes

  /// What the network makes of a map, of ``ImageNetwork/scale`` times its extents.
  private mutating func run(of map: Int) throws(UpsampleError) -> Int {
    let (geometry, shape) = (network.geometry, graph.shape(map))
    let pads = MapAxis.allCases.map { axis in
      let needed = shape[axis] + 2 * geometry.border
      return (before: geometry.border, after: geometry.taken(needed) - needed + geometry.border)
    }
    let given =
      pads.allSatisfy { $0 == (0, 0) }
      ? map
      : graph.add(
        "Border",
        BorderLayer(shape, border: picture.border, vertical: pads[0], horizontal: pads[1]), map)
    let (height, width) = (graph.shape(given).height, graph.shape(given).width)
    let made = graph.add(try network.model.graph(height: height, width: width), of: given)
    let (scale, crop) = (geometry.scale, geometry.crop)
    let whole = graph.shape(made)
    if crop == 0, whole.height == scale * shape.height, whole.width == scale * shape.width {
      return made
    }
    return graph.add(
      "Crop",
      CropLayer(
        of: whole, rows: crop..<crop + scale * shape.height,
        columns: crop..<crop + scale * shape.width), made)
  }

  /// What the kernel makes of a map at the network's scale.
  private mutating func enlarged(_ map: Int) throws(UpsampleError) -> Int {
    let shape = graph.shape(map)
    guard network.scale > 1 else { return map }
    let ratio = Ratio(network.scale, 1)
    let stages = try kernel.kind.enlarging(
      PictureToEnlarge(
        width: shape.width, height: shape.height,
        size: try Magnification.scale(width: ratio, height: ratio)
          .resolved(width: shape.width, height: shape.height),
        channels: shape.channels, depth: picture.depth, border: picture.border,
        gain: picture.gain)
    ).stages
    return stages.reduce(map) { graph.add("Kernel", KernelLayer($1), $0) }
  }

  /// The picture at the size that is asked for.
  private mutating func resized(_ map: Int) throws(UpsampleError) -> Int {
    let (size, scale) = (picture.size, network.scale)
    guard size.vertical != Ratio(scale, 1) || size.horizontal != Ratio(scale, 1) else {
      return map
    }
    let shape = graph.shape(map)
    let function = kernel.kind.function ?? .bicubic
    func axis(_ ratio: Ratio, from input: Int, to output: Int) -> ResamplingAxis {
      ResamplingAxis(
        function, ratio: Ratio(ratio.numerator, ratio.denominator * scale), inputExtent: input,
        outputExtent: output)
    }
    note =
      "the network makes \(scale) times the size, and \(function) leads from there to "
      + "\(size.width)x\(size.height)"
    return graph.add(
      "Kernel",
      KernelLayer(
        SeparableFilter(
          rows: .sampled(function), columns: .sampled(function),
          vertical: axis(size.vertical, from: shape.height, to: size.height),
          horizontal: axis(size.horizontal, from: shape.width, to: size.width),
          channels: shape.channels, border: picture.border)), map)
  }
}
