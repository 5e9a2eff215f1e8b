import Glibc

/// How far apart two pictures of the same layout are, in levels of their
/// samples.
struct PictureDifference: Hashable, Sendable {
  /// A place in a picture, counted from the top left.
  struct Place: Hashable, Sendable {
    let row: Int
    let column: Int
  }

  /// The largest difference of two samples.
  private(set) var maximum = 0
  /// The first pixel, in reading order, with a sample that differs by
  /// ``maximum``; `nil` for equal pictures.
  private(set) var worst: Place?
  /// The pixels with a sample that differs.
  private(set) var differingPixels = 0

  /// Adds a row of differences, one for each pixel: the largest of its
  /// channels.
  mutating func add(_ differences: [Int], row: Int) {
    for (column, difference) in differences.enumerated() where difference > 0 {
      differingPixels += 1
      if difference > maximum {
        maximum = difference
        worst = Place(row: row, column: column)
      }
    }
  }
}

/// Compares two pictures of the same layout, row by row.
///
/// - Parameters:
///   - heatMap: Receives, if given, a picture of the same size, 8-bit RGB, that
///     shows where the two differ; see ``heatMapPixel(_:of:)``.
/// - Precondition: The layouts are the same.
func comparePictures(
  _ one: any ImageSource, _ other: any ImageSource, heatMap: (any ImageSink)? = nil
) throws(UpsampleError) -> PictureDifference {
  let layout = one.layout
  precondition(layout == other.layout, "pictures of one layout are compared")
  var result = PictureDifference()
  var hot: [UInt8] = []
  for row in 0..<layout.height {
    let (first, second) = (try one.readRow(), try other.readRow())
    let differences = pixelDifferences(first, second, layout)
    result.add(differences, row: row)
    guard let heatMap else { continue }
    for difference in differences { hot += heatMapPixel(difference, of: layout.depth.maximum) }
    let isLast = row == layout.height - 1
    if isLast || (row + 1) % heatMap.segmentRows == 0 {
      let segment = hot.withUnsafeBytes { bytes in
        Result { () throws(UpsampleError) in try heatMap.encode(bytes, isLast: isLast) }
      }
      try heatMap.append(try segment.get())
      hot.removeAll(keepingCapacity: true)
    }
  }
  try one.finish()
  try other.finish()
  try heatMap?.finish()
  return result
}

/// The colour of a difference: black for none, then from dark blue over red to
/// white, logarithmically, so that a single level can be seen beside a gross
/// error.
///
/// - Parameter maximum: The largest difference there can be, 255 or 65535.
/// - Returns: Red, green and blue.
func heatMapPixel(_ difference: Int, of maximum: Int) -> [UInt8] {
  guard difference > 0 else { return [0, 0, 0] }
  let heat = 0.25 + 0.75 * log2(Double(difference)) / log2(Double(maximum))
  func ramp(from start: Double) -> UInt8 {
    UInt8((min(max((heat - start) * 3, 0), 1) * 255).rounded())
  }
  let blue = ramp(from: heat < 0.5 ? 0 : 2.0 / 3)
  return [ramp(from: 1.0 / 3), ramp(from: 2.0 / 3), blue]
}

private func pixelDifferences(_ one: [UInt8], _ other: [UInt8], _ layout: ImageLayout) -> [Int] {
  func sample(_ bytes: [UInt8], _ index: Int) -> Int {
    switch layout.depth {
    case .eight: Int(bytes[index])
    case .sixteen:
      Int(bytes.withUnsafeBytes { $0.loadUnaligned(fromByteOffset: 2 * index, as: UInt16.self) })
    }
  }
  return (0..<layout.width).map { column in
    (column * layout.channels..<(column + 1) * layout.channels).reduce(0) { largest, index in
      max(largest, abs(sample(one, index) - sample(other, index)))
    }
  }
}
