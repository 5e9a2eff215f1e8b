import UpsampleBase

/// Which pixels of two pictures count, and which of those differ.
///
/// Without any rule every pixel counts, and it differs if one of its samples does, however
/// little.
public struct PixelRules: Hashable, Sendable {
  /// The distance of two colours beyond which a pixel differs, from 0 to 1; `nil` takes every
  /// difference of a sample.
  ///
  /// It is the threshold of pixelmatch as of July 2026, between its releases 7.2.0 and the
  /// next: the distance of black and white is 1, and that of others the sum of their
  /// difference in lightness `Lr` and their distance in hue and chroma in OKLab. What is
  /// transparent is seen in front of a pattern of pixelmatch's.
  public var tolerance: Double?
  /// What becomes of pixels that differ by how an edge was smoothed.
  public var antialiasing = AntialiasingPolicy.counted
  /// Parts of the picture that do not count. They must lie within it.
  public var ignoredRegions: [ImageRegion] = []
  /// Pictures of the same size, of which pixels that are black and opaque do not count.
  public var masks: [Endpoint] = []
  /// What of a transparent pixel counts.
  public var alpha = AlphaComparison.stored
  /// Whether samples are compared or the colours that they stand for.
  public var color = ColorComparison.samples

  /// Creates the rules by which every sample counts.
  public init() {}

  /// Whether a pixel with a sample that differs is one that differs.
  var takeEveryDifference: Bool {
    (tolerance ?? 0) == 0 && antialiasing == .counted
  }
}

/// What becomes of pixels that differ by how an edge was smoothed.
public enum AntialiasingPolicy: Hashable, Sendable {
  /// They differ as others do.
  case counted
  /// They do not differ. Which they are tells the detector of pixelmatch, after V. Vyšniauskas,
  /// "Anti-aliased Pixel and Intensity Slope Detector", 2009.
  case ignored
}

/// What of a transparent pixel counts.
public enum AlphaComparison: String, Hashable, Sendable, CaseIterable {
  /// Its colour and its alpha, as they are stored.
  case stored
  /// What is seen of it: its colour times its alpha, rounded to a level, and its alpha.
  case visible
}

/// What of a pixel's colour counts.
public enum ColorComparison: Hashable, Sendable {
  /// Its samples, whatever profile they have.
  case samples
  /// What the samples stand for by what both files say of their colours: profiles, code
  /// points, gamma and chromaticities.
  case meaning
}

/// A rectangle of pixels.
public struct ImageRegion: Hashable, Sendable {
  /// The column of its left edge, counted from 0.
  public let x: Int
  /// The row of its upper edge, counted from 0.
  public let y: Int
  /// Its width in pixels, at least 1.
  public let width: Int
  /// Its height in pixels, at least 1.
  public let height: Int

  /// Creates a rectangle; `nil` unless its place is at least 0 and its sides at least 1, all of
  /// them below 2^32.
  public init?(x: Int, y: Int, width: Int, height: Int) {
    let (places, sides) = (0..<(1 << 32), 1..<(1 << 32))
    guard places.contains(x), places.contains(y), sides.contains(width), sides.contains(height)
    else { return nil }
    (self.x, self.y, self.width, self.height) = (x, y, width, height)
  }
}
