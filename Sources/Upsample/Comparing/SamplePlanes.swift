import CKernels
import Glibc
import UpsampleImages

/// Rows of a picture in another layout that loses nothing, one plane for each
/// channel.
struct SamplePlanes {
  /// What the rows are seen as.
  let layout: ImageLayout
  /// The rows by their numbers in the picture.
  let rows: Range<Int>
  /// The samples of a plane, which is the distance between channels.
  var planeSamples: Int { rows.count * layout.width }

  private var samples: [UInt16]

  /// Spreads rows out.
  ///
  /// - Parameters:
  ///   - band: Rows of a picture of the layout `source`.
  ///   - layout: A layout of the same width with at least the channels and the
  ///     depth of `source`; see ``ImageLayout/common(_:_:)``.
  init(_ band: RowBand, of source: ImageLayout, as layout: ImageLayout) {
    self.layout = layout
    rows = band.rows
    let plane = band.rows.count * layout.width
    samples = band.bytes.withUnsafeBytes { bytes in
      [UInt16](unsafeUninitializedCapacity: plane * layout.channels) { samples, count in
        count = plane * layout.channels
        if source.channels == layout.channels, layout.depth == .eight {
          ck_spread_bytes(
            ck_best_instructions(), bytes.baseAddress!.assumingMemoryBound(to: UInt8.self),
            layout.channels, plane, samples.baseAddress!, plane)
          return
        }
        for channel in 0..<layout.channels {
          let target = UnsafeMutableBufferPointer(
            rebasing: samples[channel * plane..<(channel + 1) * plane])
          guard let index = source.channel(showing: channel, of: layout) else {
            target.initialize(repeating: UInt16(layout.depth.maximum))
            continue
          }
          switch source.depth {
          case .eight:
            let factor: UInt16 = layout.depth == .sixteen ? 257 : 1
            gather(bytes.assumingMemoryBound(to: UInt8.self), index, source.channels, target) {
              UInt16($0) &* factor
            }
          case .sixteen:
            gather(bytes.assumingMemoryBound(to: UInt16.self), index, source.channels, target) {
              $0
            }
          }
        }
      }
    }
  }

  /// Calls `body` with the first sample of all planes.
  func withSamples<R>(_ body: (UnsafePointer<UInt16>) -> R) -> R {
    samples.withUnsafeBufferPointer { body($0.baseAddress!) }
  }

  /// The same rows with other samples.
  func changed(_ change: (inout [UInt16]) -> Void) -> SamplePlanes {
    var planes = self
    change(&planes.samples)
    return planes
  }

  /// Whether rows have the samples of another picture in the same layout.
  func holds(_ rows: Range<Int>, of other: SamplePlanes) -> Bool {
    let bytes = rows.count * layout.width * MemoryLayout<UInt16>.size
    guard bytes > 0 else { return true }
    return withRow(rows.lowerBound) { a in
      other.withRow(rows.lowerBound) { b in
        (0..<layout.channels).allSatisfy { channel in
          memcmp(a + channel * planeSamples, b + channel * planeSamples, bytes) == 0
        }
      }
    }
  }

  /// Calls `body` with the first channel's samples of a row. Those of other
  /// channels lie ``planeSamples`` apart.
  func withRow<R>(_ row: Int, _ body: (UnsafePointer<UInt16>) -> R) -> R {
    precondition(rows.contains(row))
    return samples.withUnsafeBufferPointer { samples in
      body(samples.baseAddress! + (row - rows.lowerBound) * layout.width)
    }
  }
}

@inline(__always)
private func gather<Sample>(
  _ samples: UnsafeBufferPointer<Sample>, _ first: Int, _ step: Int,
  _ target: UnsafeMutableBufferPointer<UInt16>, _ convert: (Sample) -> UInt16
) {
  precondition(samples.count == target.count * step)
  let source = samples.baseAddress! + first
  let output = target.baseAddress!
  var offset = 0
  for index in 0..<target.count {
    output[index] = convert(source[offset])
    offset &+= step
  }
}

extension ImageLayout {
  /// The smallest layout that holds two pictures of one size without loss: the
  /// greater depth, colour if one has it, alpha if one has it.
  ///
  /// - Precondition: Both are of inks or none is.
  static func common(_ one: ImageLayout, _ other: ImageLayout) -> ImageLayout {
    precondition((one.colorModel == .cmyk) == (other.colorModel == .cmyk))
    if one.colorModel == .cmyk { return one }
    let colours = max(one.colors, other.colors)
    return ImageLayout(
      width: one.width, height: one.height,
      channels: colours + (one.hasAlpha || other.hasAlpha ? 1 : 0),
      depth: one.depth == .sixteen ? .sixteen : other.depth)
  }

  /// The channel of this layout whose samples a channel of another shows: gray
  /// is each colour, and `nil` stands for an alpha that is opaque everywhere.
  fileprivate func channel(showing channel: Int, of other: ImageLayout) -> Int? {
    if channel < other.colors { return min(channel, colors - 1) }
    return hasAlpha ? channels - 1 : nil
  }
}
