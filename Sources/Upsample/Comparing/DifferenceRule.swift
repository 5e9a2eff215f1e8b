import UpsampleImages

/// Decides which of the pixels with samples that differ are pixels that differ.
struct DifferenceRule: Sendable {
  private let distance: ColourDistance?
  private let antialiasing: AntialiasingPolicy

  /// The rule for pictures that are seen in a layout; `nil` where every difference counts.
  init?(_ rules: PixelRules, _ layout: ImageLayout, _ cones: ConeResponse) {
    if rules.takeEveryDifference { return nil }
    antialiasing = rules.antialiasing
    let tolerance = rules.tolerance ?? 0
    distance =
      tolerance > 0 ? ColourDistance(tolerance: tolerance, layout.depth, cones) : nil
  }

  /// The rows above and below a pixel that are looked at.
  var reach: Int { antialiasing == .ignored ? AntialiasingDetector.reach : 0 }

  /// Clears what does not make its pixel differ.
  ///
  /// - Parameters:
  ///   - largest: The largest difference of each pixel's samples.
  ///   - one: The planes of a picture, as they are stored.
  /// - Returns: The pixels beyond the tolerance that belong to a smoothed edge.
  func clear(
    _ largest: UnsafeMutablePointer<UInt16>, row: Int, _ one: SamplePlanes, _ other: SamplePlanes
  ) -> Int {
    one.withSamples { a in
      other.withSamples { b in
        clear(largest, row: row, PlanesView(one, a), PlanesView(other, b))
      }
    }
  }

  private func clear(
    _ largest: UnsafeMutablePointer<UInt16>, row: Int, _ one: PlanesView, _ other: PlanesView
  ) -> Int {
    if let distance {
      withUnsafeTemporaryAllocation(of: UInt8.self, capacity: one.width) { differ in
        let differ = differ.baseAddress!
        distance.findExcesses(one, other, row: row, largest, into: differ)
        for column in 0..<one.width where largest[column] != 0 && differ[column] == 0 {
          largest[column] = 0
        }
      }
    }
    guard antialiasing == .ignored else { return 0 }
    let detector = AntialiasingDetector(one, other)
    var antialiased = 0
    for column in 0..<one.width where largest[column] != 0 {
      guard detector.isOnEdge(row: row, column: column) else { continue }
      largest[column] = 0
      antialiased += 1
    }
    return antialiased
  }
}
