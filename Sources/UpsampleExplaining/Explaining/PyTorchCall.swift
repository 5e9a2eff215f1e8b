import UpsampleTensors

/// The call of an explained convolution or pool in PyTorch's `torch.nn.functional`.
///
/// PyTorch pads and crops by `padding` on both sides, and a transposed
/// convolution there adds `output_padding`, less than the stride or the
/// dilation, after the last output. Where TensorFlow's uneven pads are beyond
/// that, the call pads its input or slices its output.
struct PyTorchCall {
  let explanation: Explanation

  /// The call, with the tensors that it takes.
  var lines: [String] {
    switch explanation.operation.poolStatistic {
    case .maximum: [maximum, "x = \(input)"]
    case .mean: mean + ["x = \(input)"]
    case nil: [call, "x = \(input), w = \(weight)"]
    }
  }

  private var axes: [ExplainedAxis] { explanation.axes }

  private var call: String {
    let function = "F.conv\(explanation.operation.isTransposed ? "_transpose" : "")\(axes.count)d"
    let groups = explanation.groups == 1 ? "" : ", groups=\(explanation.groups)"
    let dilation = tuple(axes.map(\.geometry.dilation))
    let common =
      "stride=\(tuple(axes.map(\.geometry.stride)))"
      + (isDilated ? ", dilation=\(dilation)" : "") + groups
    return explanation.operation.isTransposed
      ? transposed(function, common) : forward(function, common)
  }

  // MARK: Forward

  /// The pads of `F.pad`, in which the last axis comes first.
  private var pads: String {
    tuple(axes.reversed().flatMap { [$0.pads.before, $0.pads.after] })
  }

  private var isDilated: Bool { axes.contains { $0.geometry.dilation > 1 } }

  private var window: String {
    "kernel_size=\(tuple(axes.map(\.geometry.filter))), "
      + "stride=\(tuple(axes.map(\.geometry.stride)))"
      + (isDilated ? ", dilation=\(tuple(axes.map(\.geometry.dilation)))" : "")
  }

  /// Whether `padding` of a pool says the pads: PyTorch's are at most half a window.
  private var takesPads: Bool {
    axes.allSatisfy { $0.isPaddedEvenly && 2 * $0.pads.before <= $0.geometry.effectiveFilter }
  }

  private var maximum: String {
    let function = "F.max_pool\(axes.count)d"
    guard takesPads else {
      return "\(function)(F.pad(x, \(pads), value=-float(\"inf\")), \(window))"
    }
    return "\(function)(x, \(window), padding=\(tuple(axes.map(\.pads.before))))"
  }

  private var mean: [String] {
    let function = "F.avg_pool\(axes.count)d"
    if isDilated { return ["none: \(function) takes no dilation"] }
    guard takesPads else {
      let sums = ["x", "torch.ones_like(x)"].map { "\(function)(F.pad(\($0), \(pads)), \(window))" }
      return [sums.joined(separator: " / ")]
    }
    let padding = tuple(axes.map(\.pads.before))
    return ["\(function)(x, \(window), padding=\(padding), count_include_pad=False)"]
  }

  private func forward(_ function: String, _ common: String) -> String {
    guard axes.allSatisfy(\.isPaddedEvenly) else {
      return "\(function)(F.pad(x, \(pads)), w, \(common))"
    }
    return "\(function)(x, w, \(common), padding=\(tuple(axes.map(\.pads.before))))"
  }

  // MARK: Transposed

  private func transposed(_ function: String, _ common: String) -> String {
    let crops = axes.map(\.pyTorchCrop)
    let call =
      "\(function)(x, w, \(common), padding=\(tuple(crops.map(\.padding))), "
      + "output_padding=\(tuple(crops.map(\.outputPadding))))"
    guard crops.contains(where: { $0.slice != nil }) else { return call }
    let slices = crops.map { $0.slice.map { "\($0.lowerBound):\($0.upperBound)" } ?? ":" }
    return "\(call)[:, :, \(slices.joined(separator: ", "))]"
  }

  // MARK: Tensors

  private var input: String {
    if explanation.format.hasChannelsFirst { return "value" }
    let spatial = (1...axes.count).map { "\($0)" }.joined(separator: ", ")
    return "value.permute(0, \(axes.count + 1), \(spatial))"
  }

  private var weight: String {
    let count = axes.count
    let spatial = (0..<count).map { "\($0)" }.joined(separator: ", ")
    guard explanation.operation.isDepthwise else {
      return "filter.permute(\(count + 1), \(count), \(spatial))"
    }
    let extents = axes.map { "\($0.geometry.filter)" }.joined(separator: ", ")
    return "filter.permute(\(count), \(count + 1), \(spatial)).reshape(-1, 1, \(extents))"
  }

  private func tuple(_ numbers: [Int]) -> String {
    "(\(numbers.map(String.init).joined(separator: ", "))\(numbers.count == 1 ? "," : ""))"
  }
}

/// How PyTorch crops one axis of a transposed convolution.
struct PyTorchCrop: Hashable {
  /// The outputs that are cropped on both sides.
  let padding: Int
  /// The zeros after the last output, fewer than a stride or a dilation.
  let outputPadding: Int
  /// The outputs of the call that are wanted; `nil` for all of them.
  let slice: Range<Int>?
}

extension ExplainedAxis {
  /// Whether as many blanks after the last sample as before the first one make
  /// as many windows as the pads do.
  fileprivate var isPaddedEvenly: Bool {
    let evenly = AxisPadding(before: pads.before, after: pads.before)
    return geometry.forwardOutput(input: larger, padding: .explicit(evenly)) == smaller
  }

  /// How PyTorch makes the very output of a transposed convolution.
  var pyTorchCrop: PyTorchCrop {
    // Cropped by `before` on both sides, the output is this much too short.
    let outputPadding = remainder + pads.before - pads.after
    // PyTorch makes no empty output.
    if !isEmpty, (0..<max(geometry.stride, geometry.dilation)).contains(outputPadding) {
      return PyTorchCrop(padding: pads.before, outputPadding: outputPadding, slice: nil)
    }
    return PyTorchCrop(
      padding: 0, outputPadding: max(0, remainder - pads.after),
      slice: pads.before..<pads.before + larger)
  }
}
