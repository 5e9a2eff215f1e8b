import UpsampleBase

extension ONNXBuilder {
  /// What an operator makes of what it is given.
  typealias Operation =
    @Sendable (ONNXBuilder) -> (ONNXCall) throws(UpsampleError) -> [ONNXValue]

  /// The operators that there are, by ONNX's names.
  static let operations: [String: Operation] = [
    convolutions, activations, arithmetic, comparisons, arrangements, views, shapes, reductions,
    products, normalisations, control,
  ].reduce(into: [:]) { all, family in all.merge(family) { one, _ in one } }
}

/// What would do in the place of an operator that there is not.
enum ONNXRefusal {
  private static let statistics: Set<String> = [
    "GlobalMaxPool", "GlobalLpPool", "InstanceNormalization",
    "GroupNormalization", "LpNormalization",
    "MeanVarianceNormalization", "RMSNormalization",
  ]
  private static let attention: Set<String> = [
    "LogSoftmax", "Einsum", "Attention", "MultiHeadAttention",
    "RotaryEmbedding", "TopK", "ScatterND", "ScatterElements", "GatherElements",
  ]
  private static let loops: Set<String> = ["Loop", "Scan", "SequenceMap"]
  private static let places: Set<String> = [
    "GridSample", "AffineGrid", "DeformConv", "RoiAlign", "MaxUnpool", "MaxRoiPool",
  ]
  private static let recurrent: Set<String> = ["LSTM", "GRU", "RNN"]

  static func remedy(of node: ONNXNode) -> String? {
    if !["", "ai.onnx"].contains(node.domain) {
      return "It is of \(node.domain.echoed(upTo: 80)), not of ONNX itself: export the network "
        + "with ONNX's own operators."
    }
    switch node.operation {
    case let name where statistics.contains(name): return ofWholePicture
    case let name
    where name.contains("Quantize") || name.contains("Integer")
      || name.hasPrefix("QLinear"):
      return "Use the network before it was quantised, with weights of 32 or 16 bits."
    case let name where attention.contains(name): return ofAttention
    case let name where loops.contains(name) || name.hasPrefix("Sequence"):
      return "Export the network for one picture, without loops and sequences."
    case let name where places.contains(name):
      return "Networks can be run in strips where the place of every number is known beforehand."
    case let name where recurrent.contains(name):
      return "Networks of one picture can be run, without memory of those before."
    default: return nil
    }
  }

  /// What would do where numbers of all pixels are multiplied with each other.
  static let ofAttention =
    "Networks of convolutions can be run in strips; attention sees the whole picture."

  /// What would do where a network needs a number of the whole picture.
  static let ofWholePicture =
    "Of the whole picture its mean alone is known: use or export a network without "
    + "normalisation by the picture's other statistics."
}
