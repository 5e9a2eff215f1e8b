import UpsampleImages

/// The rows of a strip as floating-point numbers, continued to the left and to
/// the right by the border.
///
/// The numbers are those of a ``WorkingSpace``, in the samples' own units.
struct PaddedLines {
  /// The number of the first row, as in the strip.
  let firstRow: Int
  /// The samples of a line, those of the border among them.
  let lineSamples: Int
  /// The number of a line's first pixel: below 0 in the border.
  let firstPixel: Int
  /// The channels of a pixel.
  let channels: Int
  private let samples: [Float]

  /// A pixel is loaded as four floats, whatever its channels: the last one
  /// needs room for those beyond.
  static let slack = 4

  /// Converts a strip's rows.
  ///
  /// - Parameters:
  ///   - pixels: The pixels of a line; those beyond a row are the border's.
  ///   - width: The pixels of a row.
  ///   - channels: The channels of the numbers.
  ///   - form: What the strip's rows are.
  ///   - space: What becomes of them, or did so before.
  init(
    _ strip: Strip, pixels: Range<Int>, width: Int, channels: Int, form: RowForm,
    space: WorkingSpace, border: Border
  ) {
    let lineSamples = pixels.count * channels
    let count = strip.inputRows.count * lineSamples + Self.slack
    let rowBytes = strip.bytes.count / strip.inputRows.count
    firstRow = strip.inputRows.lowerBound
    self.lineSamples = lineSamples
    firstPixel = pixels.lowerBound
    self.channels = channels
    samples = [Float](unsafeUninitializedCapacity: count) { buffer, initialized in
      strip.bytes.withUnsafeBytes { bytes in
        for row in 0..<strip.inputRows.count {
          padLine(
            bytes.baseAddress! + row * rowBytes, pixels, width: width, channels: channels,
            pixelBytes: rowBytes / width, form, space, border,
            into: buffer.baseAddress! + row * lineSamples)
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

/// Converts pixels of a row to the numbers of a working space, and continues the row by
/// the border.
///
/// - Parameters:
///   - row: A row of the picture.
///   - pixels: The pixels of the line; those beyond the row are the border's.
///   - width: The row's pixels.
///   - channels: The numbers of a pixel.
///   - pixelBytes: The bytes of a pixel of the row.
///   - line: Room for all of the pixels.
func padLine(
  _ row: UnsafeRawPointer, _ pixels: Range<Int>, width: Int, channels: Int, pixelBytes: Int,
  _ form: RowForm, _ space: WorkingSpace, _ border: Border, into line: UnsafeMutablePointer<Float>
) {
  func convert(_ range: Range<Int>, to position: Int) {
    let (source, count) = (row + range.lowerBound * pixelBytes, range.count)
    let target = line + (position - pixels.lowerBound) * channels
    switch form {
    case .samples: space.enter(source, count: count, into: target)
    case .numbers:
      UnsafeMutableRawPointer(target).copyMemory(from: source, byteCount: count * pixelBytes)
    }
  }
  let inside = pixels.clamped(to: 0..<width)
  if !inside.isEmpty { convert(inside, to: inside.lowerBound) }
  let after = pixels.suffix(max(0, pixels.upperBound - width))
  for position in pixels.prefix(while: { $0 < 0 }) + after {
    if let source = border.source(of: position, extent: width) {
      convert(source..<source + 1, to: position)
    } else {
      (line + (position - pixels.lowerBound) * channels).update(repeating: 0, count: channels)
    }
  }
}
