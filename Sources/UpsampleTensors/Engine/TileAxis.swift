import CKernels

/// Tiles of outputs along one axis, counted from the first output of a whole of which
/// these are a part.
struct TileAxis: Sendable {
  /// The number of tiles that hold some of the outputs.
  let count: Int
  private let outputs: Int
  /// The first tile's first output, which may lie before the part's.
  private let first: Int
  /// The distance from an output to the first of the inputs that reach it.
  private let shift: Int

  /// The outputs of one tile, and the inputs that reach them.
  struct Tile {
    /// The inputs that reach the tile, of which some may lie outside of the part.
    let inputs: Range<Int>
    /// The first output of the part that the tile holds.
    let firstOutput: Int
    /// Those of the tile's outputs that belong to the part.
    let own: Range<Int>
  }

  /// - Parameters:
  ///   - outputs: The number of outputs.
  ///   - start: The place of the first of them in the whole.
  ///   - shift: The distance from an output to the first of the inputs that reach it.
  init(outputs: Int, start: Int, shift: Int) {
    let size = Int(CK_TILE)
    first = -(start % size)
    count = (outputs - first + size - 1) / size
    (self.outputs, self.shift) = (outputs, shift)
  }

  subscript(index: Int) -> Tile {
    let output = first + index * Int(CK_TILE)
    let own = max(0, -output)..<min(Int(CK_TILE), outputs - output)
    return Tile(
      inputs: output + shift..<output + shift + Int(CK_TILE_INPUTS),
      firstOutput: output + own.lowerBound, own: own)
  }
}
