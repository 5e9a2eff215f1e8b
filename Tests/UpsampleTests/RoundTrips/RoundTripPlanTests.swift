import TestSupport
import Testing

@testable import Upsample
@testable import UpsampleBase
@testable import UpsampleImages
@testable import UpsampleTensors

@Suite struct RoundTripPlanTests {
  static let layouts = [
    ImageLayout(width: 8, height: 6, channels: 3, depth: .eight),
    ImageLayout(width: 7, height: 5, channels: 1, depth: .sixteen),
    ImageLayout(width: 1, height: 9, channels: 4, depth: .eight),
    ImageLayout(width: 5, height: 1, channels: 2, depth: .eight),
  ]

  static let taps = Tensor(shape: [3, 2], scalars: [1, 2, 3, 4, 5, 1])

  static let kernels: [Kernel] = [
    .interpolation(.bilinear), .interpolation(.bicubic), .interpolation(.nearest),
    .filter(.depthwise(taps)), .filter(.depthwise(Tensor(shape: [1, 1], scalars: [1]))),
  ]

  /// Without a border the two passes are TensorFlow's plain pair of operations.
  @Test(arguments: kernels, [(2, 2), (3, 1), (2, 3)])
  func isThePairOfOperations(
    _ kernel: Kernel, strides: (vertical: Int, horizontal: Int)
  ) throws {
    for layout in Self.layouts {
      let taps = taps(of: kernel, strides)
      let image = MemoryImage(noise: layout, seed: 21)
      let value = Tensor(
        shape: [1, layout.height, layout.width, layout.channels],
        scalars: image.samples.map(Float.init))
      let small = try depthwiseConv2D(
        value.premultiplied(where: layout), filter: dense(taps, sum: 1, layout),
        strides: [strides.vertical, strides.horizontal], padding: .same)
      let back = try depthwiseTransposedConv2D(
        small, filter: dense(taps, sum: Float(strides.vertical * strides.horizontal), layout),
        outputShape: OutputShape.extents(value.shape.extents),
        strides: [strides.vertical, strides.horizontal], padding: .same)
      let made = try run(image, kernel, strides, .zero)
      #expect(made.small.layout.height == small.shape[1])
      #expect(made.small.layout.width == small.shape[2])
      try expect(made.small, small.unpremultiplied(where: layout), "small, \(layout)")
      try expect(made.back, back.unpremultiplied(where: layout), "back, \(layout)")
    }
  }

  @Test(arguments: InterpolationFunction.allCases, Border.allCases.filter { $0 != .zero })
  func keepsConstantPicturesConstant(_ function: InterpolationFunction, border: Border) throws {
    for layout in Self.layouts {
      let image = MemoryImage(
        layout: layout, samples: Array(repeating: 200, count: layout.height * layout.rowSamples))
      for strides in [(2, 2), (3, 2), (1, 4)] {
        let made = try run(image, .interpolation(function), strides, border)
        #expect(made.back == image, "\(layout) \(strides)")
        #expect(made.small.samples.allSatisfy { $0 == 200 })
      }
    }
  }

  @Test(arguments: Border.allCases)
  func dependsOnThePictureAlone(_ border: Border) throws {
    let layout = ImageLayout(width: 9, height: 31, channels: 3, depth: .eight)
    let image = MemoryImage(noise: layout, seed: 22)
    for kernel in Self.kernels {
      let once = try run(image, kernel, (2, 2), border, segmentRows: 100, jobs: 1)
      for segmentRows in [1, 2, 5] {
        let again = try run(image, kernel, (2, 2), border, segmentRows: segmentRows, jobs: 7)
        #expect(again.back == once.back)
        #expect(again.small == once.small)
      }
    }
  }

  /// Taps that mix three channels into two, and two into three on the way back,
  /// are TensorFlow's pair of one and the same filter, scaled for each channel.
  @Test func mixesChannelsBothWays() throws {
    let layout = ImageLayout(width: 7, height: 5, channels: 3, depth: .sixteen)
    let image = MemoryImage(noise: layout, seed: 23)
    let value = Tensor(shape: [1, 5, 7, 3], scalars: image.samples.map(Float.init))
    let taps = Tensor(
      shape: [3, 2, 3, 2], scalars: (0..<36).map { Float(($0 * 7) % 11 + 1) })
    func scaled(_ total: Float, _ channelSum: (_ out: Int, _ in: Int) -> Float) -> Tensor {
      Tensor(
        shape: taps.shape,
        scalars: taps.scalars.enumerated().map {
          $1 * total / channelSum($0 / 2 % 3, $0 % 2)
        })
    }
    func sum(where holds: (Int) -> Bool) -> Float {
      taps.scalars.indices.reduce(0) { holds($1) ? $0 + taps.scalars[$1] : $0 }
    }
    let small = try conv2D(
      value, filter: scaled(1) { _, input in sum { $0 % 2 == input } }, strides: 2, padding: .same)
    let back = try transposedConv2D(
      small, filter: scaled(4) { out, _ in sum { $0 / 2 % 3 == out } },
      outputShape: OutputShape.extents(value.shape.extents), strides: 2, padding: .same)
    let made = try run(image, .filter(.mixing(taps)), (2, 2), .zero)
    #expect(made.small.layout.channels == 2)
    try expect(made.small, small, "small")
    try expect(made.back, back, "back")
  }

