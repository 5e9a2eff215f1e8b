/// A dimension of an operation's tensors, by its name in messages.
public enum Dimension: String, Hashable, Sendable, CaseIterable {
  /// Values that have nothing to do with each other.
  case batch
  /// The first spatial axis of a volume.
  case depth
  /// The spatial axis from row to row.
  case height
  /// The spatial axis from column to column.
  case width
  /// The numbers of one sample.
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
