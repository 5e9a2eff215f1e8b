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
        let axes = Axes(
          vertical: ResamplingAxis(
            function, ratio: Ratio(height, 1), inputExtent: layout.height,
            outputExtent: layout.height * height),
          horizontal: ResamplingAxis(
            function, ratio: Ratio(width, 1), inputExtent: layout.width,
            outputExtent: layout.width * width))
        let (rows, columns) = (axes.vertical.taps(of: function), axes.horizontal.taps(of: function))
        let padded = try axes.padded(image, border).premultiplied(where: layout)
        let combinedRows = try depthwiseTransposedConv2D(
          padded, filter: depthwise(rows, [rows.count, 1], channels: layout.channels),
          outputShape: .extents([1, layout.height * height, padded.shape[2], layout.channels]),
          strides: [height, 1], padding: .explicit([[0, 0], axes.crop[1], [0, 0], [0, 0]]))
        let operation = try depthwiseTransposedConv2D(
          combinedRows, filter: depthwise(columns, [1, columns.count], channels: layout.channels),
          outputShape: axes.outputShape(of: layout), strides: [1, width],
          padding: .explicit([[0, 0], [0, 0], axes.crop[2], [0, 0]]))
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
        let axes = Axes(layout, taps.shape, width: width, height: height)
        let filter = depthwise(taps.scalars, taps.shape.extents, channels: layout.channels)
        let operation = try depthwiseTransposedConv2D(
          axes.padded(image, border).premultiplied(where: layout), filter: filter,
          outputShape: axes.outputShape(of: layout), strides: [height, width],
          padding: .explicit(axes.crop))
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
      let axes = Axes(layout, shape, width: 2, height: 3)
      let padded = axes.padded(image, border)
      let keepsAlpha = outputChannels == layout.channels
      let operation = try transposedConv2D(
        keepsAlpha ? padded.premultiplied(where: layout) : padded, filter: filter,
        outputShape: axes.outputShape(of: strips.layout), strides: [3, 2],
        padding: .explicit(axes.crop))
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
    let filter = depthwise(taps.scalars, taps.shape.extents, channels: 2)
    let value = Tensor(shape: [1, 3, 5, 2], scalars: image.samples.map(Float.init))
    let operation = try depthwiseTransposedConv2D(
      value.premultiplied(where: layout), filter: filter,
      outputShape: [1, 3 * stride, 5 * stride, 2], strides: PerAxis([stride]), padding: .same)
    try expect(strips, operation.unpremultiplied(where: layout), "\(extent) taps, stride \(stride)")
  }

  /// Taps of the given extents, the same for every channel.
  private func depthwise(_ taps: [Float], _ extents: [Int], channels: Int) -> Tensor {
    Tensor(
      shape: Shape(extents + [channels, 1]),
      scalars: taps.flatMap { Array(repeating: $0, count: channels) })
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

/// The two axes of a picture that grows by whole numbers.
private struct Axes {
  let vertical: ResamplingAxis
  let horizontal: ResamplingAxis

  init(vertical: ResamplingAxis, horizontal: ResamplingAxis) {
    self.vertical = vertical
    self.horizontal = horizontal
  }

  init(_ layout: ImageLayout, _ filter: Shape, width: Int, height: Int) {
    self.init(
      vertical: ResamplingAxis(
        filterExtent: filter[0], ratio: Ratio(height, 1), inputExtent: layout.height,
        outputExtent: layout.height * height),
      horizontal: ResamplingAxis(
        filterExtent: filter[1], ratio: Ratio(width, 1), inputExtent: layout.width,
        outputExtent: layout.width * width))
  }

  /// The picture with its border around it, as a tensor.
  func padded(_ image: MemoryImage, _ border: Border) -> Tensor {
    let layout = image.layout
    let rows = -vertical.borderBefore..<layout.height + vertical.borderAfter
    let columns = -horizontal.borderBefore..<layout.width + horizontal.borderAfter
    return Tensor(
      shape: [1, rows.count, columns.count, layout.channels],
      scalars: rows.flatMap { row in
        columns.flatMap { column in
          (0..<layout.channels).map { channel in
            Float(image.sample(row: row, column: column, channel: channel, border: border))
          }
        }
      })
  }

  /// The pads that crop the operation's result to the picture.
  var crop: [[Int]] { [[0, 0], crop(vertical), crop(horizontal), [0, 0]] }

  private func crop(_ axis: ResamplingAxis) -> [Int] {
    let inputs = axis.borderBefore + axis.inputExtent + axis.borderAfter
    let whole = (inputs - 1) * axis.stride + axis.filterExtent
    let before = axis.paddingBefore + axis.borderBefore * axis.stride
    return [before, max(0, whole - before - axis.outputExtent)]
  }

  func outputShape(of layout: ImageLayout) -> OutputShape {
    .extents([1, vertical.outputExtent, horizontal.outputExtent, layout.channels])
  }
}
