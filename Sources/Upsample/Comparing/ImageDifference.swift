import Glibc
import UpsampleImages

/// How far apart two pictures of one size are.
///
/// Both are seen in ``layout``: a sample `v` of 8 bits beside a picture of 16
/// is `257 * v`, gray beside RGB has its value in all three channels, and a
/// picture without alpha is opaque. Samples count as they are stored, also
/// under transparent alpha.
public struct ImageDifference: Hashable, Sendable {
  /// A pixel's place, counted from 0 at the top left.
  public struct Place: Hashable, Sendable {
    /// The number of its row, from 0 at the top.
    public let row: Int
    /// The number of its column, from 0 at the left.
    public let column: Int
  }

  /// The layout that holds both pictures without loss. The unit of differences
  /// is a level of its depth.
  public let layout: ImageLayout

  /// The largest difference of two samples of a pixel that differs, in levels.
  public var maximum: Int { sums.maximum }

  /// The first pixel that differs, in reading order, with a sample that does so by
  /// ``maximum``; `nil` where no pixel differs.
  public var worst: Place? { sums.worst }

  /// The number of pixels that differ.
  public var differingPixels: Int { sums.differingPixels }

  /// The number of pixels that would differ but for how an edge was smoothed.
  public var antialiasedPixels: Int { sums.antialiasedPixels }

  /// The number of pixels that do not count.
  public let ignoredPixels: Int

  /// The number of pixels that count.
  public var pixels: Int { layout.width * layout.height - ignoredPixels }

  /// Whether every sample of one picture is that of the other, also of pixels that do not
  /// count.
  public let areIdentical: Bool

  /// Where most pixels differ; `nil` unless it was asked for.
  public let densestWindow: DensestWindow?

  /// The mean absolute difference of all samples, alpha included, in levels.
  public var mean: Double { share(Double(sums.absolute), of: samples) }

  /// The root of the mean squared difference of all samples, in levels.
  public var rootMeanSquare: Double { share(Double(sums.squares), of: samples).squareRoot() }

  /// The peak signal-to-noise ratio of all samples, alpha included, in decibels;
  /// infinite where none differs.
  public var psnr: Double { decibels(share(Double(sums.squares), of: samples)) }

  /// The peak signal-to-noise ratio of Y, the full-range luma of ITU-R BT.601, in
  /// decibels; infinite where it does not differ.
  public var lumaPSNR: Double { decibels(share(sums.lumaSquares, of: Double(pixels))) }

  /// The mean structural similarity of Y, at most 1, as Wang, Bovik, Sheikh and
  /// Simoncelli define it: "Image Quality Assessment: From Error Visibility to
  /// Structural Similarity", IEEE Transactions on Image Processing 13 (4), 2004.
  ///
  /// The window is a Gaussian of 11x11 pixels with a standard deviation of 1.5; `K1` is
  /// 0.01, `K2` is 0.03. Windows with a pixel that does not count are left out. `nil` unless
  /// it was asked for and a window is left.
  public let ssim: Double?

  /// The mean structural similarity of each channel of ``layout``; empty unless
  /// it was asked for and a window is left.
  public let channelSSIM: [Double]

  /// SSIMULACRA 2.1 of the second picture, measured by the first: 100 for equal pictures, and
  /// the lower the worse, without end. `nil` unless it was asked for, and for pictures that differ
  /// and have a side below 8 pixels, of which it is not defined.
  ///
  /// J. Sneyers, "SSIMULACRA 2 - Structural SIMilarity Unveiling Local And Compression Related
  /// Artifacts", github.com/cloudinary/ssimulacra2, version of April 2023. Colours are those that
  /// profiles tell of; what is transparent is seen in front of two grays, of which the worse
  /// counts.
  public var ssimulacra2: Double? { perceptual?.ssimulacra2 }

  /// The mean FLIP, 0 for equal pictures and at most 1, for 67 pixels in a degree of the visual
  /// field; `nil` unless it was asked for.
  ///
  /// P. Andersson and others, "FLIP: A Difference Evaluator for Alternating Images", Proceedings
  /// of the ACM on Computer Graphics and Interactive Techniques 3 (2), 2020. Samples count as
  /// sRGB. It is that of colours as they are stored or, where it is larger, that of alpha as a
  /// gray picture.
  public var flip: Double? { perceptual?.flip }

  private let sums: DifferenceSums
  private let perceptual: PerceptualFigures?

  init(
    layout: ImageLayout, _ figures: DifferenceFigures, ignoredPixels: Int
  ) {
    self.layout = layout
    self.ignoredPixels = ignoredPixels
    sums = figures.sums
    areIdentical = !figures.samplesDiffer
    densestWindow = figures.windows?.densest
    let means = figures.similarities.compactMap(\.mean)
    ssim = means.first
    channelSSIM = Array(means.dropFirst())
    perceptual = figures.perceptual
  }

  private var samples: Double { Double(pixels) * Double(layout.channels) }

  /// A mean over all that count; 0 where nothing does.
  private func share(_ sum: Double, of count: Double) -> Double { count == 0 ? 0 : sum / count }

  private func decibels(_ meanSquare: Double) -> Double {
    let peak = Double(layout.depth.maximum)
    return meanSquare == 0 ? .infinity : 10 * log10(peak * peak / meanSquare)
  }
}

/// The weights of Y, the full-range luma of ITU-R BT.601 that JPEG uses: Y is
/// `0.299 R + 0.587 G + 0.114 B` of the samples as they are stored. That of gray
/// is gray itself.
enum Luma {
  static let red = 0.299
  static let green = 0.587
  static let blue = 0.114

  /// That of a pixel of inks of 8 bits, whose channels lie a plane apart: of the
  /// light that is the product of what colour and black leave out.
  static func ofInks(_ pixel: UnsafePointer<UInt16>, plane: Int) -> Double {
    let (cyan, magenta, yellow) = (pixel[0], pixel[plane], pixel[2 &* plane])
    let light = red * Double(cyan) + green * Double(magenta) + blue * Double(yellow)
    return light * Double(pixel[3 &* plane]) / 255
  }
}
