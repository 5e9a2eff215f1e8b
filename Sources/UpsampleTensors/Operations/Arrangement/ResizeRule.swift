/// Where the outputs of a resizing lie between the samples of its value, and how samples
/// beyond the borders are made up for.
public struct ResizeRule: Hashable, Sendable {
  /// Where output `o` of `m` lies among `n` samples, whose centres are whole numbers. Of
  /// a scale `s` that is given, `n / m` is `1 / s`. The names are ONNX's
  /// `coordinate_transformation_mode`.
  public enum Coordinates: String, Hashable, Sendable, CaseIterable {
    /// `(o + 0.5) n / m - 0.5`: edges lie on edges.
    case halfPixel = "half_pixel"
    /// The same; of a single output, `0`.
    case pytorchHalfPixel = "pytorch_half_pixel"
    /// `o (n - 1) / (m - 1)`: the outermost centres lie on each other. Of a single
    /// output, `0`.
    case alignCorners = "align_corners"
    /// `o n / m`.
    case asymmetric
    /// `(o + 0.5) / s - 0.5 + (n - m / s) / 2` for a scale `s`: the centres of value and
    /// output lie on each other, also where an extent of the output was rounded down.
    case halfPixelSymmetric = "half_pixel_symmetric"
    /// `(b + o (e - b) / (m - 1)) (n - 1)`: the outermost centres lie on the begin `b` and
    /// the end `e` of a region. A single output lies between them.
    case cropAndResize = "tf_crop_and_resize"
  }

  /// Which sample is the nearest. The names are ONNX's `nearest_mode`.
  public enum Rounding: String, Hashable, Sendable, CaseIterable {
    /// Of two as near the lower one.
    case roundPreferFloor = "round_prefer_floor"
    /// Of two as near the upper one.
    case roundPreferCeil = "round_prefer_ceil"
    /// The one below.
    case floor
    /// The one above.
    case ceil
  }

  /// What serves for samples beyond the borders.
  public enum Border: String, Hashable, Sendable, CaseIterable {
    /// The outermost samples.
    case repeated
    /// Nothing: the weights of the others are divided by their sum.
    case excluded
  }

  /// Where outputs lie.
  public var coordinates: Coordinates
  /// The nearest sample.
  public var rounding: Rounding
  /// The slope of the cubic kernel at 1: -0.5 reproduces parabolas, -0.75 is sharper.
  public var cubicCoefficient: Float
  /// What serves for samples beyond the borders of a cubic kernel.
  public var border: Border
  /// Where the outputs of ``Coordinates/cropAndResize`` begin and end along each spatial
  /// axis: pairs of shares of the distance between the outermost samples, as
  /// `[[0, 0.5], [0, 1]]` for the upper half. They may lie beyond 0 and 1, and the end
  /// before the begin. Absent, all of the value.
  public var region: [[Float]]?
  /// What outputs of ``Coordinates/cropAndResize`` have beyond the outermost samples.
  public var extrapolation: Float
  /// The number of places between two samples that cubic weights know, if they do not
  /// know all.
  var cubicSteps: Float?

  /// Creates a rule from its parts: ONNX's `Resize` with its attributes, by default those
  /// that it has by default.
  public init(
    coordinates: Coordinates = .halfPixel, rounding: Rounding = .roundPreferFloor,
    cubicCoefficient: Float = -0.75, border: Border = .repeated, region: [[Float]]? = nil,
    extrapolation: Float = 0
  ) {
    (self.coordinates, self.rounding) = (coordinates, rounding)
    (self.cubicCoefficient, self.border) = (cubicCoefficient, border)
    (self.region, self.extrapolation) = (region, extrapolation)
  }

  /// `tf.image.resize` of TensorFlow 2, whose cubic weights are those of places rounded to
  /// 1/1024 of a sample.
  public static let tensorFlow: ResizeRule = {
    var rule = ResizeRule(
      rounding: .roundPreferCeil, cubicCoefficient: -0.5, border: .excluded)
    rule.cubicSteps = 1024
    return rule
  }()

  /// `F.interpolate` of PyTorch for bilinear and bicubic interpolation, and its
  /// `nearest-exact`.
  public static let pytorch = ResizeRule(rounding: .roundPreferCeil)

  /// `F.interpolate` of PyTorch with `align_corners=True`.
  public static let pytorchAlignCorners = ResizeRule(coordinates: .alignCorners)

  /// `F.interpolate` of PyTorch with `mode="nearest"`.
  public static let pytorchNearest = ResizeRule(coordinates: .asymmetric, rounding: .floor)

  /// ONNX's `Resize` without attributes.
  public static let onnx = ResizeRule()
}
