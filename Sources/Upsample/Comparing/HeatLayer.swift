import UpsampleBase
import UpsampleImages

/// A drawing of where two pictures differ that is laid over one of them.
///
/// It has their size. Pixels that do not differ are black; the others have colours of a
/// ``HeatScale``, by the largest difference of their channels. The colours are few, so that
/// the file is small: indices into a palette.
struct HeatLayer: DifferenceDrawing {
  let layout: ImageLayout
  let palette: [Colour]
  let pixelBytes = 1
  let footer: [UInt8] = []

  /// The index of each difference, from none to the largest.
  private let indices: [UInt8]

  /// The colours beside black, at most.
  static let steps = 31

  init(_ difference: ImageDifference) {
    let scale = HeatScale(maximum: difference.maximum)
    let steps = min(scale.maximum, Self.steps)
    layout = ImageLayout(
      width: difference.layout.width, height: difference.layout.height, channels: 1,
      depth: .eight)
    palette =
      [.black] + (0..<steps).map { HeatScale.colour(at: Double($0) / Double(max(1, steps - 1))) }
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
        return largest.map { indices[Int($0)] }
      }
    }
  }
}

/// Draws where two pictures of one size differ, to be laid over one of them: a PNG file of
/// indices, black where they are equal.
///
/// - Parameters:
///   - difference: What the comparison of the two measured.
///   - one: The first picture, which is read once more.
///   - other: The second.
/// - Throws: ``UpsampleError`` when a picture can't be read or the output can't be written.
package func drawHeatLayer(
  _ difference: ImageDifference, of one: InputFile, _ other: InputFile, to output: OutputFile,
  options: ComparisonOptions
) throws(UpsampleError) {
  for file in [one, other] { try file.rewind() }
  let files = try ComparedFiles(one, other, options)
  let sources = try files.openSources()
  let layer = HeatLayer(difference)
  let sink = try makeSink(output, layout: layer.layout, palette: layer.palette)
  let pair = ComparedLayouts(
    sources[0].layout, sources[1].layout, options.rules,
    ignoring: try files.ignoredPixels(of: sources[0].layout))
  try layer.draw(
    sources[0], sources[1], pair, to: sink, jobs: max(1, options.jobs), within: files.allowance)
}
