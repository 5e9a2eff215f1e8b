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

  func rows(_ one: SamplePlanes, _ other: SamplePlanes) -> [[UInt8]] {
    withUnsafeTemporaryAllocation(of: UInt16.self, capacity: layout.width) { largest in
      one.rows.map { row in
        largest.update(repeating: 0)
        one.withRow(row) { a in
          other.withRow(row) { b in
            for channel in 0..<one.layout.channels {
              let offset = channel * one.planeSamples
              raise(largest, toDifferenceOf: a + offset, b + offset)
            }
          }
        }
        return largest.map { indices[Int($0)] }
      }
    }
  }
}

/// Makes each value the difference of two samples where that is larger.
private func raise(
  _ values: UnsafeMutableBufferPointer<UInt16>, toDifferenceOf one: UnsafePointer<UInt16>,
  _ other: UnsafePointer<UInt16>
) {
  for column in 0..<values.count {
    let (a, b) = (one[column], other[column])
    values[column] = max(values[column], max(a, b) &- min(a, b))
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
  let files = [one, other]
  for file in files { try file.rewind() }
  let sources = try openSources(of: files, options)
  let layer = HeatLayer(difference)
  let sink = try makeSink(output, layout: layer.layout, palette: layer.palette)
  try layer.draw(
    sources[0], sources[1], as: difference.layout, to: sink, jobs: max(1, options.jobs),
    within: allowance(files, options))
}
