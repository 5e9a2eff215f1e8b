import UpsampleBase

/// What follows a convolution in a layer: a bias and an activation, if any.
package struct LayerEnd: Hashable, Sendable {
  var bias: Tensor?
  var activation: Activation?

  package init(bias: Tensor? = nil, activation: Activation? = nil) {
    (self.bias, self.activation) = (bias, activation)
  }

  /// Whether nothing follows.
  var isAbsent: Bool { bias == nil && activation == nil }

  /// Checks what no number of channels bears on.
  func check(subject: OperationSubject) throws(UpsampleError) {
    if let bias, bias.shape.rank != 1 {
      throw subject.fault(.layer(.biasShape(bias.shape)))
    }
    switch activation {
    case .leakyRelu(let alpha) where alpha.isNaN:
      throw subject.fault(.layer(.slope(alpha)))
    case .prelu(let alpha) where alpha.shape.rank > 1 || alpha.scalars.isEmpty:
      throw subject.fault(.layer(.slopesShape(alpha.shape)))
    case .clip(let minimum, let maximum) where !(minimum <= maximum):
      throw subject.fault(.layer(.limits(minimum: minimum, maximum: maximum)))
    default: break
    }
  }

  /// Checks that it fits so many channels.
  func check(channels: Int, subject: OperationSubject) throws(UpsampleError) {
    try check(subject: subject)
    if let bias, bias.shape[0] != channels {
      throw subject.fault(.layer(.biasCount(bias.shape[0], channels: channels)))
    }
    if case .prelu(let alpha) = activation, ![1, channels].contains(alpha.scalars.count) {
      throw subject.fault(.layer(.slopesCount(alpha.scalars.count, channels: channels)))
    }
  }

  /// The end of a layer of so many channels, which it fits.
  func finish(channels: Int) -> Finish {
    Finish(bias: bias?.scalars ?? [], activation, channels: channels)
  }
}
