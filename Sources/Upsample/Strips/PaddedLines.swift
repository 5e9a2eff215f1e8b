import UpsampleImages

/// The rows of a strip as floating-point numbers, continued to the left and to
/// the right by the border.
///
/// The numbers are those of a ``WorkingSpace``, in the samples' own units.
struct PaddedLines {
  private let rows: Range<Int>
  private let lineSamples: Int
  private let firstPixel: Int
  private let channels: Int
  private let samples: [Float]

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
    let count = strip.inputRows.count * lineSamples + Lines.slack
    let rowBytes = strip.bytes.count / strip.inputRows.count
    rows = strip.inputRows
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
      for index in count - Lines.slack..<count { buffer[index] = 0 }
      initialized = count
    }
  }

  /// Calls `body` with the lines.
  func withLines<R>(_ body: (Lines) -> R) -> R {
    samples.withUnsafeBufferPointer { samples in
      body(
        Lines(
          samples: samples.baseAddress!, firstRow: rows.lowerBound, firstPixel: firstPixel,
          lineSamples: lineSamples, channels: channels))
    }
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
private func padLine(
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
