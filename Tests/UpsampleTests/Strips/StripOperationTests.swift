import TestSupport
import Testing

@testable import Upsample
@testable import UpsampleBase
@testable import UpsampleImages
@testable import UpsampleTensors

/// The strip path is the plain operation: `depthwiseTransposedConv2D`, or
/// `transposedConv2D` for a filter that mixes channels, of the picture padded
/// by its border and cropped by the pads. A separable filter is two of them,
/// for the rows and for the columns. Colours with alpha are premultiplied before
/// and straight again after.
@Suite struct StripOperationTests {
  static let layouts = [
    ImageLayout(width: 7, height: 5, channels: 3, depth: .eight),
    ImageLayout(width: 1, height: 4, channels: 1, depth: .sixteen),
    ImageLayout(width: 3, height: 1, channels: 4, depth: .eight),
  ]

  @Test(arguments: InterpolationFunction.allCases, Border.allCases)
  func interpolationIsDepthwiseTransposedConvolution(
    _ function: InterpolationFunction, border: Border
  ) throws {
    for layout in Self.layouts {
      for (width, height) in [(2, 2), (4, 2), (3, 1)] {
        let image = MemoryImage(noise: layout, seed: 8)
        let magnification = Magnification.scale(width: Ratio(width, 1), height: Ratio(height, 1))
        let strips = try resample(image, .interpolation(function), magnification, border)
        let operations = PlainOperations(
          vertical: ResamplingAxis(
            function, ratio: Ratio(height, 1), inputExtent: layout.height,
            outputExtent: layout.height * height),
          horizontal: ResamplingAxis(
            function, ratio: Ratio(width, 1), inputExtent: layout.width,
            outputExtent: layout.width * width))
        let operation = try operations.transposed(
          operations.padded(image.tensor.premultiplied(where: layout), border),
          rows: operations.vertical.taps(of: function),
          columns: operations.horizontal.taps(of: function))
        try expect(
          strips, operation.unpremultiplied(where: layout),
          "\(function) \(layout) by \(width)x\(height)")
      }
    }
  }

  @Test(arguments: [(3, 3), (4, 4), (1, 1), (5, 2), (6, 7)], Border.allCases)
  func filtersOfTheUserAreDepthwiseTransposedConvolutions(
    extents: (height: Int, width: Int), border: Border
  ) throws {
    var random = SeededGenerator(seed: 11)
    let taps = Tensor(
      shape: [extents.height, extents.width],
      scalars: (0..<extents.height * extents.width).map { _ in
        Float(Int.random(in: -8...16, using: &random)) / 16
      })
    for layout in Self.layouts {
      for (width, height) in [(2, 2), (3, 1), (4, 3)] {
        let image = MemoryImage(noise: layout, seed: 9)
        let strips = try resample(
          image, .filter(.depthwise(taps)),
          .scale(width: Ratio(width, 1), height: Ratio(height, 1)), border)
        let operations = PlainOperations(layout, taps.shape, width: width, height: height)
        let operation = try operations.transposed(
          operations.padded(image.tensor.premultiplied(where: layout), border),
          PlainOperations.depthwise(taps.scalars, taps.shape.extents, channels: layout.channels),
          isMixing: false)
        try expect(
          strips, operation.unpremultiplied(where: layout),
          "\(extents) \(layout) by \(width)x\(height)")
      }
    }
  }

  /// A filter that takes alpha to alpha has premultiplied colours; one to other
  /// channels has every channel as it is.
  @Test(arguments: 1...4, Border.allCases)
  func mixingFiltersAreTransposedConvolutions(outputChannels: Int, border: Border) throws {
    var random = SeededGenerator(seed: 12)
    for layout in Self.layouts {
      let shape = Shape([4, 3, outputChannels, layout.channels])
      let filter = Tensor(
        shape: shape,
        scalars: (0..<shape.scalarCount!).map { _ in
          Float(Int.random(in: -8...16, using: &random)) / 16
        })
      let image = MemoryImage(noise: layout, seed: 10)
      let strips = try resample(
        image, .filter(.mixing(filter)), .scale(width: 2, height: 3), border)
      let operations = PlainOperations(layout, shape, width: 2, height: 3)
      let keepsAlpha = outputChannels == layout.channels
      let entered = keepsAlpha ? try image.tensor.premultiplied(where: layout) : image.tensor
      let operation = try operations.transposed(
        operations.padded(entered, border), filter, isMixing: true)
      let expected = keepsAlpha ? try operation.unpremultiplied(where: layout) : operation
      try expect(strips, expected, "\(layout) to \(outputChannels) channels")
    }
  }

  /// With the border of zeros, the strip path is TensorFlow's own call with
  /// SAME padding.
  @Test(arguments: 1...6, 1...4)
  func zeroBorderIsSamePadding(extent: Int, stride: Int) throws {
    let taps = Tensor(
      shape: [extent, extent], scalars: (0..<extent * extent).map { Float($0 % 5) / 8 })
    let layout = ImageLayout(width: 5, height: 3, channels: 2, depth: .eight)
    let image = MemoryImage(noise: layout, seed: 13)
    let scale = Ratio(stride, 1)
    let strips = try resample(
      image, .filter(.depthwise(taps)), .scale(width: scale, height: scale), .zero)
    let filter = PlainOperations.depthwise(taps.scalars, taps.shape.extents, channels: 2)
    let operation = try depthwiseTransposedConv2D(
      image.tensor.premultiplied(where: layout), filter: filter,
      outputShape: [1, 3 * stride, 5 * stride, 2], strides: PerAxis([stride]), padding: .same)
    try expect(strips, operation.unpremultiplied(where: layout), "\(extent) taps, stride \(stride)")
  }

  private func expect(_ strips: MemoryImage, _ operation: Tensor, _ what: String) throws {
    let layout = strips.layout
    try #require(operation.shape.extents == [1, layout.height, layout.width, layout.channels])
    var bytes = [UInt8](repeating: 0, count: layout.height * layout.rowBytes)
    bytes.withUnsafeMutableBytes { bytes in
      roundSamples(
        operation.scalars, count: operation.scalars.count, 1, layout.depth, into: bytes)
    }
    let rounded = MemoryImage(layout: layout, bytes: bytes)
    for (index, (one, other)) in zip(strips.samples, rounded.samples).enumerated() {
      try #require(one == other, "\(what), sample \(index): \(operation.scalars[index])")
    }
  }
}

extension PlainOperations {
  /// Those of a filter of the user's own by which a picture grows by whole numbers.
  fileprivate init(_ layout: ImageLayout, _ filter: Shape, width: Int, height: Int) {
    self.init(
      vertical: ResamplingAxis(
        filterExtent: filter[0], ratio: Ratio(height, 1), inputExtent: layout.height,
        outputExtent: layout.height * height),
      horizontal: ResamplingAxis(
        filterExtent: filter[1], ratio: Ratio(width, 1), inputExtent: layout.width,
        outputExtent: layout.width * width))
  }
}

extension MemoryImage {
  /// The picture as a tensor `[1, height, width, channels]`.
  var tensor: Tensor {
    Tensor(
      shape: [1, layout.height, layout.width, layout.channels],
      scalars: samples.map(Float.init))
  }
}
