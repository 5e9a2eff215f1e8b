import CKernels
import UpsampleBase

/// The tiles of the outputs of some images, and where their pixels lie.
///
/// It is used while value and output are there, by several threads.
struct TileGrid: @unchecked Sendable {
  private let rows: TileAxis
  private let columns: TileAxis
  private let inputs: SpatialAxes<Int>
  private let outputs: SpatialAxes<Int>
  private let channels: ConvolutionChannels
  private let value: UnsafePointer<Float>
  private let output: UnsafeMutablePointer<Float>

  /// - Parameters:
  ///   - shift: The distance from an output of the whole to the first of the inputs that
  ///     reach it.
  ///   - firstRow: The place of the whole's first row in those that tiles are counted from.
  ///   - firstColumn: The same of columns.
  init(
    problem: ConvolutionProblem, shift: (height: Int, width: Int), firstRow: Int,
    firstColumn: Int, value: UnsafePointer<Float>, output: UnsafeMutablePointer<Float>
  ) {
    let start = problem.start
    rows = TileAxis(
      outputs: problem.outputs.height, start: start.output + firstRow,
      shift: shift.height + start.output - start.input)
    columns = TileAxis(outputs: problem.outputs.width, start: firstColumn, shift: shift.width)
    (inputs, outputs, channels) = (problem.inputs, problem.outputs, problem.channels)
    (self.value, self.output) = (value, output)
  }

  /// The number of tiles of each image.
  var count: Int { rows.count * columns.count }

  private func place(of tile: Int) -> (image: Int, row: TileAxis.Tile, column: TileAxis.Tile) {
    let (image, own) = tile.quotientAndRemainder(dividingBy: count)
    let (row, column) = own.quotientAndRemainder(dividingBy: columns.count)
    return (image, rows[row], columns[column])
  }

  /// The inputs of a tile, where they lie or, at an edge, among zeros.
  ///
  /// - Parameter edge: Room for the inputs of a tile.
  func inputs(of tile: Int, edge: Storage<Float>) -> (pixels: UnsafePointer<Float>, rowStep: Int) {
    let (image, row, column) = place(of: tile)
    let (pixel, size) = (channels.input, Int(CK_TILE_INPUTS))
    let line = inputs.width * pixel
    let (ownRows, ownColumns) = (
      row.inputs.clamped(to: 0..<inputs.height), column.inputs.clamped(to: 0..<inputs.width)
    )
    let first =
      value + (image * inputs.height + ownRows.lowerBound) * line + ownColumns.lowerBound * pixel
    if ownRows.count == size, ownColumns.count == size { return (first, line) }
    edge.base.update(repeating: 0, count: size * size * pixel)
    let start =
      edge.base + (ownRows.lowerBound - row.inputs.lowerBound) * size * pixel
      + (ownColumns.lowerBound - column.inputs.lowerBound) * pixel
    for index in 0..<ownRows.count {
      (start + index * size * pixel).update(
        from: first + index * line, count: ownColumns.count * pixel)
    }
    return (UnsafePointer(edge.base), size * pixel)
  }

  /// Where the outputs of a tile are written.
  func outputs(of tile: Int) -> ck_tile {
    let (image, row, column) = place(of: tile)
    let (pixel, line) = (channels.output, outputs.width * channels.output)
    let first = (image * outputs.height + row.firstOutput) * line + column.firstOutput * pixel
    return ck_tile(
      output: output + first, row_step: line, first_row: row.own.lowerBound,
      end_row: row.own.upperBound, first_column: column.own.lowerBound,
      end_column: column.own.upperBound)
  }
}
