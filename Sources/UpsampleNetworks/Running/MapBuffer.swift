import UpsampleBase

/// The rows of a map that are still needed, one after the other.
///
/// Where none are, it holds nothing: its storage goes to the pool of all buffers.
struct MapBuffer {
  /// The numbers of the rows that are held.
  private(set) var rows = 0..<0
  let rowCount: Int
  private var storage: Storage<Float>?
  /// The row of the storage at which those that are held begin.
  private var first = 0

  /// The rows for which there is room from the start.
  private let expected: Int

  /// - Parameter expected: How many rows are to be held at once, about: a storage that does
  ///   not grow leaves none behind that is too small.
  init(rowCount: Int, expecting expected: Int) {
    (self.rowCount, self.expected) = (rowCount, expected)
  }

  /// The rows that are held.
  var held: MapRows {
    MapRows(base: start, rows: rows, rowCount: rowCount)
  }

  private var start: UnsafeMutablePointer<Float> {
    (storage ?? Self.nothing).base + first * rowCount
  }

  /// What a map without rows points to.
  private static let nothing = Storage<Float>(count: 1)

  /// Forgets the rows above one.
  mutating func drop(before row: Int, into pool: inout StoragePool) {
    let dropped = min(max(0, row - rows.lowerBound), rows.count)
    first += dropped
    rows = rows.lowerBound + dropped..<rows.upperBound
    guard rows.isEmpty, let storage else { return }
    pool.put(storage)
    (self.storage, first) = (nil, 0)
  }

  /// Makes room for rows below those that are held; they count as held.
  ///
  /// - Returns: Where they begin.
  mutating func append(_ count: Int, from pool: inout StoragePool) -> UnsafeMutablePointer<Float> {
    makeRoom(for: count, from: &pool)
    let target = start + rows.count * rowCount
    rows = rows.lowerBound..<rows.upperBound + count
    return target
  }

  /// Moves what is held to the start of the storage, or of a larger one, where needed.
  private mutating func makeRoom(for count: Int, from pool: inout StoragePool) {
    let needed = rows.count + count
    let capacity = storage.map { $0.count / max(1, rowCount) } ?? 0
    if first + needed <= capacity { return }
    var target = storage
    if needed > capacity {
      let capacity = max(expected, Self.capacity(holding: rows.count, adding: count))
      target = pool.take(capacity * rowCount)
    }
    target!.base.update(from: start, count: rows.count * rowCount)
    if needed > capacity, let storage { pool.put(storage) }
    (storage, first) = (target, 0)
  }

  /// The rows of a storage in which few rows are moved: none more than about four times where
  /// many are held.
  private static func capacity(holding held: Int, adding count: Int) -> Int {
    held + count + held / 4
  }
}

/// Storages that no map needs at the moment.
struct StoragePool {
  private var free: [Storage<Float>] = []

  /// A storage of at least so many numbers.
  mutating func take(_ count: Int) -> Storage<Float> {
    // Of those that do, the smallest; one that is much too large serves a larger map.
    let fitting = free.indices.filter { (count...2 * count).contains(free[$0].count) }
    guard let best = fitting.min(by: { free[$0].count < free[$1].count }) else {
      return Storage(count: count)
    }
    return free.remove(at: best)
  }

  mutating func put(_ storage: Storage<Float>) { free.append(storage) }
}
