import UpsampleBase
import UpsampleNetworks

/// A picture whose transparent pixels have the colours of the visible ones around them, so
/// that what a network makes of a border shows no colour that nobody saw.
///
/// A transparent pixel takes the mean of the pixels within ``reach``, weighed by their alpha
/// and by how near they are; one without visible neighbours stays as it is.
struct BleedLayer: PlainLayer {
  let output: MapShape
  /// How far colours spread, in pixels.
  static let reach = 8

  /// - Parameter picture: Of two or four channels, the last of which is alpha.
  init(_ picture: MapShape) { output = picture }

  func inputs(
    reaching outputs: Range<Int>, along axis: MapAxis, ofInput index: Int
  ) -> Range<Int> {
    max(0, outputs.lowerBound - Self.reach)..<min(output[axis], outputs.upperBound + Self.reach)
  }

  func make(
    _ rows: Range<Int>, of inputs: [MapRows], into output: UnsafeMutablePointer<Float>,
    threads: ThreadBudget
  ) {
    let (count, channels) = (self.output.rowCount, self.output.channels)
    let around = self.inputs(reaching: rows, along: .vertical, ofInput: 0)
    output.update(from: inputs[0].row(rows.lowerBound), count: rows.count * count)
    let isTransparent = stride(from: channels - 1, to: rows.count * count, by: channels)
      .contains { output[$0] == 0 }
    guard isTransparent else { return }
    let spread = Storage<Float>(count: around.count * count)
    nonisolated(unsafe) let room = output
    let spreadRow = { @Sendable (index: Int, _: inout Void) in
      spreadAlong(
        inputs[0].row(around.lowerBound + index), into: spread.base + index * count)
    }
    let fillRow = { @Sendable (index: Int, _: inout Void) in
      fill(
        room + index * count, row: rows.lowerBound + index, from: spread.base, first: around)
    }
    ParallelWork.forEach(count: around.count, on: threads, makeState: {}, body: spreadRow)
    ParallelWork.forEach(count: rows.count, on: threads, makeState: {}, body: fillRow)
  }

  /// The weight of a pixel at a distance.
  private static func weight(_ distance: Int) -> Float { Float(reach + 1 - abs(distance)) }

  /// Weighs the pixels of a row around each of them: premultiplied colours and alpha.
  private func spreadAlong(
    _ row: UnsafePointer<Float>, into target: UnsafeMutablePointer<Float>
  ) {
    let channels = output.channels
    target.initialize(repeating: 0, count: output.rowCount)
    for pixel in 0..<output.width {
      let source = row + pixel * channels
      let alpha = source[channels - 1]
      if alpha == 0 { continue }
      for near in max(0, pixel - Self.reach)..<min(output.width, pixel + Self.reach + 1) {
        let weight = alpha * Self.weight(near - pixel)
        let to = target + near * channels
        for channel in 0..<channels - 1 { to[channel] += weight * source[channel] }
        to[channels - 1] += weight
      }
    }
  }

  /// Gives the transparent pixels of a row their colours.
  private func fill(
    _ row: UnsafeMutablePointer<Float>, row number: Int, from spread: UnsafePointer<Float>,
    first around: Range<Int>
  ) {
    let channels = output.channels
    let lines = inputs(reaching: number..<number + 1, along: .vertical, ofInput: 0)
    for pixel in 0..<output.width where row[pixel * channels + channels - 1] == 0 {
      var sums: SIMD4<Float> = .zero
      for line in lines {
        let source = spread + (line - around.lowerBound) * output.rowCount + pixel * channels
        let weight = Self.weight(line - number)
        for channel in 0..<channels { sums[channel] += weight * source[channel] }
      }
      let alpha = sums[channels - 1]
      if alpha == 0 { continue }
      for channel in 0..<channels - 1 { row[pixel * channels + channel] = sums[channel] / alpha }
    }
  }
}
