import TestSupport

@testable import Upsample
@testable import UpsampleBase
@testable import UpsampleTensors

/// A stage, and the plain operations on a whole picture that it stands for.
struct RandomStage {
  let stage: any Stage
  /// The operations on a picture `[1, height, width, channels]`.
  let plain: (Tensor) throws -> Tensor

  /// What a random stage does.
  enum Kind: CaseIterable {
    case interpolation
    case transposedByTaps
    case transposedByFilter
    case forwardByTaps
    case forwardByFilter
    case columnsFirst
    case bank
  }

  /// A stage for pictures of the given shape, `[1, height, width, channels]`.
  init(_ kind: Kind, of picture: [Int], using random: inout SeededGenerator) throws {
    let border = Border.allCases.randomElement(using: &random)!
    switch kind {
    case .interpolation:
      self = .interpolation(of: picture, border, using: &random)
    case .transposedByTaps, .transposedByFilter:
      let extents = (0..<2).map { _ in Int.random(in: 1...5, using: &random) }
      let axes = (0..<2).map { axis in
        let (ratio, extent) = Self.ratio(of: picture[axis + 1], using: &random)
        return ResamplingAxis(
          filterExtent: extents[axis], ratio: ratio, inputExtent: picture[axis + 1],
          outputExtent: extent)
      }
      self = try Self.transposed(
        kind == .transposedByTaps ? .separable : .whole, axes, picture[3], border, using: &random)
    case .forwardByTaps, .forwardByFilter:
      let axes = (0..<2).map { axis in
        ResamplingAxis(
          forward: ConvolutionAxis(
            filter: Int.random(in: 1...5, using: &random),
            stride: Int.random(in: 1...3, using: &random), dilation: 1),
          inputExtent: picture[axis + 1], padding: .same)
      }
      self = try Self.forward(
        kind == .forwardByTaps ? .separable : .whole, axes, picture[3], border, using: &random)
    case .columnsFirst:
      self = .columnsFirst(of: picture, border, using: &random)
    case .bank:
      self = try .bank(of: picture, border, using: &random)
    }
  }

  private init(stage: any Stage, plain: @escaping (Tensor) throws -> Tensor) {
    self.stage = stage
    self.plain = plain
  }

  /// How taps are applied.
  enum Form {
    case separable
    case whole
  }

  /// The transposed convolution along the axes, its taps such that light is about kept.
  static func transposed(
    _ form: Form, _ axes: [ResamplingAxis], _ channels: Int, _ border: Border,
    using random: inout SeededGenerator
  ) throws -> RandomStage {
    let operations = PlainOperations(vertical: axes[0], horizontal: axes[1])
    switch form {
    case .separable:
      let taps = axes.map { Self.taps($0.filterExtent, sum: Float($0.stride), using: &random) }
      return RandomStage(
        stage: SeparableFilter(
          rows: .taps(taps[0]), columns: .taps(taps[1]), vertical: axes[0], horizontal: axes[1],
          channels: channels, border: border)
      ) {
        try operations.transposed(
          operations.padded($0, border), rows: taps[0], columns: taps[1])
      }
    case .whole:
      let sum = Float(axes[0].stride * axes[1].stride)
      let filter = Self.filter(axes, channels, sum: sum, using: &random)
      let isMixing = if case .mixing = filter { true } else { false }
      let taps =
        isMixing
        ? filter.taps
        : PlainOperations.depthwise(
          filter.taps.scalars, filter.taps.shape.extents, channels: channels)
      return RandomStage(
        stage: try WholeFilter(
          filter, channels: channels, vertical: axes[0], horizontal: axes[1], border: border)
      ) {
        try operations.transposed(operations.padded($0, border), taps, isMixing: isMixing)
      }
    }
  }

  /// The forward convolution along the axes, its taps such that light is about kept.
  static func forward(
    _ form: Form, _ axes: [ResamplingAxis], _ channels: Int, _ border: Border,
    using random: inout SeededGenerator
  ) throws -> RandomStage {
    let operations = PlainOperations(vertical: axes[0], horizontal: axes[1])
    switch form {
    case .separable:
      let taps = axes.map { Self.taps($0.filterExtent, sum: 1, using: &random) }
      return RandomStage(
        stage: SeparableFilter(
          rows: .taps(taps[0].reversed()), columns: .taps(taps[1].reversed()),
          vertical: axes[0], horizontal: axes[1], channels: channels, border: border)
      ) {
        let (rows, columns) = (
          PlainOperations.depthwise(taps[0], [taps[0].count, 1], channels: channels),
          PlainOperations.depthwise(taps[1], [1, taps[1].count], channels: channels)
        )
        let still = ResamplingAxis(
          forward: ConvolutionAxis(filter: 1, stride: 1, dilation: 1), inputExtent: 1,
          padding: .valid)
        let combined = try PlainOperations(vertical: axes[0], horizontal: still).forward(
          operations.padded($0, border), rows, isMixing: false)
        return try PlainOperations(vertical: still, horizontal: axes[1]).forward(
          combined, columns, isMixing: false)
      }
    case .whole:
      let filter = Self.filter(axes, channels, sum: 1, using: &random)
      let isMixing = if case .mixing = filter { true } else { false }
      let taps = Self.forward(filter, channels: channels)
      return RandomStage(
        stage: try WholeFilter(
          filter, channels: channels, vertical: axes[0], horizontal: axes[1], border: border)
      ) {
        try operations.forward(operations.padded($0, border), taps, isMixing: isMixing)
      }
    }
  }

