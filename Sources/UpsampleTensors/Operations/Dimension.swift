/// A dimension of an operation's tensors, by its name in messages.
public enum Dimension: String, Hashable, Sendable, CaseIterable {
  case batch
  case depth
  case height
  case width
  case channels
  /// Of the filter of a dense convolution: the channels that it sums over.
  case inChannels = "in channels"
  /// Of the filter of a dense convolution: the channels that it makes.
  case outChannels = "out channels"
  /// Of the filter of a depthwise convolution: the outputs of each channel.
  case multiplier
}

extension Dimension: CustomStringConvertible {
  /// The name in messages.
  public var description: String { rawValue }
}
