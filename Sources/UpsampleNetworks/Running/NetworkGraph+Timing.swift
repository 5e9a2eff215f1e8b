import UpsampleBase

extension NetworkGraph {
  /// About the seconds that running it takes, extrapolated from the first half second.
  ///
  /// - Throws: ``UpsampleError/request(_:)`` when weights do not fit into memory.
  package func seconds(threads: ThreadBudget) throws(UpsampleError) -> Double {
    guard meanCount == 0 else {
      var seconds = 0.0
      for pass in passes { seconds += try pass.seconds(threads: threads) }
      return seconds
    }
    let walk = try GraphWalk(self)
    let clock = ContinuousClock()
    let (begun, row) = (clock.now, input.rowCount)
    var (start, before) = (begun, 0.0)
    repeat {
      _ = try walk.step(threads: threads) { rows, room in
        room.initialize(repeating: 0.5, count: rows.count * row)
      }
      // The first rows of a layer find nothing in the caches.
      if walk.made == 0, clock.now - start < .milliseconds(300) {
        (start, before) = (clock.now, walk.workShare)
      }
    } while walk.made < output.height && clock.now - begun < .milliseconds(600)
    let share = walk.workShare - before
    return share > 0 ? (clock.now - start) / .seconds(1) / share : 0
  }
}