  /// The filter of the plain forward convolution: taps in reverse order, out and in channels
  /// exchanged.
  private static func forward(_ filter: UserFilter, channels: Int) -> Tensor {
    let shape = filter.taps.shape
    let (height, width) = (shape[0], shape[1])
    let places = (0..<height * width).reversed()
    guard case .mixing(let taps) = filter else {
      return PlainOperations.depthwise(
        places.map { filter.taps.scalars[$0] }, [height, width], channels: channels)
    }
    let (outputs, inputs) = (shape[2], shape[3])
    return Tensor(
      shape: [height, width, inputs, outputs],
      scalars: places.flatMap { place in
        (0..<inputs).flatMap { input in
          (0..<outputs).map { taps.scalars[(place * outputs + $0) * inputs + input] }
        }
      })
  }

  private static func interpolation(
    of picture: [Int], _ border: Border, using random: inout SeededGenerator
  ) -> RandomStage {
    let function = InterpolationFunction.allCases.randomElement(using: &random)!
    let scales = (0..<2).map { Self.ratio(of: picture[$0 + 1], using: &random) }
    let axes = (0..<2).map { axis in
      ResamplingAxis(
        function, ratio: scales[axis].ratio, inputExtent: picture[axis + 1],
        outputExtent: scales[axis].extent)
    }
    let taps = scales.map { ratio, _ in
      ResamplingAxis(
        function, ratio: ratio, inputExtent: ratio.denominator, outputExtent: ratio.numerator
      ).taps(of: function)
    }
    let operations = PlainOperations(vertical: axes[0], horizontal: axes[1])
    return RandomStage(
      stage: SeparableFilter(
        rows: .sampled(function), columns: .sampled(function), vertical: axes[0],
        horizontal: axes[1], channels: picture[3], border: border)
    ) {
      try operations.transposed(operations.padded($0, border), rows: taps[0], columns: taps[1])
    }
  }

  /// A window over neighbouring pixels, like that of structural similarity, of which columns
  /// are summed first.
  private static func columnsFirst(
    of picture: [Int], _ border: Border, using random: inout SeededGenerator
  ) -> RandomStage {
    let extents = (0..<2).map { min(picture[$0 + 1], Int.random(in: 1...4, using: &random)) }
    let axes = (0..<2).map { axis in
      ResamplingAxis(
        forward: ConvolutionAxis(filter: extents[axis], stride: 1, dilation: 1),
        inputExtent: picture[axis + 1], padding: .valid)
    }
    let taps = extents.map { Self.taps($0, sum: 1, using: &random) }
    let channels = picture[3]
    return RandomStage(
      stage: SeparableFilter(
        rows: .taps(taps[0].reversed()), columns: .taps(taps[1].reversed()), vertical: axes[0],
        horizontal: axes[1], channels: channels, border: border, order: .columnsFirst)
    ) {
      let columns = try depthwiseConv2D(
        $0, filter: PlainOperations.depthwise(taps[1], [1, taps[1].count], channels: channels),
        strides: 1, padding: .valid)
      return try depthwiseConv2D(
        columns,
        filter: PlainOperations.depthwise(taps[0], [taps[0].count, 1], channels: channels),
        strides: 1, padding: .valid)
    }
  }

  private static func bank(
    of picture: [Int], _ border: Border, using random: inout SeededGenerator
  ) throws -> RandomStage {
    let bank = try KernelBank(
      scale: Int.random(in: 2...(max(picture[1], picture[2]) > 8 ? 2 : 4), using: &random),
      taps: [3, 5, 9, 11].randomElement(using: &random)!,
      leaves: Int.random(in: 1...9, using: &random), using: &random)
    let white: Float = [255, 65535].randomElement(using: &random)!
    return RandomStage(
      stage: BankStage(
        ArrangedBank(bank), height: picture[1], width: picture[2], channels: picture[3],
        white: white, border: border)
    ) {
      ReferenceBank(bank, white: white, border: border).enlarge($0)
    }
  }

  /// A scale of at least 1 for a side, and the side that it makes.
  static func ratio(
    of extent: Int, using random: inout SeededGenerator
  ) -> (ratio: Ratio, extent: Int) {
    let denominator = Int.random(in: 1...3, using: &random)
    let most = extent > 8 ? denominator + 1 : 3 * denominator
    let ratio = Ratio(Int.random(in: denominator...most, using: &random), denominator)
    return (ratio, max(1, (2 * extent * ratio.numerator / ratio.denominator + 1) / 2))
  }

  /// So many taps of either sign.
  private static func taps(
    _ count: Int, sum: Float, using random: inout SeededGenerator
  ) -> [Float] {
    var taps = (0..<count).map { _ in Float.random(in: -0.3...1, using: &random) }
    taps[count / 2] += Float(count)
    let total = taps.reduce(0, +)
    return taps.map { $0 * sum / total }
  }

  /// A filter for every channel, or one that mixes them.
  private static func filter(
    _ axes: [ResamplingAxis], _ channels: Int, sum: Float, using random: inout SeededGenerator
  ) -> UserFilter {
    let extents = axes.map(\.filterExtent)
    let count = extents[0] * extents[1]
    guard Bool.random(using: &random) else {
      return .depthwise(
        Tensor(shape: Shape(extents), scalars: taps(count, sum: sum, using: &random)))
    }
    let outputs = Int.random(in: 1...4, using: &random)
    let lines = (0..<outputs).map { _ in taps(count * channels, sum: sum, using: &random) }
    return .mixing(
      Tensor(
        shape: Shape(extents + [outputs, channels]),
        scalars: (0..<count).flatMap { place in
          lines.flatMap { $0[place * channels..<(place + 1) * channels] }
        }))
  }
}
