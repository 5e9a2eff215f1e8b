import UpsampleBase

/// A part of a map.
package struct CropLayer: CopyingLayer {
  package let output: MapShape
  private let rows: Range<Int>
  private let columns: Range<Int>

  /// - Precondition: Rows and columns are the map's, at least one of each.
  package init(of input: MapShape, rows: Range<Int>, columns: Range<Int>) {
    precondition(
      !rows.isEmpty && !columns.isEmpty && rows.lowerBound >= 0 && columns.lowerBound >= 0
        && rows.upperBound <= input.height && columns.upperBound <= input.width,
      "rows and columns are the map's")
    (self.rows, self.columns) = (rows, columns)
    output = MapShape(channels: input.channels, height: rows.count, width: columns.count)
  }

  package func inputs(
    reaching outputs: Range<Int>, along axis: MapAxis, ofInput index: Int
  ) -> Range<Int> {
    let first = axis == .vertical ? rows.lowerBound : columns.lowerBound
    return first + outputs.lowerBound..<first + outputs.upperBound
  }

  package func make(
    _ rows: Range<Int>, of inputs: [MapRows], into output: UnsafeMutablePointer<Float>,
    threads: ThreadBudget
  ) {
    let first = columns.lowerBound * self.output.channels
    forEachRow(rows, of: self.output, into: output, threads: threads) { row, count, target in
      target.update(from: inputs[0].row(row + self.rows.lowerBound) + first, count: count)
    }
  }
}
