import Glibc
import UpsampleImages
import UpsampleTensors

/// The structural similarity of two pictures of one size, as Wang, Bovik, Sheikh
/// and Simoncelli define it (2004), with their constants.
///
/// Means, variances and the covariance are weighted by a Gaussian window of
/// 11x11 pixels with a standard deviation of 1.5 pixels; `K1` is 0.01, `K2` is
/// 0.03. The similarity of two pictures is the mean over all windows that lie
/// within them. Along a side shorter than 11 pixels, the window is as long as
/// the side, its weights those around the Gaussian's centre.
struct StructuralSimilarity {
  /// The Gaussian: a stage whose rows and columns are those of the windows.
  private let gaussian: SeparableFilter
  /// The constants `C1` and `C2`, in squared levels.
  private let constants: (Float, Float)
  /// The level that is subtracted from all samples. Variances do not change,
  /// but squares become small enough for 32 bits of floating point.
  private let middle: Float

  init(_ layout: ImageLayout) {
    let axes = [layout.height, layout.width].map { extent in
      ResamplingAxis(
        forward: ConvolutionAxis(filter: min(11, extent), stride: 1, dilation: 1),
        inputExtent: extent, padding: .valid)
    }
    gaussian = SeparableFilter(
      rows: .taps(Self.weights(axes[0].filterExtent)),
      columns: .taps(Self.weights(axes[1].filterExtent)), vertical: axes[0], horizontal: axes[1],
      channels: 1, border: .zero, order: .columnsFirst)
    let range = Double(layout.depth.maximum)
    constants = (Float(0.01 * range * 0.01 * range), Float(0.03 * range * 0.03 * range))
    middle = Float(layout.depth.maximum + 1) / 2
  }

  /// The rows that a window spans beyond its first.
  var overlap: Int { gaussian.vertical.tapsPerOutput - 1 }

  /// The windows that start in a row.
  var windowsPerRow: Int { gaussian.horizontal.outputExtent }

  /// The Gaussian at so many pixels about its centre, with a sum of 1. It is the same in
  /// reverse.
  private static func weights(_ count: Int) -> [Float] {
    let weights = (0..<count).map { index in
      let distance = (Double(index) - Double(count - 1) / 2) / 1.5
      return exp(-distance * distance / 2)
    }
    let sum = weights.reduce(0, +)
    return weights.map { Float($0 / sum) }
  }

  /// The similarities of the windows that start in each of some rows.
  ///
  /// - Parameters:
  ///   - rows: The rows, whose windows lie within the planes.
  ///   - ignored: Pixels that do not count: nor do windows with one of them.
  func similarities(
    of signal: Signal, _ one: SamplePlanes, _ other: SamplePlanes, startingIn rows: Range<Int>,
    ignoring ignored: IgnoredPixels?
  ) -> [WindowSums] {
    var sums = [WindowSums](repeating: WindowSums(), count: rows.count)
    guard !rows.isEmpty else { return sums }
    let needed = rows.lowerBound..<rows.upperBound + overlap
    let left = ignored.map { ignored in rows.map { touched(by: ignored, startingIn: $0) } }
    // Few enough columns at a time for the processor's caches.
    let columns = max(64, (1 << 14) / needed.count / 64 * 64)
    for first in stride(from: 0, to: windowsPerRow, by: columns) {
      let windows = first..<min(first + columns, windowsPerRow)
      let pixels = gaussian.horizontal.inputs(of: windows)
      let plane = needed.count * pixels.count
      withFloats(4 * plane + Lines.slack) { moments in
        for row in needed {
          let offset = (row - needed.lowerBound) * pixels.count
          fill(moments + offset, plane: plane, one, other, of: signal, row: row, pixels)
        }
        addSimilarities(
          of: windows, rows, moments, plane: plane, pixels, leavingOut: left, to: &sums)
      }
    }
    return sums
  }

  /// The similarities of the windows that start in a row, all of whose pixels are the same in
  /// both pictures.
  func identity(startingIn row: Int, ignoring ignored: IgnoredPixels?) -> WindowSums {
    let left = ignored.flatMap { touched(by: $0, startingIn: row) } ?? []
    return WindowSums(ones: windowsPerRow - left.count { $0 })
  }

  /// For each window that starts in a row, whether it has a pixel that does not count; `nil`
  /// where none has.
  private func touched(by ignored: IgnoredPixels, startingIn row: Int) -> [Bool]? {
    var windows: [Bool]?
    let reach = gaussian.horizontal.tapsPerOutput - 1
    for row in row...row + overlap where ignored.concernRow(row) {
      var touched = windows ?? Array(repeating: false, count: windowsPerRow)
      ignored.forEach(inRow: row) { column in
        for window in max(0, column - reach)..<min(windowsPerRow, column + 1) {
          touched[window] = true
        }
      }
      windows = touched
    }
    return windows
  }