  /// The dense filter that leaves channels unmixed does what the taps for every
  /// channel do.
  @Test(arguments: Border.allCases)
  func theDiagonalIsTheKernelOfEveryChannel(_ border: Border) throws {
    for layout in Self.layouts {
      let diagonal = Tensor(
        shape: [3, 2, layout.channels, layout.channels],
        scalars: Self.taps.scalars.flatMap { tap in
          (0..<layout.channels * layout.channels).map { $0 % (layout.channels + 1) == 0 ? tap : 0 }
        })
      let image = MemoryImage(noise: layout, seed: 24)
      let mixed = try run(image, .filter(.mixing(diagonal)), (2, 3), border)
      let plain = try run(image, .filter(.depthwise(Self.taps)), (2, 3), border)
      #expect(mixed == plain, "\(layout)")
    }
  }

  @Test func normalizedTapsKeepConstantPicturesConstant() throws {
    let layout = ImageLayout(width: 9, height: 7, channels: 3, depth: .eight)
    let image = MemoryImage(
      layout: layout, samples: Array(repeating: 200, count: layout.height * layout.rowSamples))
    let kernel = Kernel.filter(.depthwise(Self.taps))
    let plan = try PictureChain(
      roundTripBy: kernel, of: layout, strides: (2, 2), border: .replicate, depth: .eight)
    #expect(plan.warning?.contains("differ in gain, from 0.75 to 1.5") == true)
    #expect(try run(image, kernel, (2, 2), .replicate).back != image)
    let even = try run(image, kernel, (2, 2), .replicate, gain: .normalized)
    #expect(even.back == image)
    #expect(even.small.samples.allSatisfy { $0 == 200 })
  }

  @Test func refusesKernelsThatCantBeUndone() throws {
    let refused: [UserFilter] = [
      .depthwise(Tensor(shape: [1, 2], scalars: [1, -1])),
      .mixing(Tensor(shape: [1, 1, 3, 2], scalars: [1, -1, 1, 1, 1, 1])),
      .mixing(Tensor(shape: [1, 1, 3, 2], scalars: [1, 1, 1, -1, 1, 0])),
      .mixing(Tensor(repeating: 1, shape: [2, 2, 2, 3])),
      .mixing(Tensor(repeating: 1, shape: [2, 2, 3, 5])),
    ]
    for filter in refused {
      #expect(throws: UpsampleError.self) {
        try PictureChain(
          roundTripBy: .filter(filter),
          of: ImageLayout(width: 8, height: 6, channels: 3, depth: .eight), strides: (2, 2),
          border: .zero, depth: .eight)
      }
    }
  }

  @Test func whatDoesNotFitIntoMemoryIsRefused() throws {
    let layout = ImageLayout(width: 4000, height: 3, channels: 3, depth: .eight)
    let plan = try PictureChain(
      roundTripBy: .interpolation(.lanczos3), of: layout, strides: (1 << 16, 1),
      border: .replicate, depth: .eight)
    let image = MemoryImage(noise: layout, seed: 25)
    #expect(throws: UpsampleError.self) { try UpsampleTests.run(image, through: plan) }
  }

  private func run(
    _ image: MemoryImage, _ kernel: Kernel, _ strides: (vertical: Int, horizontal: Int),
    _ border: Border, segmentRows: Int = 4, jobs: Int = 2, gain: KernelGain = .asGiven
  ) throws -> (small: MemoryImage, back: MemoryImage) {
    let plan = try PictureChain(
      roundTripBy: kernel, of: image.layout, strides: strides, border: border, gain: gain,
      depth: image.layout.depth)
    let small = plan.layout(madeBy: 0, depth: image.layout.depth)
    let smallSink = MemorySink(segmentRows: 3)
    let back = try UpsampleTests.run(
      image, through: plan, firstRows: RowWriter(smallSink, layout: small),
      segmentRows: segmentRows, jobs: jobs)
    #expect(smallSink.isFinished)
    return (MemoryImage(layout: small, bytes: smallSink.bytes), back)
  }

  /// A kernel's taps, `[height, width]`.
  private func taps(of kernel: Kernel, _ strides: (vertical: Int, horizontal: Int)) -> Tensor {
    switch kernel {
    case .interpolation(let function):
      let (rows, columns) = (
        taps(of: function, strides.vertical), taps(of: function, strides.horizontal)
      )
      return Tensor(
        shape: [rows.count, columns.count],
        scalars: rows.flatMap { row in columns.map { row * $0 } })
    case .filter(let filter): return filter.taps
    case .bank, .learned: preconditionFailure("they have no taps of their own")
    }
  }

  private func taps(of function: InterpolationFunction, _ stride: Int) -> [Float] {
    ResamplingAxis(function, ratio: Ratio(stride, 1), inputExtent: 1, outputExtent: stride)
      .taps(of: function)
  }

  /// The taps with the given sum, for every channel.
  private func dense(_ taps: Tensor, sum: Float, _ layout: ImageLayout) -> Tensor {
    let total = taps.scalars.reduce(0, +)
    return PlainOperations.depthwise(
      taps.scalars.map { $0 * sum / total }, taps.shape.extents, channels: layout.channels)
  }

  /// Samples are rounded from sums that may differ in their last bits, for a
  /// separable filter adds them in another order. Those of a colour weigh more
  /// where little of it is seen.
  private func expect(_ image: MemoryImage, _ tensor: Tensor, _ what: String) throws {
    let maximum = Float(image.layout.depth.maximum)
    let channels = image.layout.channels
    for (index, (sample, exact)) in zip(image.samples, tensor.scalars).enumerated() {
      let clamped = min(max(exact, 0), maximum)
      let alpha =
        image.layout.hasAlpha ? tensor.scalars[index / channels * channels + channels - 1] : maximum
      try #require(
        abs(Float(sample) - clamped) <= 0.5 + maximum * 2e-6 * maximum / max(1, alpha),
        "\(what), sample \(index)")
    }
  }
}
