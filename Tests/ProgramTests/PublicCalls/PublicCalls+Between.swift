import Upsample

extension PublicCall {
  private static let windows = "(_:ksize:strides:padding:dataFormat:dilations:name:threads:)"

  private static let counted =
    "(_:ksize:strides:padding:dataFormat:dilations:counting:name:threads:)"

  static let pools: [PublicCall] = [
    PublicCall("maxPool2D\(windows)") {
      let a = try $0.layer(rank: 2)
      let window = $0.pick([a.numbers, [1, 1, 1, 2]], orHostile: [a.dilations])
      return try maxPool2D(
        a.value, ksize: window, strides: $0.pick([nil, a.numbers]), padding: a.padding,
        dataFormat: a.format, dilations: a.dilations, name: a.name, threads: a.threads)
    },
    PublicCall("maxPool3D\(windows)") {
      let a = try $0.layer(rank: 3)
      return try maxPool3D(
        a.value, ksize: a.numbers, strides: $0.pick([nil, a.dilations]), padding: a.padding,
        dataFormat: a.format, dilations: a.dilations, name: a.name, threads: a.threads)
    },
    PublicCall("averagePool2D\(counted)") {
      let a = try $0.layer(rank: 2)
      return try averagePool2D(
        a.value, ksize: a.numbers, strides: $0.pick([nil, a.dilations]), padding: a.padding,
        dataFormat: a.format, dilations: a.dilations, counting: $0.pick(CountedPositions.allCases),
        name: a.name, threads: a.threads)
    },
    PublicCall("averagePool3D\(counted)") {
      let a = try $0.layer(rank: 3)
      return try averagePool3D(
        a.value, ksize: a.numbers, strides: $0.pick([nil, a.dilations]), padding: a.padding,
        dataFormat: a.format, dilations: a.dilations, counting: $0.pick(CountedPositions.allCases),
        name: a.name, threads: a.threads)
    },
  ]

  static let betweenConvolutions: [PublicCall] = activations + elementwise + arrangements

  private static let activations: [PublicCall] = [
    PublicCall("biasAdd(_:bias:dataFormat:name:threads:)") {
      let a = try $0.layer(rank: 2)
      return try biasAdd(
        a.value, bias: $0.tensor([2]), dataFormat: a.format, name: a.name, threads: a.threads)
    },
    PublicCall("relu(_:name:threads:)") {
      try relu($0.tensor([2, 3]), name: $0.label(), threads: $0.threads())
    },
    PublicCall("relu6(_:name:threads:)") {
      try relu6($0.tensor([2, 3]), name: $0.label(), threads: $0.threads())
    },
    PublicCall("sigmoid(_:name:threads:)") {
      try sigmoid($0.tensor([2, 3]), name: $0.label(), threads: $0.threads())
    },
    PublicCall("tanh(_:name:threads:)") {
      try tanh($0.tensor([2, 3]), name: $0.label(), threads: $0.threads())
    },
    PublicCall("leakyRelu(_:alpha:name:threads:)") {
      try leakyRelu(
        $0.tensor([2, 3]), alpha: $0.number(0.2), name: $0.label(), threads: $0.threads())
    },
    PublicCall("clip(_:minimum:maximum:name:threads:)") {
      try clip(
        $0.tensor([2, 3]), minimum: $0.number(-1), maximum: $0.number(1), name: $0.label(),
        threads: $0.threads())
    },
    PublicCall("prelu(_:alpha:dataFormat:name:threads:)") {
      let a = try $0.layer(rank: 2)
      return try prelu(
        a.value, alpha: $0.tensor($0.pick([[2], [1], []])), dataFormat: a.format, name: a.name,
        threads: a.threads)
    },
  ]

  private static let elementwise: [PublicCall] = [
    PublicCall("add(_:_:name:threads:)") {
      try add($0.tensor([2, 3]), $0.tensor([3]), name: $0.label(), threads: $0.threads())
    },
    PublicCall("subtract(_:_:name:threads:)") {
      try subtract($0.tensor([2, 3]), $0.tensor([2, 1]), name: $0.label(), threads: $0.threads())
    },
    PublicCall("multiply(_:_:name:threads:)") {
      try multiply($0.tensor([1, 3]), $0.tensor([2, 1]), name: $0.label(), threads: $0.threads())
    },
    PublicCall("maximum(_:_:name:threads:)") {
      try maximum($0.tensor([2, 3]), $0.tensor([2, 3]), name: $0.label(), threads: $0.threads())
    },
    PublicCall("mean(_:axes:dimensions:name:)") {
      let axes = $0.list(2, of: [-2, -1, 0, 1])
      return try mean(
        $0.tensor([2, 3, 2]), axes: $0.pick([nil, axes]), dimensions: $0.pick([.kept, .removed]),
        name: $0.label())
    },
  ]

