import UpsampleBase

/// The rows of a map that are still needed, one after the other.
struct MapBuffer {
  /// The numbers of the rows that are held.
  private(set) var rows = 0..<0
  let rowCount: Int
  private var storage: Storage<Float>
  /// The row of the storage at which those that are held begin.
  private var first = 0
  private var capacity: Int

  init(rowCount: Int, capacity: Int) {
    (self.rowCount, self.capacity) = (rowCount, capacity)
    storage = Storage(count: rowCount * capacity)
  }

  /// The rows that are held.
  var held: MapRows {
    MapRows(base: storage.base + first * rowCount, rows: rows, rowCount: rowCount)
  }

  /// Forgets the rows above one.
  mutating func drop(before row: Int) {
    let dropped = min(max(0, row - rows.lowerBound), rows.count)
    first += dropped
    rows = rows.lowerBound + dropped..<rows.upperBound
  }

  /// Makes room for rows below those that are held; they count as held.
  ///
  /// - Returns: Where they begin.
  mutating func append(_ count: Int) -> UnsafeMutablePointer<Float> {
    if first + rows.count + count > capacity { makeRoom(for: count) }
    let start = storage.base + (first + rows.count) * rowCount
    rows = rows.lowerBound..<rows.upperBound + count
    return start
  }

  /// Moves what is held to the start of the storage, or of a larger one.
  private mutating func makeRoom(for count: Int) {
    let source = storage
    if rows.count + count > capacity {
      capacity = Self.capacity(holding: rows.count, adding: count)
      storage = Storage(count: rowCount * capacity)
    }
    storage.base.update(from: source.base + first * rowCount, count: rows.count * rowCount)
    first = 0
  }

  /// The rows of a storage in which few rows are moved: none more than about four times where
  /// many are held.
  static func capacity(holding held: Int, adding count: Int) -> Int {
    held + count + held / 4
  }
}
