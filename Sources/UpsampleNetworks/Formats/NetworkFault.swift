import UpsampleBase

/// Why a network can't be run, as values.
package enum NetworkFault: FaultValues {
  /// An operation that there is not.
  case operation(String, node: String, remedy: String?)
  /// An operation that there is not with such arguments.
  case arguments(operation: String, node: String, reason: String, remedy: String?)
  /// A file of no kind that is read.
  case format

  package var clause: String {
    switch self {
    case .operation(let operation, let node, _):
      "has the operation \(operation.echoed) in node \(node.echoed), which can't be run in strips"
    case .arguments(let operation, let node, let reason, _):
      "has the node \(node.echoed), a \(operation.echoed), \(reason)"
    case .format: "is no network that is read here"
    }
  }

  package var remedy: String? {
    switch self {
    case .operation(_, _, let remedy), .arguments(_, _, _, let remedy): remedy
    case .format: "Give an .onnx file, or ncnn's .param with its .bin beside it."
    }
  }
}
