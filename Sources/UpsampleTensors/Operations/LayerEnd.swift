import UpsampleBase

/// What follows a convolution in a layer: a bias and an activation, if any.
package struct LayerEnd: Hashable, Sendable {
  var bias: Tensor?
  var activation: Activation?

  package init(bias: Tensor? = nil, activation: Activation? = nil) {
    (self.bias, self.activation) = (bias, activation)
  }

  /// Checks what no number of channels bears on.
  func check(subject: OperationSubject) throws(UpsampleError) {
    if let bias, bias.shape.rank != 1 {
      throw subject.fault(
        "bias has shape \(bias.shape)", remedy: "Give a tensor [channels].")
    }
    switch activation {
    case .leakyRelu(let alpha) where alpha.isNaN:
      throw subject.fault("alpha is not a number", remedy: "Give a number, such as 0.2.")
    case .prelu(let alpha) where alpha.shape.rank > 1 || alpha.scalars.isEmpty:
      throw subject.fault(
        "alpha has shape \(alpha.shape)", remedy: "Give a tensor [channels], or of one number.")
    case .clip(let minimum, let maximum) where !(minimum <= maximum):
      throw subject.fault(
        "the minimum \(minimum) is not below the maximum \(maximum)",
        remedy: "Give them in ascending order.")
    default: break
    }
  }

  /// The end of a layer of so many channels, or `nil` where nothing follows.
  func finish(channels: Int, subject: OperationSubject) throws(UpsampleError) -> Finish? {
    try check(subject: subject)
    if let bias, bias.shape[0] != channels {
      throw subject.fault(
        "bias has \(bias.shape[0]) numbers, but the output has \(channels) channels",
        remedy: "Give one for each channel.")
    }
    if case .prelu(let alpha) = activation, ![1, channels].contains(alpha.scalars.count) {
      throw subject.fault(
        "alpha has \(alpha.scalars.count) numbers, but the output has \(channels) channels",
        remedy: "Give one for each channel, or one for all.")
    }
    if bias == nil && activation == nil { return nil }
    return Finish(bias: bias?.scalars ?? [], activation, channels: channels)
  }
}
