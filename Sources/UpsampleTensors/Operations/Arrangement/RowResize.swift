import UpsampleBase

/// The resizing of a value of which some rows at a time are there, where they lie.
///
/// Of each row that is made the rows of the value are weighed first, and then its columns.
/// Weights follow from places of 64 bits: those of 32 are a hundred thousandth of a sample off
/// some hundred samples from the edge, as they are in the libraries.
package struct RowResize: Sendable {
  private let vertical: ResizeAxis
  private let horizontal: ResizeAxis
  private let width: Int
  private let channels: Int

  /// - Parameters:
  ///   - value: The value's height, width and channels, at least 1 each.
  ///   - size: The output's height and width, at least 1 each.
  ///   - scales: How many times larger the output is along both axes; absent, as extents tell.
  package init(
    value: (height: Int, width: Int, channels: Int), size: (height: Int, width: Int),
    scales: (height: Float, width: Float)?, method: ResizeMethod, rule: ResizeRule
  ) {
    func axis(_ input: Int, _ output: Int, _ scale: Float?) -> ResizeAxis {
      // The nearest sample is the one of the libraries' arithmetic.
      method == .nearest
        ? Self.axis(Float.self, input, output, scale, method, rule)
        : Self.axis(Double.self, input, output, scale, method, rule)
    }
    vertical = axis(value.height, size.height, scales?.height)
    horizontal = axis(value.width, size.width, scales?.width)
    (width, channels) = (value.width, value.channels)
  }

  private static func axis<Number: BinaryFloatingPoint>(
    _ type: Number.Type, _ input: Int, _ output: Int, _ scale: Float?, _ method: ResizeMethod,
    _ rule: ResizeRule
  ) -> ResizeAxis {
    let places = ResizePlaces<Number>(
      input: input, output: output, scale: scale, coordinates: rule.coordinates, region: nil)
    return ResizeAxis(places, method: method, rule: rule)
  }

  /// From the first to the last, the rows of the value that rows of the output weigh.
  package func rows(reaching outputs: Range<Int>) -> Range<Int> {
    vertical.samples(reaching: outputs)
  }

  /// The same of columns.
  package func columns(reaching outputs: Range<Int>) -> Range<Int> {
    horizontal.samples(reaching: outputs)
  }

  /// Makes a row of the output.
  ///
  /// - Parameter row: Where a row of the value lies.
  package func make(
    row number: Int, of row: (Int) -> UnsafePointer<Float>,
    into output: UnsafeMutablePointer<Float>
  ) {
    withUnsafeTemporaryAllocation(of: Float.self, capacity: width * channels) { line in
      let line = line.baseAddress!
      vertical.weigh(number, of: row, count: width * channels, into: line)
      horizontal.fill(output, from: line, inner: channels)
    }
  }
}
