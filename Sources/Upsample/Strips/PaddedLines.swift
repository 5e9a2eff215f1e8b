/// The rows of a strip as floating-point numbers, continued to the left and to
/// the right by the border.
///
/// The numbers are those of a ``WorkingSpace``, in the samples' own units.
struct PaddedLines {
  /// The number of the first row, as in the strip.
  let firstRow: Int
  /// The samples of a line, those of the border among them.
  let lineSamples: Int
  /// The pixels of the border before the first one of the picture.
  let pixelsBefore: Int
  /// The channels of a pixel.
  let channels: Int
  private let samples: [Float]

  /// A pixel is loaded as four floats, whatever its channels: the last one
  /// needs room for those beyond.
  static let slack = 4

  /// Converts a strip's rows.
  ///
  /// - Parameters:
  ///   - format: The samples of the strip's rows.
  ///   - space: What is made of them, and what those of the format `real` are.
  ///   - before: The pixels of the border before the picture's first.
  ///   - after: The pixels of the border after the picture's last.
  init(
    _ strip: Strip, layout: ImageLayout, format: SampleFormat, space: WorkingSpace, before: Int,
    after: Int, border: Border
  ) {
    let lineSamples = (before + layout.width + after) * layout.channels
    let count = strip.inputRows.count * lineSamples + Self.slack
    let rowBytes = layout.rowSamples * format.bytes
    firstRow = strip.inputRows.lowerBound
    self.lineSamples = lineSamples
    pixelsBefore = before
    channels = layout.channels
    samples = [Float](unsafeUninitializedCapacity: count) { buffer, initialized in
      strip.bytes.withUnsafeBytes { bytes in
        for row in 0..<strip.inputRows.count {
          padLine(
            bytes.baseAddress! + row * rowBytes, layout, format, space, before: before,
            after: after, border, into: buffer.baseAddress! + row * lineSamples)
        }
      }
      for index in count - Self.slack..<count { buffer[index] = 0 }
      initialized = count
    }
  }

  /// Calls `body` with the lines' samples; line `n` starts at
  /// `(n - firstRow) * lineSamples`.
  func withSamples<R>(_ body: (UnsafePointer<Float>) -> R) -> R {
    samples.withUnsafeBufferPointer { body($0.baseAddress!) }
  }
}

/// Converts a row to the numbers of a working space and continues it by the
/// border.
///
/// - Parameters:
///   - row: The samples of a row of the picture.
///   - before: The pixels of the border before the picture's first.
///   - after: The pixels of the border after the picture's last.
///   - line: Room for all of them.
func padLine(
  _ row: UnsafeRawPointer, _ layout: ImageLayout, _ format: SampleFormat, _ space: WorkingSpace,
  before: Int, after: Int, _ border: Border, into line: UnsafeMutablePointer<Float>
) {
  let channels = layout.channels
  let pixels = line + before * channels
  widenSamples(row, count: layout.rowSamples, format, into: pixels)
  if format != .real { space.enter(pixels, count: layout.width) }
  for edge in [-before..<0, layout.width..<layout.width + after] {
    for position in edge {
      let source = border.source(of: position, extent: layout.width)
      for channel in 0..<channels {
        pixels[position * channels + channel] = source.map { pixels[$0 * channels + channel] } ?? 0
      }
    }
  }
}
