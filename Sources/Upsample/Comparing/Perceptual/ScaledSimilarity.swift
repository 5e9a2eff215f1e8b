/// SSIMULACRA 2.1, "Structural Similarity Unveiling Local And Compression Related Artifacts", of
/// two pictures of one size: J. Sneyers, github.com/cloudinary/ssimulacra2, 2022 and April 2023.
///
/// It measures in XYB, at six scales of which each has half the light's resolution of the one
/// before, errors of structure and edges that were added or lost. Where pictures are nearly
/// alike, what the program rounds outweighs the errors: its Gaussian is recursive and never
/// forgets. So each sum is made in its order, and the score is the program's to 1e-4.
final class ScaledSimilarity {
  /// The shortest side that is measured.
  static let shortestSide = 8
  private static let mostScales = 6

  private let weights: SimilarityWeights
  private let scales: [SimilarityScale]
  private var pyramids: [LightPyramid]

  /// - Precondition: Both sides are at least ``shortestSide`` long.
  init(width: Int, height: Int) {
    var sizes = [(width: width, height: height)]
    while sizes.count < Self.mostScales, let last = sizes.last,
      min(last.width, last.height) >= Self.shortestSide
    {
      sizes.append(((last.width + 1) / 2, (last.height + 1) / 2))
    }
    let weights = SimilarityWeights(scales: sizes.count)
    self.weights = weights
    scales = sizes.enumerated().map { index, size in
      SimilarityScale(
        width: size.width, height: size.height, ChannelPlan.all(scale: index, weights))
    }
    pyramids = sizes.dropLast().map { LightPyramid(width: $0.width, height: $0.height) }
  }

  /// The first part of the work on rows of light, which several threads may do at once.
  func smooth(_ light: FloatPlanes) -> SmoothedRows { SmoothedRows(light, scales[0].plans) }

  /// The second part, for the next rows from the top.
  func add(_ light: FloatPlanes, _ smoothed: SmoothedRows) {
    scales[0].add(smoothed)
    var light = light
    for (index, scale) in scales.enumerated().dropFirst() {
      light = pyramids[index - 1].halve(light)
      guard light.rows > 0 else { return }
      scale.add(SmoothedRows(light, scale.plans))
    }
  }

  /// The score once all rows are there: 100 of equal pictures, and the less the worse.
  var score: Double { weights.score(scales.map(\.errors)) }
}
