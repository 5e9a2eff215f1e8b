/// Where the outputs of one axis lie among its samples, in the arithmetic of the libraries, or
/// in numbers of more bits.
struct ResizePlaces<Number: BinaryFloatingPoint> {
  let input: Int
  let output: Int
  private let coordinates: ResizeRule.Coordinates
  /// The place of the first output, or in half pixels of what lies half a step before it.
  private let origin: Number
  /// The distance between neighbouring outputs, in samples, times `divisor`: places that are
  /// whole numbers come out as such.
  private let step: Number
  private let divisor: Number
  private let isScaled: Bool

  /// - Parameters:
  ///   - scale: How many times larger the output is; absent, as its extent tells.
  ///   - region: Where the outputs begin and end, as shares of the distance between the
  ///     outermost samples; absent, on these.
  init(
    input: Int, output: Int, scale: Float?, coordinates: ResizeRule.Coordinates,
    region: [Float]?
  ) {
    (self.input, self.output, self.coordinates) = (input, output, coordinates)
    isScaled = scale != nil
    let (n, m) = (Number(input), Number(output))
    let scale = scale.map { Number($0) }
    switch coordinates {
    case .alignCorners:
      (origin, step, divisor) = (0, output > 1 ? n - 1 : 0, output > 1 ? m - 1 : 1)
    case .cropAndResize:
      let (begin, end) = (Number(region?[0] ?? 0), Number(region?[1] ?? 1))
      origin = output > 1 ? begin * (n - 1) : 0.5 * (begin + end) * (n - 1)
      step = output > 1 ? (end - begin) * (n - 1) / (m - 1) : 0
      divisor = 1
    case .asymmetric, .halfPixel, .pytorchHalfPixel, .halfPixelSymmetric:
      // The middle of the samples is that of the outputs.
      origin = coordinates == .halfPixelSymmetric && scale != nil ? (n - 1) / 2 : 0
      (step, divisor) = scale.map { (1, $0) } ?? (n / m, 1)
    }
  }

  /// Whether every output lies on the sample of its number.
  var areThoseOfTheSamples: Bool {
    input == output && !isScaled && coordinates != .cropAndResize
  }

  /// The place of an output; that of a sample is its number.
  func place(of index: Int) -> Number {
    switch coordinates {
    case .alignCorners, .asymmetric, .cropAndResize: origin + Number(index) * step / divisor
    case .pytorchHalfPixel where output == 1: 0
    case .halfPixelSymmetric where isScaled:
      origin + (Number(index) + 0.5 - Number(output) / 2) * step / divisor
    case .halfPixel, .pytorchHalfPixel, .halfPixelSymmetric:
      (Number(index) + 0.5) * step / divisor - 0.5
    }
  }

  /// Whether a place is beyond the samples and so has no number of its own.
  func isBeyond(_ place: Number) -> Bool {
    coordinates == .cropAndResize && !(0...Number(input - 1)).contains(place)
  }
}
