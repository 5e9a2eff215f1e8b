import UpsampleTensors

/// The call of an explained convolution in TensorFlow's Python.
///
/// Of one axis it is the one-dimensional function where TensorFlow has one that
/// takes these arguments, and otherwise the operation itself, with axes of
/// extent 1 before the one that is told of.
struct TensorFlowCall {
  let explanation: Explanation

  /// The call and what to know of it, or why there is none.
  var lines: [String] {
    if let difference { return ["none: \(difference)"] }
    return [call] + tensors + refusal
  }

  private var operation: OperationName { explanation.operation }
  private var axes: [ExplainedAxis] { explanation.axes }
  private var isDilated: Bool { axes.contains { $0.geometry.dilation > 1 } }
  private var isStandardFormat: Bool { !explanation.format.hasChannelsFirst }

  /// The function of one dimension that does the same.
  private var lineFunction: String? {
    if explanation.format.spatialRank == 1 { return operation.rawValue }
    guard axes.count == 1, isStandardFormat, !isDilatedPool else { return nil }
    if case .explicit = explanation.padding { return nil }
    switch operation {
    case .conv2D: return "conv1d"
    case .transposedConv2D: return "conv1d_transpose"
    case .maxPool2D: return "max_pool1d"
    case .averagePool2D: return "avg_pool1d"
    default: return nil
    }
  }

  // MARK: Remarks

  /// What TensorFlow's CPU kernels compute instead, without an error.
  private var difference: String? {
    let isStrided = axes.contains { $0.geometry.stride > 1 }
    switch operation {
    case .depthwiseTransposedConv2D where isDilated:
      return "depthwise_conv2d_backprop_input ignores dilations on the CPU"
    case .depthwiseConv2D where isDilated && isStrided:
      return "depthwise_conv2d computes something else when both strides and dilations exceed 1"
    case .conv3D where axes.contains(where: beginsLater):
      return "conv3d's default CPU kernel begins these short windows after the first sample"
    case .maxPool3D where axes.contains(where: beginsLater),
      .averagePool3D where axes.contains(where: beginsLater):
      return
        "\(operation.rawValue)'s default CPU kernel begins these short windows after the first sample"
    default: return explicitPads ?? dilatedPool
    }
  }

  /// Why there is no call with explicit pads.
  private var explicitPads: String? {
    guard case .explicit = explanation.padding else { return nil }
    switch operation {
    case .conv2D, .transposedConv2D, .depthwiseConv2D, .depthwiseTransposedConv2D, .maxPool2D:
      return nil
    default: return "\(operation.rawValue) takes SAME or VALID alone"
    }
  }

  private var isDilatedPool: Bool { operation.isPool && isDilated }

  /// Why there is no call of a dilated pool.
  private var dilatedPool: String? {
    guard isDilatedPool else { return nil }
    if case .valid = explanation.padding, !axes.contains(where: { $0.geometry.stride > 1 }) {
      return nil
    }
    return "tf.nn.pool takes dilations with VALID padding and strides of 1 alone"
  }

  /// Whether the windows of TensorFlow's `conv3d` and 3-D pools begin after the first sample:
  /// it halves the total of SAME pads even where that is negative.
  private func beginsLater(_ axis: ExplainedAxis) -> Bool {
    axis.rule == .same && axis.remainder > 1
  }

  /// The shapes of the call's tensors, where the one axis that is told of does
  /// not tell them.
  private var tensors: [String] {
    guard axes.count == 1, lineFunction == nil else { return [] }
    let shapes = explanation.shapes
    let filter = operation.isPool ? "" : ", filter of shape \(shapes.filter)"
    return ["value of shape \(shapes.value)\(filter)"]
  }

  /// The line that says what TensorFlow's default kernels for the CPU have
  /// not got.
  private var refusal: [String] {
    let isDense = operation.isTransposed || operation == .conv3D
    var refused: [String] = []
    if explanation.format.hasChannelsFirst { refused.append("channels first") }
    if isDilated && isDense && !operation.isAtrous { refused.append("dilations") }
    if explanation.groups > 1 && isDense && !operation.isDepthwise { refused.append("groups") }
    if operation.isDepthwise && Set(axes.map(\.geometry.stride)).count > 1 {
      refused.append("unequal strides")
    }
    guard !refused.isEmpty else { return [] }
    return ["its default CPU kernel refuses \(refused.joined(separator: " and "))"]
  }

