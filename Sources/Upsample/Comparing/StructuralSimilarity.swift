import CKernels
import Glibc
import UpsampleImages

/// The structural similarity of two pictures of one size, as Wang, Bovik, Sheikh
/// and Simoncelli define it (2004), with their constants.
///
/// Means, variances and the covariance are weighted by a Gaussian window of
/// 11x11 pixels with a standard deviation of 1.5 pixels; `K1` is 0.01, `K2` is
/// 0.03. The similarity of two pictures is the mean over all windows that lie
/// within them. Along a side shorter than 11 pixels, the window is as long as
/// the side, its weights those around the Gaussian's centre.
struct StructuralSimilarity {
  /// The weights of a window's columns, from the left.
  private let columns: [Float]
  /// The weights of a window's rows, from the top.
  private let rows: [Float]
  private let width: Int
  /// The constants `C1` and `C2`, in squared levels.
  private let constants: (Float, Float)
  /// The level that is subtracted from all samples. Variances do not change,
  /// but squares become small enough for 32 bits of floating point.
  private let middle: Float

  init(_ layout: ImageLayout) {
    columns = Self.window(extent: layout.width)
    rows = Self.window(extent: layout.height)
    width = layout.width
    let range = Double(layout.depth.maximum)
    constants = (Float(0.01 * range * 0.01 * range), Float(0.03 * range * 0.03 * range))
    middle = Float(layout.depth.maximum + 1) / 2
  }

  /// The rows that a window spans beyond its first.
  var overlap: Int { rows.count - 1 }

  /// The windows that start in a row.
  var windowsPerRow: Int { width - columns.count + 1 }

  /// The Gaussian at up to 11 pixels about its centre, with a sum of 1.
  private static func window(extent: Int) -> [Float] {
    let count = min(11, extent)
    let weights = (0..<count).map { index in
      let distance = (Double(index) - Double(count - 1) / 2) / 1.5
      return exp(-distance * distance / 2)
    }
    let sum = weights.reduce(0, +)
    return weights.map { Float($0 / sum) }
  }

  /// The sums of the similarities of the windows that start in a row, for each
  /// row that starts windows within the planes.
  func rowSums(_ one: SamplePlanes, _ other: SamplePlanes, of signal: Signal) -> [Double] {
    let windowRows = one.rows.count - overlap
    guard windowRows > 0 else { return [] }
    let plane = one.rows.count * windowsPerRow
    return withFloats(4 * plane) { smoothed in
      for row in one.rows {
        let offset = (row - one.rows.lowerBound) * windowsPerRow
        smoothColumns(one, other, row: row, of: signal, into: smoothed + offset, plane: plane)
      }
      return (0..<windowRows).map { row in
        similaritySum(smoothed + row * windowsPerRow, plane: plane)
      }
    }
  }

  /// Smooths a row horizontally: four rows, `plane` apart, of both signals, the
  /// sum of their squares, and their product.
  private func smoothColumns(
    _ one: SamplePlanes, _ other: SamplePlanes, row: Int, of signal: Signal,
    into target: UnsafeMutablePointer<Float>, plane: Int
  ) {
    withFloats(4 * width) { lines in
      let (x, y) = (lines, lines + width)
      let (squares, products) = (lines + 2 * width, lines + 3 * width)
      one.copy(signal, ofRow: row, minus: middle, to: x)
      other.copy(signal, ofRow: row, minus: middle, to: y)
      for column in 0..<width {
        squares[column] = x[column] * x[column] + y[column] * y[column]
        products[column] = x[column] * y[column]
      }
      for moment in 0..<4 {
        ck_combine_rows(
          ck_best_instructions(), lines + moment * width, 1, columns, columns.count,
          target + moment * plane, windowsPerRow)
      }
    }
  }

  /// Smooths rows vertically and sums the similarities of one row of windows.
  private func similaritySum(_ smoothed: UnsafePointer<Float>, plane: Int) -> Double {
    let count = windowsPerRow
    return withFloats(4 * count) { lines in
      for moment in 0..<4 {
        ck_combine_rows(
          ck_best_instructions(), smoothed + moment * plane, count, rows, rows.count,
          lines + moment * count, count)
      }
      let (x, y) = (lines, lines + count)
      let (squares, products) = (lines + 2 * count, lines + 3 * count)
      for column in 0..<count {
        squares[column] = similarity(
          x[column], y[column], squares: squares[column], product: products[column])
      }
      var sum = 0.0
      for column in 0..<count { sum += Double(squares[column]) }
      return sum
    }
  }

  /// The similarity in one window; exactly 1 where both signals are the same:
  /// the numerator's two factors are then the denominator's, bit for bit, since
  /// doubling is exact.
  ///
  /// - Parameters:
  ///   - x: The mean of one signal, less ``middle``.
  ///   - y: The mean of the other, less ``middle``.
  ///   - squares: The mean of the sum of both signals' squares.
  ///   - product: The mean of the signals' product.
  @inline(__always)
  private func similarity(_ x: Float, _ y: Float, squares: Float, product: Float) -> Float {
    let variances = squares - (x * x + y * y)
    let covariance = product - x * y
    let (meanX, meanY) = (x + middle, y + middle)
    let means = (2 * (meanX * meanY) + constants.0) / (meanX * meanX + meanY * meanY + constants.0)
    return means * ((2 * covariance + constants.1) / (variances + constants.1))
  }
}

/// What of a picture is a signal.
enum Signal {
  case channel(Int)
  /// Y; see ``Luma``.
  case luma
}

extension SamplePlanes {
  /// Copies a row of a signal, less a level.
  fileprivate func copy(
    _ signal: Signal, ofRow row: Int, minus level: Float, to line: UnsafeMutablePointer<Float>
  ) {
    withRow(row) { samples in
      switch signal {
      case .luma where layout.colourModel == .cmyk:
        for column in 0..<layout.width {
          line[column] = Float(Luma.ofInks(samples + column, plane: planeSamples)) - level
        }
      case .luma where layout.colourModel == .rgb:
        let (green, blue) = (samples + planeSamples, samples + 2 * planeSamples)
        for column in 0..<layout.width {
          line[column] =
            Float(Luma.red) * Float(samples[column]) + Float(Luma.green) * Float(green[column])
            + Float(Luma.blue) * Float(blue[column]) - level
        }
      case .luma:
        copy(.channel(0), ofRow: row, minus: level, to: line)
      case .channel(let channel):
        let samples = samples + channel * planeSamples
        for column in 0..<layout.width { line[column] = Float(samples[column]) - level }
      }
    }
  }
}

/// Calls `body` with uninitialised memory for so many numbers.
private func withFloats<R>(_ count: Int, _ body: (UnsafeMutablePointer<Float>) -> R) -> R {
  withUnsafeTemporaryAllocation(of: Float.self, capacity: count) { body($0.baseAddress!) }
}
