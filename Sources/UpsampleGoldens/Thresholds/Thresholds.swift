import Upsample

/// What two pictures may differ by: all of the thresholds must hold.
package struct Thresholds: Sendable {
  private struct Bound {
    let threshold: any Threshold
    /// The bound as it was given.
    let text: String
  }

  /// Every threshold that there is, in the order in which they are told of.
  private static let kinds: [any Threshold.Type] = [
    MaxDiff.self, MinPSNR.self, MinSSIM.self, MaxPixelsDiffering.self,
  ]

  /// The names of the options that are thresholds, without dashes.
  package static var names: [String] { kinds.map { $0.name } }

  private let bounds: [Bound]

  /// Reads thresholds by the names of their options; of one name the last value counts.
  ///
  /// - Throws: ``UpsampleError/request(_:)`` for a value that is no bound.
  /// - Precondition: All names are among ``names``.
  package init(_ values: [(name: String, value: String)]) throws(UpsampleError) {
    var bounds: [Bound] = []
    for kind in Self.kinds {
      guard let text = values.last(where: { $0.name == kind.name })?.value else { continue }
      guard let threshold = kind.init(text) else { throw .bound(text, of: kind) }
      bounds.append(Bound(threshold: threshold, text: text))
    }
    self.bounds = bounds
  }

  /// Whether none was given.
  package var isEmpty: Bool { bounds.isEmpty }

  /// What has to be measured for them.
  package var figures: Set<MeasuredFigure> { Set(bounds.map { type(of: $0.threshold).figure }) }

  /// The bounds as they were given, by the names of their options.
  package var values: [(name: String, value: String)] {
    bounds.map { (type(of: $0.threshold).name, $0.text) }
  }

  /// A line for each threshold that does not hold.
  package func excesses(of difference: ImageDifference) -> [String] {
    bounds.filter { $0.threshold.excess(of: difference) > 0 }.map { bound in
      let option = type(of: bound.threshold).name
      return "\(bound.threshold.clause(of: difference)) --\(option) \(bound.text)"
    }
  }
}

extension UpsampleError {
  fileprivate static func bound(_ text: String, of kind: any Threshold.Type) -> UpsampleError {
    .request(
      RequestFault(
        subject: "--\(kind.name)", fault: "\"\(text.echoed)\" \(kind.rule)", remedy: kind.remedy))
  }
}
