import Glibc
import Upsample

/// A kernel seen along one axis: its taps summed across, and divided by the
/// stride across.
///
/// Of a product of a column and a row, whose phases have a gain of 1, it is the
/// column or the row.
public struct KernelProfile: Hashable, Sendable {
  /// The stride along the axis: the outputs in an input pixel.
  public let stride: Int
  /// A weight for each tap.
  public let weights: [Double]
  /// Each tap's distance from the kernel's centre, in input pixels.
  public let distances: [Double]

  /// The gain of a frequency: by what the amplitude of a wave is multiplied,
  /// averaged over the phases.
  ///
  /// Frequencies to 0.5 are the input's own; those above appear only in the
  /// output, as images of them: that of `f` at `1 - f`, `1 + f`, and so on.
  ///
  /// - Parameter frequency: In cycles per input pixel, 0 to half the stride.
  public func gain(at frequency: Double) -> Double {
    var (cosine, sine) = (0.0, 0.0)
    for (tap, weight) in weights.enumerated() {
      let angle = 2 * Double.pi * frequency * Double(tap) / Double(stride)
      cosine += weight * cos(angle)
      sine += weight * sin(angle)
    }
    return hypot(cosine, sine) / Double(stride)
  }

  /// The frequencies of a response: from 0 to half the stride, but at most 2.
  ///
  /// - Parameter steps: The steps in a cycle per input pixel: 1 to 65536, which
  ///   stand for numbers below and above.
  public func frequencies(steps: Int) -> [Double] {
    let steps = min(max(1, steps), 1 << 16)
    return (0...min(stride * steps / 2, 2 * steps)).map { Double($0) / Double(steps) }
  }
}

extension KernelAnalysis {
  /// The kernel along the height.
  public var verticalProfile: KernelProfile {
    let (plane, width) = (plane, plane.shape[1])
    return profile(along: rows, across: columns) { tap in
      plane.scalars[tap * width..<(tap + 1) * width]
    }
  }

  /// The kernel along the width.
  public var horizontalProfile: KernelProfile {
    let (plane, width) = (plane, plane.shape[1])
    return profile(along: columns, across: rows) { tap in
      Swift.stride(from: tap, to: plane.scalars.count, by: width).map { plane.scalars[$0] }[...]
    }
  }

  private func profile(
    along axis: ResamplingAxis, across other: ResamplingAxis,
    line: (_ tap: Int) -> ArraySlice<Float>
  ) -> KernelProfile {
    let taps = 0..<axis.filterExtent
    return KernelProfile(
      stride: axis.stride,
      weights: taps.map { tap in
        line(tap).reduce(0) { $0 + Double($1) } / Double(other.stride)
      },
      distances: taps.map(axis.distance(ofTap:)))
  }
}
