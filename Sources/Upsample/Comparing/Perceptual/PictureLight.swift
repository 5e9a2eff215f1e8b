import CKernels
import UpsampleImages

/// How samples of a picture become light.
struct PictureLight: Sendable {
  /// What is taken for the meaning of samples.
  enum Colours { case asTold, sRGB }

  private let conversion: LightConversion
  private let inks: InkConversion?
  /// What the file has, gray or not.
  private let colours: Int
  /// By what samples are divided to be those of the file's own depth, and by what then to be
  /// shares.
  private let widening: Float
  private let scale: Float

  /// - Parameters:
  ///   - source: The picture.
  ///   - common: The layout in which its samples are seen.
  init(_ source: any ImageSource, as common: ImageLayout, _ colours: Colours) {
    let layout = source.layout
    let isInk = layout.colorModel == .cmyk
    inks = isInk ? InkConversion.best(for: source.properties.metadata).conversion : nil
    conversion =
      isInk || colours == .sRGB
      ? .sRGB : LightConversion(of: source.properties.metadata, layout)
    self.colours = isInk ? 3 : layout.colors
    widening = common.depth == .sixteen && layout.depth == .eight ? 257 : 1
    scale = 1 / Float(isInk ? 65535 : layout.depth.maximum)
  }

  /// Turns a row of samples into light.
  ///
  /// - Parameters:
  ///   - background: The code of the gray behind what is transparent; `nil` takes colours
  ///     as they are stored.
  ///   - planes: Three planes for red, green and blue.
  func read(
    _ samples: SamplePlanes, row: Int, on background: Float?,
    into planes: [UnsafeMutablePointer<Float>]
  ) {
    let width = samples.layout.width
    samples.withRow(row) { first in
      let written = Array(planes.prefix(colours))
      if let inks {
        inks.convert(first, plane: samples.planeSamples, count: width, into: written, scale)
      } else {
        for (channel, plane) in written.enumerated() {
          copy(first + channel * samples.planeSamples, count: width, to: plane)
        }
      }
      if let background, samples.layout.hasAlpha {
        let alpha = first + samples.layout.colors * samples.planeSamples
        compose(written, alpha: alpha, count: width, on: background)
      }
      conversion.convert(written, count: width)
    }
    for plane in planes.dropFirst(colours) { plane.update(from: planes[0], count: width) }
  }

  /// Turns a row of one channel, taken for gray, into light.
  func read(
    _ channel: Int, of samples: SamplePlanes, row: Int, into planes: [UnsafeMutablePointer<Float>]
  ) {
    let width = samples.layout.width
    samples.withRow(row) { first in
      copy(first + channel * samples.planeSamples, count: width, to: planes[0])
    }
    conversion.convert([planes[0]], count: width)
    for plane in planes.dropFirst() { plane.update(from: planes[0], count: width) }
  }

  private func copy(
    _ samples: UnsafePointer<UInt16>, count: Int, to plane: UnsafeMutablePointer<Float>
  ) {
    for index in 0..<count { plane[index] = Float(samples[index]) / widening * scale }
  }

  /// Puts codes in front of a gray.
  private func compose(
    _ planes: [UnsafeMutablePointer<Float>], alpha: UnsafePointer<UInt16>, count: Int,
    on background: Float
  ) {
    withFloats(count) { shares in
      copy(alpha, count: count, to: shares)
      for plane in planes {
        for index in 0..<count {
          let behind = (1 - shares[index]) * background
          plane[index] = shares[index] * plane[index] + behind
        }
      }
    }
  }
}

extension InkConversion {
  /// Converts a row of inks of 8 bits, a plane for each, to red, green and blue.
  fileprivate func convert(
    _ first: UnsafePointer<UInt16>, plane: Int, count: Int,
    into planes: [UnsafeMutablePointer<Float>], _ scale: Float
  ) {
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 4 * count) { inks in
      withUnsafeTemporaryAllocation(of: UInt16.self, capacity: 3 * count) { rgb in
        for index in 0..<4 * count {
          inks[index] = UInt8(truncatingIfNeeded: first[index % 4 * plane + index / 4])
        }
        convert(inks.baseAddress!, count: count, into: rgb.baseAddress!)
        for index in 0..<3 * count { planes[index % 3][index / 3] = Float(rgb[index]) * scale }
      }
    }
  }
}
