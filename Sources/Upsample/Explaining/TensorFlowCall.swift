/// The call of an explained convolution in TensorFlow's Python.
struct TensorFlowCall {
  let explanation: Explanation

  /// The call, one argument list in one line.
  var text: String {
    "tf.nn.\(function)(\(arguments.joined(separator: ", ")))"
  }

  private var operation: OperationName { explanation.operation }
  /// Whether one axis stands for itself, and so has a function of its own.
  private var isOneAxis: Bool { explanation.axes.count == 1 }

  private var function: String {
    switch operation {
    case .depthwiseTransposedConv2D: "depthwise_conv2d_backprop_input"
    case .conv2D where isOneAxis: "conv1d"
    case .transposedConv2D where isOneAxis: "conv1d_transpose"
    default: operation.rawValue
    }
  }

  private var arguments: [String] {
    let output = "\(explanation.extents(explanation.shapes.output))"
    var arguments =
      operation == .depthwiseTransposedConv2D
      ? [output, "filter", "value"]
      : ["value", "filter"] + (operation.isTransposed ? ["output_shape=\(output)"] : [])
    if operation.isAtrous {
      arguments.append("rate=\(explanation.axes[0].geometry.dilation)")
    } else {
      let name = isOneAxis && !operation.isTransposed ? "stride" : "strides"
      arguments.append("\(name)=\(perAxis(\.stride))")
    }
    arguments.append("padding=\(explanation.paddingText)")
    let standard = DataFormat.formats(spatialRank: explanation.format.spatialRank)[0]
    if explanation.format != standard {
      arguments.append("data_format=\"\(explanation.format.rawValue)\"")
    }
    if !operation.isAtrous, explanation.axes.contains(where: { $0.geometry.dilation > 1 }) {
      arguments.append("dilations=\(perAxis(\.dilation))")
    }
    return arguments
  }

  private func perAxis(_ number: KeyPath<ConvolutionAxis, Int>) -> String {
    let numbers = explanation.axes.map { $0.geometry[keyPath: number] }
    if isOneAxis { return "\(numbers[0])" }
    // The depthwise function takes dilations of the spatial axes alone.
    if operation.isDepthwise && number == \.dilation { return "\(numbers)" }
    return "\(explanation.format.extents(batch: 1, spatial: numbers, channels: 1))"
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

  /// The padding as TensorFlow has it: a word in quotes, or pairs.
  var paddingText: String {
    switch padding {
    case .same: "\"SAME\""
    case .valid: "\"VALID\""
    case .explicit: "\(format.pairs(axes.map { [$0.pads.before, $0.pads.after] }))"
    }
  }
}

extension DataFormat {
  /// A pair for each dimension in this order, from those of the axes.
  func pairs(_ spatial: [[Int]]) -> [[Int]] {
    hasChannelsFirst ? [[0, 0], [0, 0]] + spatial : [[0, 0]] + spatial + [[0, 0]]
  }
}
