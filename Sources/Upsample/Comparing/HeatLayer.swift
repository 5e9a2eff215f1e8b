import UpsampleBase
import UpsampleImages

/// A drawing of where two pictures differ that is laid over one of them.
///
/// It has their size. Pixels that do not differ are black; the others have colours of a
/// ``HeatScale``, by the largest difference of their channels. The colours are few, so that
/// the file is small: indices into a palette.
///
/// Of pictures of different sizes it has the smallest size that holds both. What only one of
/// them has is dark: red for the first, blue for the second.
struct HeatLayer: DifferenceDrawing {
  let layout: ImageLayout
  let palette: [Colour]
  let pixelBytes = 1
  let footer: [UInt8] = []

  /// The index of each difference, from none to the largest.
  private let indices: [UInt8]
  /// The index of what only the first picture has, and of what only the second has.
  private let lonely: (UInt8, UInt8)
  private let pictures: (ImageLayout, ImageLayout)

  /// The colours of differences, at most.
  static let steps = 31
  static let lonelyColours = [Colour(120, 20, 20), Colour(20, 40, 140)]

  /// - Parameter comparison: The comparison, whose pictures have one size or no difference.
  init(_ comparison: ImageComparison) {
    let scale = HeatScale(comparison)
    let steps = min(scale.maximum, Self.steps)
    pictures = (comparison.one, comparison.other)
    let united = comparison.one.united(with: comparison.other)
    layout = ImageLayout(width: united.width, height: united.height, channels: 1, depth: .eight)
    palette =
      [.black] + (0..<steps).map { HeatScale.colour(at: Double($0) / Double(max(1, steps - 1))) }
      + Self.lonelyColours
    lonely = (UInt8(steps + 1), UInt8(steps + 2))
    indices =
      [0]
      + (1...scale.maximum).map { difference in
        1 + UInt8((scale.place(of: difference) * Double(steps - 1)).rounded())
      }
  }

  func rows(_ band: ComparedBand, ignoring ignored: IgnoredPixels?) -> [[UInt8]] {
    withUnsafeTemporaryAllocation(of: UInt16.self, capacity: layout.width) { largest in
      band.rows.map { row in
        band.findDifferences(of: row, into: largest)
        var line = largest.map { indices[Int($0)] }
        let (own, theirs) = (pictures.0.columns(of: row), pictures.1.columns(of: row))
        for column in theirs..<max(theirs, own) { line[column] = lonely.0 }
        for column in own..<max(theirs, own) { line[column] = lonely.1 }
        return line
      }
    }
  }
}

extension ImageLayout {
  /// The columns of a row, which may lie below the picture.
  fileprivate func columns(of row: Int) -> Int { row < height ? width : 0 }
}

/// Draws where two pictures differ, to be laid over one of them: a PNG file of indices, black
/// where they are equal.
///
/// - Parameters:
///   - comparison: What is known of the two.
///   - one: The first picture, which is read once more.
///   - other: The second.
/// - Throws: ``UpsampleError`` when a picture can't be read or the output can't be written.
package func drawHeatLayer(
  _ comparison: ImageComparison, of one: InputFile, _ other: InputFile, to output: OutputFile,
  options: ComparisonOptions
) throws(UpsampleError) {
  let files = try ComparedFiles(one, other, options)
  let layer = HeatLayer(comparison)
  let sink = try makeSink(output, layout: layer.layout, palette: layer.palette)
  let ignored = comparison.haveOneSize ? try files.ignoredPixels(of: comparison.one) : nil
  try files.draw(layer, of: comparison, ignoring: ignored, to: sink) { _ in }
}
