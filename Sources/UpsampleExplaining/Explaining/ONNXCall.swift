/// The node of an explained convolution or pool in ONNX.
///
/// ONNX has pads before and after each axis, so every convolution of TensorFlow
/// has a node of exactly its meaning.
struct ONNXCall {
  let explanation: Explanation

  /// The node with its attributes, and the tensors that it takes.
  var lines: [String] {
    let (node, tensors) =
      switch explanation.operation.axisKind {
      case .forward: ("Conv(X, W)", "X and W as PyTorch's x and w")
      case .transposed: ("ConvTranspose(X, W)", "X and W as PyTorch's x and w")
      case .pool(.maximum): ("MaxPool(X)", "X as PyTorch's x")
      case .pool(.mean): ("AveragePool(X)", "X as PyTorch's x")
      }
    let attributes = attributes.map { "\($0.name)=\($0.value)" }.joined(separator: ", ")
    return ["\(node) with \(attributes)", tensors] + automatic
  }

  private var axes: [ExplainedAxis] { explanation.axes }

  private var attributes: [(name: String, value: String)] {
    var attributes = [("strides", "\(axes.map(\.geometry.stride))")]
    if explanation.operation.isPool {
      attributes.insert(("kernel_shape", "\(axes.map(\.geometry.filter))"), at: 0)
    }
    if axes.contains(where: { $0.geometry.dilation > 1 }) {
      attributes.append(("dilations", "\(axes.map(\.geometry.dilation))"))
    }
    attributes.append(("pads", "\(axes.map(\.pads.before) + axes.map(\.pads.after))"))
    if axes.contains(where: { $0.remainder > 0 }), explanation.operation.isTransposed {
      attributes.append(("output_padding", "\(axes.map(\.remainder))"))
    }
    if explanation.groups != 1 { attributes.append(("group", "\(explanation.groups)")) }
    return attributes
  }

  /// The line that says when the pads need not be spelt out.
  private var automatic: [String] {
    // onnxruntime refuses automatic pads for dilated forward convolutions.
    let isAutomatic = axes.allSatisfy {
      $0.rule == .same && $0.geometry.dilation == 1
        && (!explanation.operation.isTransposed
          || $0.larger == $0.smaller * $0.geometry.stride
            && $0.geometry.effectiveFilter >= $0.geometry.stride)
    }
    return isAutomatic ? ["auto_pad=\"SAME_UPPER\" says the same as these pads"] : []
  }
}