  private static let arrangements: [PublicCall] = [
    PublicCall("concat(_:axis:name:)") {
      let count = $0.pick([2, 3], orHostile: [0, 1])
      var values: [Tensor] = []
      for _ in 0..<count { values.append(try $0.tensor([2, $0.pick([0, 1, 3])])) }
      return try concat(values, axis: $0.integer(1, -1), name: $0.label())
    },
    PublicCall("pad(_:paddings:mode:name:)") {
      try pad(
        $0.tensor([2, 3]), paddings: $0.pairs(2, of: [0, 1]),
        mode: $0.pick([.constant($0.number(0, 1)), .reflect, .symmetric, .edge]), name: $0.label())
    },
    PublicCall("crop(_:crops:name:)") {
      try crop($0.tensor([2, 3]), crops: $0.pairs(2, of: [0, 1]), name: $0.label())
    },
    PublicCall("depthToSpace(_:blockSize:order:dataFormat:name:threads:)") {
      let (order, format) = ($0.pick(BlockOrder.allCases), $0.pick(DataFormat.allCases))
      return try depthToSpace(
        $0.tensor([1, 8, 8, 8]), blockSize: $0.integer(2), order: order, dataFormat: format,
        name: $0.label(), threads: $0.threads())
    },
    PublicCall("spaceToDepth(_:blockSize:order:dataFormat:name:threads:)") {
      let (order, format) = ($0.pick(BlockOrder.allCases), $0.pick(DataFormat.allCases))
      return try spaceToDepth(
        $0.tensor([1, 4, 4, 2]), blockSize: $0.integer(2), order: order, dataFormat: format,
        name: $0.label(), threads: $0.threads())
    },
    PublicCall("resize(_:size:method:rule:dataFormat:name:threads:)") {
      try resize(
        $0.tensor([1, 2, 3, 2]), size: $0.list(2, of: [1, 3, 5]),
        method: $0.pick(ResizeMethod.allCases), rule: $0.resizeRule(),
        dataFormat: $0.pick([.nhwc, .nchw], orHostile: DataFormat.allCases), name: $0.label(),
        threads: $0.threads())
    },
    PublicCall("resize(_:scales:method:rule:dataFormat:name:threads:)") {
      let scales = [$0.number(0.7, 1.5), $0.number(2, 1.2)]
      return try resize(
        $0.tensor([1, 2, 3, 2]), scales: $0.pick([scales], orHostile: [[], scales + scales]),
        method: $0.pick(ResizeMethod.allCases), rule: $0.resizeRule(),
        dataFormat: $0.pick([.nhwc, .nchw], orHostile: DataFormat.allCases), name: $0.label(),
        threads: $0.threads())
    },
    PublicCall(
      "ResizeRule.init(coordinates:rounding:cubicCoefficient:border:region:extrapolation:)",
      "ResizeRule.region", "ResizeRule.extrapolation", "ResizeRule.coordinates",
      "ResizeRule.rounding", "ResizeRule.cubicCoefficient", "ResizeRule.border",
      "ResizeRule.tensorFlow", "ResizeRule.pytorch", "ResizeRule.pytorchAlignCorners",
      "ResizeRule.pytorchNearest", "ResizeRule.onnx"
    ) {
      var (rule, other) = ($0.resizeRule(), $0.resizeRule())
      (rule.coordinates, rule.rounding) = (other.coordinates, other.rounding)
      (rule.cubicCoefficient, rule.border) = (other.cubicCoefficient, other.border)
      (rule.region, rule.extrapolation) = (other.region, other.extrapolation)
      other.cubicCoefficient = .nan
      return (rule.hashValue, rule == other)
    },
  ]
}

extension HostileArguments {
  fileprivate mutating func resizeRule() -> ResizeRule {
    let coordinates = pick(ResizeRule.Coordinates.allCases)
    let region = [[number(0, 0.2), number(1, 1.4)], [number(0.5), number(1)]]
    let drawn = ResizeRule(
      coordinates: coordinates,
      rounding: pick(ResizeRule.Rounding.allCases), cubicCoefficient: number(-0.5, -0.75),
      border: pick(ResizeRule.Border.allCases),
      region: pick(
        [coordinates == .cropAndResize ? region : nil], orHostile: [region, [], [[], [0]]]),
      extrapolation: number(0))
    return pick([
      drawn, .tensorFlow, .pytorch, .pytorchAlignCorners, .pytorchNearest, .onnx,
    ])
  }
}