  // MARK: Call

  private var call: String {
    let function: String
    switch operation {
    case .depthwiseTransposedConv2D: function = "depthwise_conv2d_backprop_input"
    case _ where isDilatedPool: function = "pool"
    default: function = lineFunction ?? operation.rawValue
    }
    return "tf.nn.\(function)(\(arguments.joined(separator: ", ")))"
  }

  private var arguments: [String] {
    let shape = explanation.shapes.output
    let output = "\(lineFunction == nil ? shape : explanation.extents(shape))"
    var arguments: [String]
    switch operation {
    case .depthwiseTransposedConv2D: arguments = [output, "filter", "value"]
    case _ where isDilatedPool: return dilatedPoolArguments
    case _ where operation.isPool: arguments = ["value", "ksize=\(window)"]
    default:
      arguments = ["value", "filter"] + (operation.isTransposed ? ["output_shape=\(output)"] : [])
    }
    if operation.isAtrous {
      arguments.append("rate=\(axes[0].geometry.dilation)")
    } else {
      let name = lineFunction == "conv1d" ? "stride" : "strides"
      arguments.append("\(name)=\(strides)")
    }
    arguments.append("padding=\(padding)")
    if !isStandardFormat { arguments.append("data_format=\"\(explanation.format.rawValue)\"") }
    if !operation.isAtrous, isDilated { arguments.append("dilations=\(dilations)") }
    return arguments
  }

  private var dilatedPoolArguments: [String] {
    let kind = operation.poolStatistic == .mean ? "AVG" : "MAX"
    let format = isStandardFormat ? [] : ["data_format=\"\(explanation.format.rawValue)\""]
    return [
      "value", "window_shape=\(spatial(axes.map(\.geometry.filter), flat: 1))",
      "pooling_type=\"\(kind)\"", "padding=\(padding)",
      "dilations=\(spatial(axes.map(\.geometry.dilation), flat: 1))",
    ] + format
  }

  private var strides: String {
    let strides = axes.map(\.geometry.stride)
    if lineFunction != nil { return "\(strides[0])" }
    // The depthwise kernels take equal strides alone. An axis of extent 1 has
    // one window whatever its stride.
    let flat = operation.isDepthwise && axes.count == 1 ? strides[0] : 1
    return list(strides, flat: flat)
  }

  private var window: String {
    let window = axes.map(\.geometry.filter)
    return lineFunction == nil ? list(window, flat: 1) : "\(window[0])"
  }

  private var dilations: String {
    let dilations = axes.map(\.geometry.dilation)
    if lineFunction != nil { return "\(dilations[0])" }
    // The depthwise functions take dilations of the spatial axes alone.
    return operation.isDepthwise ? "\(spatial(dilations, flat: 1))" : list(dilations, flat: 1)
  }

  /// A word in quotes, or pairs.
  private var padding: String {
    switch explanation.padding {
    case .same: "\"SAME\""
    case .valid: "\"VALID\""
    case .explicit(let pairs): "\(pairs)"
    }
  }

  private func list(_ numbers: [Int], flat: Int) -> String {
    let spatial = spatial(numbers, flat: flat)
    return "\(explanation.format.extents(batch: 1, spatial: spatial, channels: 1))"
  }

  /// A number for every spatial axis, `flat` for those that are not told of.
  private func spatial(_ numbers: [Int], flat: Int) -> [Int] {
    Array(repeating: flat, count: explanation.format.spatialRank - numbers.count) + numbers
  }
}

extension Explanation {
  /// The extents of a value or an output, without axes that are not told of.
  func extents(_ extents: [Int]) -> [Int] {
    format.extents(
      batch: extents[0],
      spatial: Array(extents[format.spatialDimensions].suffix(axes.count)),
      channels: extents[format.channelDimension])
  }
}

extension DataFormat {
  /// A pair for each dimension in this order, from those of the axes.
  func pairs(_ spatial: [[Int]]) -> [[Int]] {
    hasChannelsFirst ? [[0, 0], [0, 0]] + spatial : [[0, 0]] + spatial + [[0, 0]]
  }
}
