import Upsample

/// A threshold as it was given: a bound, or a range `1-3`, of which one end is the bound and
/// the other one how far a figure is expected to go at least.
struct ThresholdBound: Sendable {
  /// As it was given.
  let text: String
  let limit: any Threshold
  /// The end of a range that is the stricter one.
  private let expected: (any Threshold)?

  var kind: any Threshold.Type { type(of: limit) }

  /// Reads a bound or a range.
  ///
  /// - Throws: ``UpsampleError/request(_:)`` for other text.
  init(_ text: String, of kind: any Threshold.Type) throws(UpsampleError) {
    let texts = text.split(separator: "-", maxSplits: 1, omittingEmptySubsequences: false)
    let bounds = texts.compactMap { kind.init(String($0)) }
    guard bounds.count == texts.count else { throw .bound(text, of: kind) }
    self.text = text
    let (low, high) = (bounds[0], bounds[bounds.count - 1])
    guard low.bound <= high.bound, low.unit == high.unit else {
      throw .range(text, of: kind)
    }
    let ends = kind.direction == .atMost ? (high, low) : (low, high)
    limit = ends.0
    expected = bounds.count > 1 ? ends.1 : nil
  }

  /// What a difference is beyond the bound, as a line; `nil` where it is not.
  func excess(of difference: ImageDifference) -> String? {
    guard limit.excess(of: difference) > 0 else { return nil }
    return "\(limit.clause(of: difference)) \(kind.direction.worse) --\(kind.name) \(text)"
  }

  /// How far a figure is from needing the range; `nil` without one.
  func rangeUse(of difference: ImageDifference?) -> RangeUse? {
    guard let expected else { return nil }
    return RangeUse(
      distance: expected.excess(of: difference),
      line: "\(expected.clause(of: difference)) \(kind.direction.better) --\(kind.name) \(text)")
  }
}

/// How far a figure goes into a range.
package struct RangeUse: Sendable {
  /// Below 0 for a figure that is better than the whole range.
  let distance: Double
  /// What is said of a figure that is: `max diff 0 is below --max-diff 1-3`.
  package let line: String

  /// Whether the figure is better than the whole range.
  package var isIdle: Bool { distance < 0 }
}

extension UpsampleError {
  fileprivate static func bound(_ text: String, of kind: any Threshold.Type) -> UpsampleError {
    .request(
      RequestFault(
        subject: "--\(kind.name)", fault: "\"\(text.echoed)\" \(kind.rule)", remedy: kind.remedy))
  }

  fileprivate static func range(_ text: String, of kind: any Threshold.Type) -> UpsampleError {
    .request(
      RequestFault(
        subject: "--\(kind.name)",
        fault: "\"\(text.echoed)\" is no range of one unit from a smaller number to a larger one"))
  }
}
