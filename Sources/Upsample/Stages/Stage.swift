/// A convolution on the way of a picture: rows of floating-point numbers in, rows of them out.
///
/// What it needs and what it makes it says as data, from which follow the cuts of a picture
/// into strips and the memory that they take. A row is a function of the lines that it is
/// made of alone, so no cut changes it.
package protocol Stage: Sendable {
  /// The rows that are read and made, the ratio of their numbers, and how far each one
  /// made reaches.
  var vertical: ResamplingAxis { get }
  /// The same of columns.
  var horizontal: ResamplingAxis { get }
  /// The channels of a pixel that is read, at least 1.
  var inputChannels: Int { get }
  /// The channels of a pixel that is made, at least 1.
  var outputChannels: Int { get }
  /// What lies beyond the edges of what is read.
  var border: Border { get }
  /// The rows that are made with the least work together: those from a multiple of this
  /// number to the next.
  var rowsTogether: Int { get }

  /// Makes a block of rows. Called by several threads at once.
  ///
  /// - Parameters:
  ///   - rows: The numbers of the rows, at least one.
  ///   - columns: The pixels of each row to make, at least one.
  ///   - lines: All lines and pixels that those are made of.
  ///   - output: Where the first row's pixels go.
  ///   - distance: The floats from the start of a row to that of the next.
  func make(
    rows: Range<Int>, columns: Range<Int>, of lines: Lines,
    into output: UnsafeMutablePointer<Float>, distance: Int)
}

extension Stage {
  package var rowsTogether: Int { 1 }

  /// The floats of a row that is made.
  var rowSamples: Int { horizontal.outputExtent * outputChannels }

  /// The rows, counted from the first, that have to be there before the first `count` rows
  /// can be made; the border `wrap` shows others that are held already.
  func rowsRead(making count: Int) -> Int {
    guard count > 0 else { return 0 }
    let shown =
      switch border {
      case .reflect: vertical.borderBefore + 1
      case .replicate: 1
      case .wrap, .zero: 0
      }
    return min(vertical.inputExtent, max(shown, vertical.inputs(of: 0..<count).upperBound))
  }
}

/// Lines of numbers as a ``Stage`` reads them: those of the border among them, above and
/// below, left and right.
///
/// Four floats can be read from every pixel on, whatever its channels.
package struct Lines {
  /// The first line's first pixel.
  let samples: UnsafePointer<Float>
  /// The number of the first line: below 0 in the border.
  let firstRow: Int
  /// The number of a line's first pixel: below 0 in the border.
  let firstPixel: Int
  /// The floats of a line.
  let lineSamples: Int
  /// The channels of a pixel.
  let channels: Int

  /// The floats that follow the last line.
  static let slack = 4

  /// Where a line has its pixel 0, or would have it.
  func origin(ofRow row: Int) -> UnsafePointer<Float> {
    samples + (row - firstRow) * lineSamples - firstPixel * channels
  }
}

/// Calls `body` with uninitialised memory for so many numbers.
func withFloats<R>(_ count: Int, _ body: (UnsafeMutablePointer<Float>) -> R) -> R {
  withUnsafeTemporaryAllocation(of: Float.self, capacity: count) { body($0.baseAddress!) }
}
