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
  ///   - width: The pixels of a row.
  ///   - channels: The channels of the numbers.
  ///   - form: What the strip's rows are.
  ///   - space: What becomes of them, or did so before.
  ///   - before: The pixels of the border before the picture's first.
  ///   - after: The pixels of the border after the picture's last.
  init(
    _ strip: Strip, width: Int, channels: Int, form: RowForm, space: WorkingSpace, before: Int,
    after: Int,
    border: Border
  ) {
    let lineSamples = (before + width + after) * channels
    let count = strip.inputRows.count * lineSamples + Self.slack
    let rowBytes = strip.bytes.count / strip.inputRows.count
    firstRow = strip.inputRows.lowerBound
    self.lineSamples = lineSamples
    pixelsBefore = before
    self.channels = channels
    samples = [Float](unsafeUninitializedCapacity: count) { buffer, initialized in
      strip.bytes.withUnsafeBytes { bytes in
        for row in 0..<strip.inputRows.count {
          padLine(
            bytes.baseAddress! + row * rowBytes, width: width, channels: channels, form, space,
            before: before,
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

/// What the rows of a source hold.
enum RowForm: Hashable, Sendable {
  /// Samples, still to enter a ``WorkingSpace``.
  case samples
  /// The numbers of a ``WorkingSpace``.
  case numbers
}

/// Converts a row to the numbers of a working space and continues it by the
/// border.
///
/// - Parameters:
///   - row: A row of the picture.
///   - width: The row's pixels.
///   - channels: The numbers of a pixel.
///   - before: The pixels of the border before the picture's first.
///   - after: The pixels of the border after the picture's last.
///   - line: Room for all of them.
func padLine(
  _ row: UnsafeRawPointer, width: Int, channels: Int, _ form: RowForm, _ space: WorkingSpace,
  before: Int, after: Int, _ border: Border, into line: UnsafeMutablePointer<Float>
) {
  let pixels = line + before * channels
  switch form {
  case .samples: space.enter(row, count: width, into: pixels)
  case .numbers:
    UnsafeMutableRawPointer(pixels).copyMemory(
      from: row, byteCount: width * channels * MemoryLayout<Float>.size)
  }
  for edge in [-before..<0, width..<width + after] {
    for position in edge {
      let source = border.source(of: position, extent: width)
      for channel in 0..<channels {
        pixels[position * channels + channel] = source.map { pixels[$0 * channels + channel] } ?? 0
      }
    }
  }
}
