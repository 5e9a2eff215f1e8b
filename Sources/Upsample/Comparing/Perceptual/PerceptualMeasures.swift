import UpsampleImages

/// The measures of how different two pictures look that were asked for.
final class PerceptualMeasures {
  private let common: ImageLayout
  private let told: [PictureLight]
  private let asksForSimilarity: Bool
  /// For each gray behind what is transparent the similarity of the pictures in front of it.
  private let similarities: [(background: Float, measure: ScaledSimilarity)]
  private let flip: FlipDifference?
  /// Whether a sample that counts differs.
  private var differs = false

  /// - Parameters:
  ///   - one: The picture that the other one is measured by.
  ///   - pair: How both are seen.
  init?(
    _ measures: Set<PerceptualMeasure>, _ one: any ImageSource, _ other: any ImageSource,
    _ pair: ComparedLayouts
  ) {
    if measures.isEmpty { return nil }
    let common = pair.common
    self.common = common
    let size = (common.width, common.height)
    told = [one, other].map { PictureLight($0, as: common, .asTold) }
    let isLargeEnough = min(size.0, size.1) >= ScaledSimilarity.shortestSide
    asksForSimilarity = measures.contains(.ssimulacra2)
    similarities = (asksForSimilarity && isLargeEnough ? Self.backgrounds(one.layout) : []).map {
      ($0, ScaledSimilarity(width: size.0, height: size.1))
    }
    flip = measures.contains(.flip) ? FlipDifference(one, other, pair) : nil
  }

  /// The program puts a picture with alpha, and the other one with it, in front of a dark and a
  /// bright gray, of which the worse counts. Where only the other one has alpha it is in front
  /// of one.
  private static func backgrounds(_ one: ImageLayout) -> [Float] {
    one.hasAlpha ? [0.1, 0.9] : [0.5]
  }

  /// About the memory that the work on a pixel takes, in bytes.
  var pixelBytes: Int {
    let planes = similarities.count * 21 + (flip?.planes ?? 0)
    return planes * MemoryLayout<Float>.size
  }

  /// What the first part of the work makes of rows.
  struct Rows {
    fileprivate let light: [FloatPlanes]
    fileprivate let smoothed: [SmoothedRows]
    fileprivate let flip: [FlipRows]
    fileprivate let differ: Bool
  }

  /// The first part of the work on some rows, which several threads may do at once.
  func prepare(_ rows: Range<Int>, of band: ComparedBand) -> Rows {
    let (one, other) = band.unmultiplied
    let light = similarities.map { self.light(of: rows, one, other, on: $0.background) }
    return Rows(
      light: light, smoothed: zip(similarities, light).map { $0.measure.smooth($1) },
      flip: flip?.prepare(rows, of: band.one, band.other) ?? [],
      differ: !one.holds(rows, of: other))
  }

  private func light(
    of rows: Range<Int>, _ one: SamplePlanes, _ other: SamplePlanes, on background: Float
  ) -> FloatPlanes {
    let light = FloatPlanes(planes: 6, rows: rows.count, width: common.width)
    for (index, row) in rows.enumerated() {
      for (picture, samples) in [one, other].enumerated() {
        told[picture].read(
          samples, row: row, on: background,
          into: (0..<3).map { light.row(index, of: 3 * picture + $0) })
      }
    }
    return light
  }

  /// The second part, for the next rows from the top.
  func add(_ rows: Rows) {
    for (index, similarity) in similarities.enumerated() {
      similarity.measure.add(rows.light[index], rows.smoothed[index])
    }
    flip?.add(rows.flip)
    differs = differs || rows.differ
  }

  /// The figures once all rows are there. Equal pictures look the same, however small.
  var figures: PerceptualFigures {
    let equal: Double? = asksForSimilarity && !differs ? 100 : nil
    return PerceptualFigures(
      ssimulacra2: similarities.map(\.measure.score).min() ?? equal, flip: flip?.mean)
  }
}

/// How different two pictures look.
struct PerceptualFigures: Hashable, Sendable {
  var ssimulacra2: Double?
  var flip: Double?
}

/// A measure of how different two pictures look, which is computed where it is asked for.
public enum PerceptualMeasure: Sendable, CaseIterable {
  /// ``ImageDifference/ssimulacra2``.
  case ssimulacra2
  /// ``ImageDifference/flip``.
  case flip
}
