import UpsampleBase
import UpsampleImages

/// What pictures are taken to have gone through: made smaller, then noise, then a JPEG.
public struct Degradation: Hashable, Sendable {
  /// How they were made smaller.
  public var reduction: Reduction
  /// The standard deviation of the noise in each channel, in levels of 8 bits: drawn from
  /// the range for each picture.
  public var noise: ClosedRange<Double>?
  /// The quality of the JPEG, drawn likewise.
  public var quality: ClosedRange<Int>?
  /// How often each sample counts, from 1 on.
  public var weight: Int

  /// Creates a degradation.
  public init(
    _ reduction: Reduction, noise: ClosedRange<Double>? = nil, quality: ClosedRange<Int>? = nil,
    weight: Int = 1
  ) {
    (self.reduction, self.noise, self.quality, self.weight) = (reduction, noise, quality, weight)
  }

  /// What photographs go through: clean reductions, noise, and JPEG.
  public static let mixture = [
    Degradation(.bicubic, weight: 9), Degradation(.area, weight: 9),
    Degradation(.lanczos3, weight: 5), Degradation(.area, quality: 55...95, weight: 13),
    Degradation(.bicubic, quality: 55...95, weight: 7),
    Degradation(.gaussian, quality: 55...95, weight: 3),
    Degradation(.area, noise: 1...6, weight: 4),
  ]

  /// The same for pictures of which most have been JPEGs.
  public static let web = [
    Degradation(.bicubic, weight: 4), Degradation(.area, weight: 4),
    Degradation(.lanczos3, weight: 2), Degradation(.area, quality: 55...95, weight: 22),
    Degradation(.bicubic, quality: 55...95, weight: 13),
    Degradation(.gaussian, quality: 55...95, weight: 3),
    Degradation(.area, noise: 1...6, weight: 2),
  ]

  /// The small picture of a large one.
  func apply(
    to picture: FittingPicture, scale: Int, seed: UInt64
  ) throws(UpsampleError) -> FittingPicture {
    var random = SplitMix64(seed: seed ^ stableHash(Array("\(record)".utf8)))
    var small = reduction.reduce(picture, by: scale)
    if let noise {
      let deviation = noise.lowerBound + (noise.upperBound - noise.lowerBound) * random.unit()
      for index in small.samples.indices {
        let value = Double(small.samples[index]) + deviation * random.normal()
        small.samples[index] = UInt8(min(max(value.rounded(), 0), 255))
      }
    }
    if let quality {
      small.samples = try passedThroughJPEG(
        small.samples, small.layout,
        quality: quality.lowerBound + Int(random.next() % UInt64(quality.count)))
    }
    return small
  }

  /// The degradation in words that are the same in every process.
  var record: String {
    var words = reduction.rawValue
    if let noise { words += "+noise\(noise.lowerBound)-\(noise.upperBound)" }
    if let quality { words += "+jpeg\(quality.lowerBound)-\(quality.upperBound)" }
    return words + "*\(weight)"
  }
}

extension SplitMix64 {
  /// From 0 up to 1.
  mutating func unit() -> Double { Double(next() >> 11) * 0x1p-53 }

  /// About normal, with a deviation of 1: the sum of twelve numbers of 16 bits, exact.
  mutating func normal() -> Double {
    var sum = 0
    for _ in 0..<3 {
      let bits = next()
      for shift in [0, 16, 32, 48] as [UInt64] { sum += Int(bits >> shift & 0xffff) }
    }
    return Double(2 * sum - 12 * 0xffff) / 0x20000
  }
}
