import UpsampleBase

/// Why there is no such tensor.
///
/// It is what ``RequestFault/values`` of the error is.
public enum TensorFault: FaultValues {
  /// The shape is of another number of scalars.
  case count(Int, shape: Shape)
  /// The shape is none, or a tensor of it does not fit into memory.
  case memory(Shape)
  /// There is no bilinear filter of that scale and so many channels.
  case bilinear(scale: Int, channels: Int)

  /// What is wrong.
  public var clause: String {
    switch self {
    case .count(let count, let shape): "a tensor of shape \(shape) has not \(count) scalars"
    case .memory(let shape): "a tensor of shape \(shape) does not fit into memory"
    case .bilinear(let scale, let channels):
      "there is no bilinear filter of scale \(scale) and \(channels) channels"
    }
  }

  /// What would be right.
  public var remedy: String? {
    switch self {
    case .count(_, let shape):
      shape.scalarCount.map { "Give \($0), or another shape." }
        ?? "Give extents of at least 0."
    case .memory: "Give extents of at least 0, and fewer scalars."
    case .bilinear:
      "Give a scale of 1 to \(Tensor.largestBilinearScale), and at least 0 channels."
    }
  }

  var error: UpsampleError { .request(RequestFault(subject: "Tensor", self)) }
}
