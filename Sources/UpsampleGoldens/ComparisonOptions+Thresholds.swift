import Upsample

extension ComparisonOptions {
  /// The same options, by which also is measured what thresholds need.
  package func measuring(_ thresholds: Thresholds) -> ComparisonOptions {
    var options = self
    if thresholds.figures.contains(.ssim), options.structuralSimilarity == .none {
      options.structuralSimilarity = .luma
    }
    options.windowSide = thresholds.windowSide ?? options.windowSide
    if thresholds.figures.contains(.ssimulacra2) { options.perceptual.insert(.ssimulacra2) }
    if thresholds.figures.contains(.flip) { options.perceptual.insert(.flip) }
    return options
  }
}
