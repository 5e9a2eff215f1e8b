import Upsample

/// What two pictures may differ by: all of the thresholds must hold.
package struct Thresholds: Sendable {
  /// Every threshold that there is, in the order in which they are told of.
  private static let kinds: [any Threshold.Type] = [
    MaxDiff.self, MinPSNR.self, MinSSIM.self, MaxPixelsDiffering.self,
    MaxPixelsInWindow.self, MinSSIMULACRA2.self, MaxFLIP.self,
  ]

  /// The names of the options that are thresholds, without dashes.
  package static var names: [String] { kinds.map { $0.name } }

  private let bounds: [ThresholdBound]

  /// Reads thresholds by the names of their options; of one name the last value counts.
  ///
  /// - Throws: ``UpsampleError/request(_:)`` for a value that is no bound.
  /// - Precondition: All names are among ``names``.
  package init(_ values: [(name: String, value: String)]) throws(UpsampleError) {
    var bounds: [ThresholdBound] = []
    for kind in Self.kinds {
      guard let text = values.last(where: { $0.name == kind.name })?.value else { continue }
      bounds.append(try ThresholdBound(text, of: kind))
    }
    self.bounds = bounds
  }

  /// Whether none was given.
  package var isEmpty: Bool { bounds.isEmpty }

  /// What has to be measured for them.
  package var figures: Set<MeasuredFigure> { Set(bounds.map { $0.kind.figure }) }

  /// The side of the windows that have to be looked at, in pixels.
  package var windowSide: Int? {
    bounds.lazy.compactMap { ($0.limit as? MaxPixelsInWindow)?.side }.first
  }

  /// The bounds as they were given, by the names of their options.
  package var values: [(name: String, value: String)] { bounds.map { ($0.kind.name, $0.text) } }

  /// A line for each threshold that does not hold.
  package func excesses(of difference: ImageDifference) -> [String] {
    bounds.compactMap { $0.excess(of: difference) }
  }

  /// For each range how far a figure is from needing it. Without a difference it is that of
  /// equal pictures.
  package func rangeUses(of difference: ImageDifference?) -> [RangeUse] {
    bounds.compactMap { $0.rangeUse(of: difference) }
  }
}
