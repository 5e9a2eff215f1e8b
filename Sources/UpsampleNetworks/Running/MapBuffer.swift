import UpsampleBase

/// The rows of a map that are still needed, one after the other.
///
/// While a step makes rows of it or reads them, they lie in a storage of the pool, which maps
/// share one after the other. What is left for the next step waits in a storage of the map's
/// own, which has room for no more; a map of which much is left stays where it is.
struct MapBuffer {
  /// The numbers of the rows that are held.
  private(set) var rows = 0..<0
  let rowCount: Int
  private let expected: MapPlan
  private var storage: Storage<Float>?
  /// The row of the storage at which those that are held begin.
  private var first = 0
  /// Where rows wait for the next step, and whether they do.
  private var rest: Storage<Float>?
  private var isResting = false

  /// - Parameter expected: How many rows are to be held, about: a storage that does not grow
  ///   leaves none behind that is too small.
  init(rowCount: Int, expecting expected: MapPlan) {
    (self.rowCount, self.expected) = (rowCount, expected)
  }

  /// The rows that are held.
  var held: MapRows {
    MapRows(base: start, rows: rows, rowCount: rowCount)
  }

  private var start: UnsafeMutablePointer<Float> {
    ((isResting ? rest : storage) ?? Self.nothing).base + first * rowCount
  }

  /// What a map without rows points to.
  private static let nothing = Storage<Float>(count: 1)

  /// Forgets the rows above one.
  mutating func drop(before row: Int, into pool: inout StoragePool) {
    let dropped = min(max(0, row - rows.lowerBound), rows.count)
    first += dropped
    rows = rows.lowerBound + dropped..<rows.upperBound
    guard rows.isEmpty else { return }
    (isResting, first) = (false, 0)
    giveBack(to: &pool)
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

  /// Lets what is held wait for the next step, if few rows are.
  mutating func rest(into pool: inout StoragePool) {
    guard expected.rests, !isResting, (1...expected.left).contains(rows.count) else { return }
    let rest = rest ?? Storage(count: expected.left * rowCount)
    rest.base.update(from: start, count: rows.count * rowCount)
    (self.rest, isResting, first) = (rest, true, 0)
    giveBack(to: &pool)
  }

  private mutating func giveBack(to pool: inout StoragePool) {
    if let storage { pool.put(storage) }
    storage = nil
  }

  /// Moves what is held to the start of the storage, or of a larger one, where needed.
  private mutating func makeRoom(for count: Int, from pool: inout StoragePool) {
    let needed = rows.count + count
    let capacity = storage.map { $0.count / max(1, rowCount) } ?? 0
    if first + needed <= capacity { return }
    var target = storage
    if needed > capacity {
      let capacity = max(expected.most, needed + (expected.rests ? 0 : rows.count / 4))
      target = pool.take(capacity * rowCount)
    }
    target!.base.update(from: start, count: rows.count * rowCount)
    if needed > capacity { giveBack(to: &pool) }
    (storage, first, isResting) = (target, 0, false)
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
