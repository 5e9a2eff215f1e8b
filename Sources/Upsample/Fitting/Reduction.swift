import Glibc
import UpsampleBase
import UpsampleImages
import UpsampleTensors

/// A way of making pictures smaller by a whole number.
public enum Reduction: String, Hashable, Sendable, CaseIterable {
  /// The mean of each square of pixels.
  case area
  /// Keys' cubic, stretched by the scale against aliasing, as MATLAB's `imresize`.
  case bicubic
  /// Lanczos' window of 3 lobes, stretched likewise.
  case lanczos3
  /// A Gaussian about the centre of each square, of a deviation of 0.4 squares: the blur
  /// of 0.8 pixels that soft lenses and phones leave, by 2.
  case gaussian
  /// The first pixel of each square.
  case skip

  /// Whether a picture that is mirrored or turned has the mirrored or turned reduction.
  var keepsSymmetries: Bool { self != .skip }

  /// The weights of the pixels `(i * scale + offset)...` for output `i`.
  private func weights(scale: Int) -> (offset: Int, weights: [Double]) {
    switch self {
    case .skip: return (0, [1])
    case .area: return (0, Array(repeating: 1 / Double(scale), count: scale))
    case .bicubic: return Self.sampled(InterpolationFunction.bicubic.callAsFunction, 2, scale)
    case .lanczos3: return Self.sampled(InterpolationFunction.lanczos3.callAsFunction, 3, scale)
    case .gaussian: return Self.sampled({ exp(-$0 * $0 / (2 * 0.4 * 0.4)) }, 2, scale)
    }
  }

  /// A function, stretched by the scale about the square's centre.
  ///
  /// - Parameter support: How far it reaches, in squares.
  private static func sampled(
    _ function: (Double) -> Double, _ support: Int, _ scale: Int
  ) -> (offset: Int, weights: [Double]) {
    let reach = support * scale
    let centre = Double(scale - 1) / 2
    let offsets = (-reach...reach + scale - 1).map { $0 }
    let values = offsets.map { function((Double($0) - centre) / Double(scale)) }
    let sum = values.reduce(0, +)
    return (offsets[0], values.map { $0 / sum })
  }

  /// The picture made smaller, rounded to 8 bits; beyond the edges it is mirrored, the
  /// outermost pixels included.
  ///
  /// - Precondition: Both extents are multiples of `scale`.
  func reduce(_ picture: FittingPicture, by scale: Int) -> FittingPicture {
    let (offset, weights) = weights(scale: scale)
    let (width, height) = (picture.width / scale, picture.height / scale)
    let channels = picture.channels
    let columns = Self.sources(width, picture.width, scale, offset, weights.count)
    let rows = Self.sources(height, picture.height, scale, offset, weights.count)
    var narrow = [Float](repeating: 0, count: picture.height * width * channels)
    let taps = weights.map(Float.init)
    picture.samples.withUnsafeBufferPointer { samples in
      narrow.withUnsafeMutableBufferPointer { narrow in
        for row in 0..<picture.height {
          let line = row * picture.width * channels
          for column in 0..<width {
            for channel in 0..<channels {
              var sum: Float = 0
              for tap in 0..<taps.count {
                let source = columns[column * taps.count + tap]
                sum += taps[tap] * Float(samples[line + source * channels + channel])
              }
              narrow[(row * width + column) * channels + channel] = sum
            }
          }
        }
      }
    }
    var reduced: [UInt8] = []
    reduced.reserveCapacity(height * width * channels)
    var sums = [Float](repeating: 0, count: width * channels)
    for row in 0..<height {
      for index in sums.indices { sums[index] = 0 }
      for tap in 0..<taps.count {
        let line = rows[row * taps.count + tap] * width * channels
        for index in sums.indices { sums[index] += taps[tap] * narrow[line + index] }
      }
      reduced += sums.map { UInt8(min(max($0, 0), 255).rounded(.toNearestOrEven)) }
    }
    return FittingPicture(width: width, height: height, channels: channels, samples: reduced)
  }

  /// The pixels that outputs are made of, those beyond the edges mirrored.
  private static func sources(
    _ outputs: Int, _ extent: Int, _ scale: Int, _ offset: Int, _ count: Int
  ) -> [Int] {
    (0..<outputs).flatMap { output in
      (0..<count).map { tap in
        PadMode.symmetric.source(of: output * scale + offset + tap, extent: extent)!
      }
    }
  }
}