  /// Fills four rows, `plane` apart, with both signals, the sum of their squares, and their
  /// product.
  private func fill(
    _ target: UnsafeMutablePointer<Float>, plane: Int, _ one: SamplePlanes,
    _ other: SamplePlanes, of signal: Signal, row: Int, _ pixels: Range<Int>
  ) {
    let (x, y) = (target, target + plane)
    let (squares, products) = (target + 2 * plane, target + 3 * plane)
    one.copy(signal, ofRow: row, pixels, minus: middle, to: x)
    other.copy(signal, ofRow: row, pixels, minus: middle, to: y)
    for column in 0..<pixels.count {
      squares[column] = x[column] * x[column] + y[column] * y[column]
      products[column] = x[column] * y[column]
    }
  }

  /// Smooths the moments and adds up the similarities of each row's windows, from the left.
  private func addSimilarities(
    of windows: Range<Int>, _ rows: Range<Int>, _ moments: UnsafePointer<Float>, plane: Int,
    _ pixels: Range<Int>, leavingOut left: [[Bool]?]?, to sums: inout [WindowSums]
  ) {
    let smoothedPlane = rows.count * windows.count
    withFloats(4 * smoothedPlane) { smoothed in
      for moment in 0..<4 {
        let lines = Lines(
          samples: moments + moment * plane, firstRow: rows.lowerBound,
          firstPixel: pixels.lowerBound, lineSamples: pixels.count, channels: 1)
        gaussian.make(
          rows: rows, columns: windows, of: lines, into: smoothed + moment * smoothedPlane,
          distance: windows.count)
      }
      for row in sums.indices {
        let means = smoothed + row * windows.count
        computeSimilarities(means, plane: smoothedPlane, count: windows.count)
        sums[row].add(
          means + 2 * smoothedPlane, count: windows.count, leavingOut: left?[row]?[windows])
      }
    }
  }

  /// Puts the similarities of windows in the place of their third moments.
  private func computeSimilarities(_ x: UnsafeMutablePointer<Float>, plane: Int, count: Int) {
    let (y, squares, products) = (x + plane, x + 2 * plane, x + 3 * plane)
    for column in 0..<count {
      squares[column] = similarity(
        x[column], y[column], squares: squares[column], product: products[column])
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

/// The similarities of some windows.
struct WindowSums {
  private(set) var sum = 0.0
  /// The windows that count.
  private(set) var windows = 0

  init() {}

  /// Those of so many windows of equal pixels.
  fileprivate init(ones: Int) {
    sum = Double(ones)
    windows = ones
  }

  fileprivate mutating func add(
    _ similarities: UnsafePointer<Float>, count: Int, leavingOut left: ArraySlice<Bool>?
  ) {
    guard let left else {
      for window in 0..<count { sum += Double(similarities[window]) }
      windows += count
      return
    }
    for (window, isLeftOut) in left.enumerated() where !isLeftOut {
      sum += Double(similarities[window])
      windows += 1
    }
  }

  mutating func add(_ other: WindowSums) {
    sum += other.sum
    windows += other.windows
  }

  /// The mean similarity; `nil` without any window.
  var mean: Double? { windows == 0 ? nil : sum / Double(windows) }
}

/// What of a picture is a signal.
enum Signal {
  case channel(Int)
  /// Y; see ``Luma``.
  case luma
}

extension SamplePlanes {
  /// Copies pixels of a row of a signal, less a level.
  fileprivate func copy(
    _ signal: Signal, ofRow row: Int, _ pixels: Range<Int>, minus level: Float,
    to line: UnsafeMutablePointer<Float>
  ) {
    withRow(row) { samples in
      let samples = samples + pixels.lowerBound
      switch signal {
      case .luma where layout.colorModel == .cmyk:
        for column in 0..<pixels.count {
          line[column] = Float(Luma.ofInks(samples + column, plane: planeSamples)) - level
        }
      case .luma where layout.colorModel == .rgb:
        let (green, blue) = (samples + planeSamples, samples + 2 * planeSamples)
        for column in 0..<pixels.count {
          line[column] =
            Float(Luma.red) * Float(samples[column]) + Float(Luma.green) * Float(green[column])
            + Float(Luma.blue) * Float(blue[column]) - level
        }
      case .luma:
        copy(.channel(0), ofRow: row, pixels, minus: level, to: line)
      case .channel(let channel):
        let samples = samples + channel * planeSamples
        for column in 0..<pixels.count { line[column] = Float(samples[column]) - level }
      }
    }
  }
}
