/// Rows that come in blocks from the top and are needed until those some way below are there.
struct HeldRows<Block> {
  /// The first row that is held.
  private(set) var first = 0
  private var rows: [(block: Block, row: Int)] = []

  /// The row below the last one.
  var end: Int { first + rows.count }

  /// Holds the rows of a block below the others.
  mutating func append(_ block: Block, rows count: Int) {
    rows += (0..<count).map { (block, $0) }
  }

  /// Lets go of the rows above one.
  mutating func drop(before row: Int) {
    guard row > first else { return }
    rows.removeFirst(min(row - first, rows.count))
    first = row
  }

  /// A row's block and its place there; `nil` of rows that are not held.
  subscript(row: Int) -> (block: Block, row: Int)? {
    rows.indices.contains(row - first) ? rows[row - first] : nil
  }
}
