import UpsampleTensors

/// One spatial axis of a convolution or a pool of which everything is known.
///
/// A pool's window stands in the place of a filter, of which only the extent counts.
/// A convolution and its transpose share their geometry: ``larger`` is the
/// extent of the forward convolution's input and of the transpose's output,
/// ``smaller`` that of the forward convolution's output and of the transpose's
/// value.
struct ExplainedAxis: Hashable, Sendable {
  var name: Dimension
  let geometry: ConvolutionAxis
  let rule: AxisPaddingRule
  let smaller: Int
  let larger: Int
  let kind: AxisKind

  /// The extents, strides and dilations up to which an axis is drawn, tap by
  /// tap.
  static let drawnLimit = 1024

  /// Whether the axis is drawn: the work to do so grows with the filter and the
  /// stride, never with the tensors.
  var isDrawn: Bool {
    geometry.effectiveFilter <= Self.drawnLimit && geometry.stride <= Self.drawnLimit
  }

  /// Whether pads crop all of a transposed convolution's output.
  var isEmpty: Bool { output == 0 }

  /// Whether ``smaller`` is the value and ``larger`` the output.
  var isTransposed: Bool { kind == .transposed }

  var value: Int { isTransposed ? smaller : larger }
  var output: Int { isTransposed ? larger : smaller }

  /// The pads of the forward convolution, which crop the transpose's output.
  var pads: AxisPadding { geometry.pads(input: larger, output: smaller, padding: rule) }

  /// The larger extents that share the smaller one.
  var legalLarger: ClosedRange<Int>? {
    geometry.legalOutputs(value: smaller, padding: rule)
  }

  /// The positions of the padded larger tensor beyond the last window, fewer
  /// than a stride: a forward convolution leaves them unread, a transposed one
  /// leaves them zero.
  var remainder: Int {
    larger + pads.total - (smaller - 1) * geometry.stride - geometry.effectiveFilter
  }

  /// Whether two axes differ in nothing but their names.
  func isAlike(_ other: ExplainedAxis) -> Bool {
    var renamed = other
    renamed.name = name
    return self == renamed
  }

  /// The filter extents that lead from the larger extent to the smaller one.
  var legalFilters: ClosedRange<Int>? { inference.legalFilters(stride: geometry.stride) }

  /// The strides that do so.
  var legalStrides: ClosedRange<Int>? { inference.legalStrides }

  private var inference: AxisInference {
    AxisInference(
      name: name, smaller: smaller, larger: larger, filter: geometry.filter, stride: nil,
      dilation: geometry.dilation, rule: rule, kind: kind)
  }
}
