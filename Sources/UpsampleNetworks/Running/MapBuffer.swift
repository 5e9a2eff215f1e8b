import UpsampleBase

/// The rows of a map that are still needed, one after the other.
///
/// While a step makes rows of it or reads them, they lie where the plan has a place for them
/// in memory that maps share one after the other. What is left for the next step waits in a
/// storage of the map's own, which has room for no more. A map of which much is left, and one
/// without a place, stays in its own.
struct MapBuffer {
  /// The numbers of the rows that are held.
  private(set) var rows = 0..<0
  let rowCount: Int
  /// The rows for which there is room at the place.
  private let most: Int
  private let place: UnsafeMutablePointer<Float>?
  private var own: Storage<Float>
  private var isAtPlace = false
  /// The row there at which those that are held begin.
  private var first = 0

  /// - Parameters:
  ///   - plan: How many rows are to be held, about.
  ///   - shared: The memory in which the plan has places.
  init(rowCount: Int, _ plan: MapPlan, in shared: Storage<Float>) {
    (self.rowCount, most) = (rowCount, plan.most)
    place = plan.place.map { shared.base + $0 }
    own = Storage(count: (plan.place == nil ? plan.most : plan.left) * rowCount)
  }

  /// The rows that are held.
  var held: MapRows { MapRows(base: start, rows: rows, rowCount: rowCount) }

  private var start: UnsafeMutablePointer<Float> {
    (isAtPlace ? place! : own.base) + first * rowCount
  }

  /// Forgets the rows above one.
  mutating func drop(before row: Int) {
    let dropped = min(max(0, row - rows.lowerBound), rows.count)
    first = dropped == rows.count ? 0 : first + dropped
    rows = rows.lowerBound + dropped..<rows.upperBound
  }

  /// Makes room for rows below those that are held; they count as held.
  ///
  /// - Returns: Where they begin.
  mutating func append(_ count: Int) -> UnsafeMutablePointer<Float> {
    let needed = rows.count + count
    if let place, needed <= most {
      // Rows that are there begin no later than others did that were held along with as many.
      if !isAtPlace || first + needed > most { move(to: place) }
      isAtPlace = true
    } else {
      makeOwnRoom(for: needed)
    }
    rows = rows.lowerBound..<rows.upperBound + count
    return start + (needed - count) * rowCount
  }

  /// Leaves the place for other maps.
  mutating func rest() {
    if isAtPlace { makeOwnRoom(for: rows.count) }
  }

  private mutating func makeOwnRoom(for needed: Int) {
    let capacity = own.count / max(1, rowCount)
    if !isAtPlace, first + needed <= capacity { return }
    let target = needed <= capacity ? own : Storage(count: needed * rowCount)
    move(to: target.base)
    (own, isAtPlace) = (target, false)
  }

  private mutating func move(to target: UnsafeMutablePointer<Float>) {
    target.update(from: start, count: rows.count * rowCount)
    first = 0
  }
}
