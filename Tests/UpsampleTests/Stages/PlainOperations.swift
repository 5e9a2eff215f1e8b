import TestSupport

@testable import Upsample
@testable import UpsampleTensors

/// The axes of a stage, and the plain operations on a whole picture that it stands for.
struct PlainOperations {
  let vertical: ResamplingAxis
  let horizontal: ResamplingAxis

  /// A picture `[1, height, width, channels]` with its border around it.
  func padded(_ picture: Tensor, _ border: Border) -> Tensor {
    let (height, width, channels) = (picture.shape[1], picture.shape[2], picture.shape[3])
    let rows = -vertical.borderBefore..<height + vertical.borderAfter
    let columns = -horizontal.borderBefore..<width + horizontal.borderAfter
    return Tensor(
      shape: [1, rows.count, columns.count, channels],
      scalars: rows.flatMap { row in
        columns.flatMap { column -> [Float] in
          guard let row = border.source(of: row, extent: height),
            let column = border.source(of: column, extent: width)
          else { return Array(repeating: 0, count: channels) }
          let start = (row * width + column) * channels
          return Array(picture.scalars[start..<start + channels])
        }
      })
  }

  /// The transposed convolution of a padded picture, of which every so many rows and columns
  /// are taken.
  ///
  /// - Parameter filter: `[height, width, channels, 1]`, or `[height, width, out, in]` of
  ///   which `isMixing` tells.
  func transposed(_ padded: Tensor, _ filter: Tensor, isMixing: Bool) throws -> Tensor {
    let channels = filter.shape[2]
    let shape = OutputShape.extents([1, full(vertical), full(horizontal), channels])
    let strides: PerAxis = [vertical.stride, horizontal.stride]
    let padding = Padding.explicit([[0, 0], crop(vertical), crop(horizontal), [0, 0]])
    let made =
      isMixing
      ? try transposedConv2D(
        padded, filter: filter, outputShape: shape, strides: strides, padding: padding)
      : try depthwiseTransposedConv2D(
        padded, filter: filter, outputShape: shape, strides: strides, padding: padding)
    return decimated(made)
  }

  /// The transposed convolution by a column of taps, and then by a row of them.
  func transposed(_ padded: Tensor, rows: [Float], columns: [Float]) throws -> Tensor {
    let channels = padded.shape[3]
    let flat = ResamplingAxis(
      inputExtent: padded.shape[2], outputExtent: padded.shape[2], stride: 1, decimation: 1,
      filterExtent: 1, paddingBefore: 0)
    let combined = try PlainOperations(vertical: vertical, horizontal: flat).transposed(
      padded, Self.depthwise(rows, [rows.count, 1], channels: channels), isMixing: false)
    let still = ResamplingAxis(
      inputExtent: combined.shape[1], outputExtent: combined.shape[1], stride: 1, decimation: 1,
      filterExtent: 1, paddingBefore: 0)
    return try PlainOperations(vertical: still, horizontal: horizontal).transposed(
      combined, Self.depthwise(columns, [1, columns.count], channels: channels), isMixing: false)
  }

  /// The forward convolution of a padded picture.
  func forward(_ padded: Tensor, _ filter: Tensor, isMixing: Bool) throws -> Tensor {
    let strides: PerAxis = [vertical.decimation, horizontal.decimation]
    return isMixing
      ? try conv2D(padded, filter: filter, strides: strides, padding: .valid)
      : try depthwiseConv2D(padded, filter: filter, strides: strides, padding: .valid)
  }

  /// Taps of the given extents, the same for every channel.
  static func depthwise(_ taps: [Float], _ extents: [Int], channels: Int) -> Tensor {
    Tensor(
      shape: Shape(extents + [channels, 1]),
      scalars: taps.flatMap { Array(repeating: $0, count: channels) })
  }

  /// The outputs from the first to the last that is taken.
  private func full(_ axis: ResamplingAxis) -> Int {
    (axis.outputExtent - 1) * axis.decimation + 1
  }

  /// The pads that crop the operation's result to those.
  private func crop(_ axis: ResamplingAxis) -> [Int] {
    let inputs = axis.borderBefore + axis.inputExtent + axis.borderAfter
    let whole = (inputs - 1) * axis.stride + axis.filterExtent
    let before = axis.paddingBefore + axis.borderBefore * axis.stride
    return [before, max(0, whole - before - full(axis))]
  }

  private func decimated(_ tensor: Tensor) -> Tensor {
    guard vertical.decimation > 1 || horizontal.decimation > 1 else { return tensor }
    let (width, channels) = (tensor.shape[2], tensor.shape[3])
    return Tensor(
      shape: [1, vertical.outputExtent, horizontal.outputExtent, channels],
      scalars: (0..<vertical.outputExtent).flatMap { row in
        (0..<horizontal.outputExtent).flatMap { column -> ArraySlice<Float> in
          let pixel = row * vertical.decimation * width + column * horizontal.decimation
          return tensor.scalars[pixel * channels..<(pixel + 1) * channels]
        }
      })
  }
}
