import UpsampleBase
import UpsampleTensors

/// What a convolution of ncnn's holds, forward or transposed.
struct NCNNConvolution: Sendable {
  /// The geometry along an axis.
  struct Axis: Sendable {
    var taps: Int
    var dilation: Int
    var stride: Int
    var pads: Pads
    /// What a transposed convolution makes beyond its taps.
    var outputPad = 0
    /// The extent that a transposed convolution makes, or 0.
    var output = 0

    /// A single tap at every pixel.
    static let single = Axis(
      taps: 1, dilation: 1, stride: 1, pads: .explicit(before: 0, after: 0))

    /// The pixels from the first tap to the last.
    var reach: Int { (taps - 1) * dilation + 1 }
  }

  /// The pixels around a map, or those that a transposed convolution leaves out.
  enum Pads: Hashable, Sendable {
    case explicit(before: Int, after: Int)
    /// As many as an output of `ceil(extent / stride)` needs, the odd one after.
    case sameUpper
    /// The same, the odd one before.
    case sameLower
  }

  let filter: Tensor
  let bias: [Float]
  let groups: Int
  let inputChannels: Int
  let vertical: Axis
  let horizontal: Axis
  /// The number in the pads.
  let pad: Float
  let isTransposed: Bool

  /// Reads the weights of a layer.
  ///
  /// - Throws: ``UpsampleError/file(_:)`` when parameters and weights do not fit.
  init(_ layer: NCNNLayer, weights: inout NCNNWeights) throws(UpsampleError) {
    isTransposed =
      layer.operation == .deconvolution || layer.operation == .depthwiseDeconvolution
    if layer.isSet(isTransposed ? 28 : 19) {
      throw layer.refusal("whose weights are made by another layer")
    }
    if !isTransposed, layer.isSet(8) { throw layer.refusal("of 8-bit numbers (int8)") }
    (vertical, horizontal) = try Self.axes(of: layer, isTransposed: isTransposed)
    let outputs = try layer.number(0, or: 0, in: 1...NCNNLayer.mostChannels)
    let count = try layer.number(6, or: 0, in: 1...Int(Int32.max))
    let isGrouped =
      layer.operation == .depthwiseConvolution || layer.operation == .depthwiseDeconvolution
    groups = isGrouped ? try layer.number(7, or: 1, in: 1...outputs) : 1
    let taps = vertical.taps * horizontal.taps
    let depth = count / (taps * outputs)
    inputChannels = depth * groups
    guard depth * taps * outputs == count, outputs % groups == 0,
      inputChannels <= NCNNLayer.mostChannels
    else {
      throw layer.refusal(
        "of \(count) weights, which are no \(outputs) filters of \(horizontal.taps)x"
          + "\(vertical.taps) in \(groups) groups")
    }
    pad = isTransposed ? 0 : try layer.fraction(18, or: 0)
    let numbers = try weights.tagged(count, for: layer)
    bias = layer.isSet(5) ? try weights.plain(outputs, for: layer) : []
    filter = Self.filter(
      numbers, taps: (vertical.taps, horizontal.taps), depth: depth, outputs: outputs,
      groups: groups, isTransposed: isTransposed)
  }

  /// Reads the weights of a layer that mixes the channels of a map of one pixel.
  ///
  /// - Throws: ``UpsampleError/file(_:)`` when parameters and weights do not fit.
  init(innerProduct layer: NCNNLayer, weights: inout NCNNWeights) throws(UpsampleError) {
    if layer.isSet(8) { throw layer.refusal("of 8-bit numbers (int8)") }
    let outputs = try layer.number(0, or: 0, in: 1...NCNNLayer.mostChannels)
    let count = try layer.number(2, or: 0, in: 1...Int(Int32.max))
    inputChannels = count / outputs
    guard inputChannels * outputs == count, inputChannels <= NCNNLayer.mostChannels else {
      throw layer.refusal("of \(count) weights for \(outputs) channels")
    }
    (isTransposed, groups, pad) = (false, 1, 0)
    (vertical, horizontal) = (.single, .single)
    let numbers = try weights.tagged(count, for: layer)
    bias = layer.isSet(1) ? try weights.plain(outputs, for: layer) : []
    filter = Self.filter(
      numbers, taps: (1, 1), depth: inputChannels, outputs: outputs, groups: 1,
      isTransposed: false)
  }

  /// The filter in the layout of the operation, of weights that lie by outputs, inputs, rows
  /// and columns.
  private static func filter(
    _ numbers: [Float], taps: (height: Int, width: Int), depth: Int, outputs: Int, groups: Int,
    isTransposed: Bool
  ) -> Tensor {
    let (tapCount, perGroup) = (taps.height * taps.width, outputs / groups)
    let shape: Shape =
      isTransposed
      ? [taps.height, taps.width, perGroup, depth * groups]
      : [taps.height, taps.width, depth, outputs]
    var scalars = [Float](repeating: 0, count: numbers.count)
    for output in 0..<outputs {
      let (group, within) = (output / perGroup, output % perGroup)
      for input in 0..<depth {
        let place =
          isTransposed
          ? within * depth * groups + group * depth + input : input * outputs + output
        for tap in 0..<tapCount {
          scalars[tap * depth * outputs + place] =
            numbers[
              (output * depth + input) * tapCount + tap]
        }
      }
    }
    return Tensor(shape: shape, scalars: scalars)
  }

  // MARK: Geometry

  private static func axes(
    of layer: NCNNLayer, isTransposed: Bool
  ) throws(UpsampleError) -> (vertical: Axis, horizontal: Axis) {
    let (sizes, most) = (1...NCNNLayer.largest, NCNNLayer.largest)
    let pads = try Self.pads(of: layer)
    var horizontal = Axis(
      taps: try layer.number(1, or: 0, in: sizes), dilation: try layer.number(2, or: 1, in: sizes),
      stride: try layer.number(3, or: 1, in: sizes), pads: pads.horizontal)
    var vertical = Axis(
      taps: try layer.number(11, or: horizontal.taps, in: sizes),
      dilation: try layer.number(12, or: horizontal.dilation, in: sizes),
      stride: try layer.number(13, or: horizontal.stride, in: sizes), pads: pads.vertical)
    if isTransposed {
      horizontal.outputPad = try layer.number(18, or: 0, in: 0...most)
      vertical.outputPad = try layer.number(19, or: horizontal.outputPad, in: 0...most)
      horizontal.output = try layer.number(20, or: 0, in: 0...1 << 24)
      vertical.output = try layer.number(21, or: horizontal.output, in: 0...1 << 24)
    }
    return (vertical, horizontal)
  }

  private static func pads(
    of layer: NCNNLayer
  ) throws(UpsampleError) -> (vertical: Pads, horizontal: Pads) {
    let range = -234...NCNNLayer.largest
    let left = try layer.number(4, or: 0, in: range)
    let right = try layer.number(15, or: left, in: range)
    let top = try layer.number(14, or: left, in: range)
    let bottom = try layer.number(16, or: top, in: range)
    let all = [left, right, top, bottom]
    if all.allSatisfy({ $0 == -233 }) { return (.sameUpper, .sameUpper) }
    if all.allSatisfy({ $0 == -234 }) { return (.sameLower, .sameLower) }
    guard all.allSatisfy({ $0 >= 0 }) else { throw layer.refusal("with the pads \(all.echoed)") }
    return (
      .explicit(before: top, after: bottom), .explicit(before: left, after: right)
    )
  }
}
