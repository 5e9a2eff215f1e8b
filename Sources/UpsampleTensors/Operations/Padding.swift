/// How a convolution treats the edges of its input.
///
/// For a transposed convolution the padding is that of the forward convolution
/// which it inverts, so there it crops the result.
public enum Padding: Hashable, Sendable {
  /// As many blanks as make a forward convolution's output extent
  /// `ceil(input / stride)`: half of them before, and the rest, by one more
  /// when their number is odd, after.
  case same
  /// No blanks: the filter stays within the input.
  case valid
  /// A pair `[before, after]` for each dimension of the data format, as
  /// `[[0, 0], [1, 2], [1, 2], [0, 0]]`. The pairs of the batch and of the
  /// channels must be zero.
  case explicit([[Int]])
}

/// The blanks along one axis, before the first sample and after the last.
public struct AxisPadding: Hashable, Sendable {
  /// The number of blanks before the first sample.
  public package(set) var before: Int
  /// The number of blanks after the last sample.
  public package(set) var after: Int

  /// `total` blanks split as SAME padding splits them: the odd one goes after.
  init(total: Int) {
    before = total / 2
    after = total - total / 2
  }

  package init(before: Int, after: Int) {
    self.before = before
    self.after = after
  }

  package var total: Int { before + after }

  package static let none = AxisPadding(total: 0)
}

/// How one spatial axis is padded.
public enum AxisPaddingRule: Hashable, Sendable {
  /// As ``Padding/same`` pads it.
  case same
  /// Not at all.
  case valid
  /// By the blanks that were given.
  case explicit(AxisPadding)
}

extension AxisPaddingRule: CustomStringConvertible {
  /// `SAME`, `VALID`, or the blanks as `[1, 2]`.
  public var description: String {
    switch self {
    case .same: "SAME"
    case .valid: "VALID"
    case .explicit(let pads): "[\(pads.before), \(pads.after)]"
    }
  }
}
