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
    let row = input.rowCount
    let begun = clock.now
    while walk.made < output.height && clock.now - begun < .milliseconds(500) {
      _ = try walk.step(threads: threads) { rows, room in
        room.initialize(repeating: 0.5, count: rows.count * row)
      }
    }
    let share = walk.workShare
    return share > 0 ? (clock.now - begun) / .seconds(1) / share : 0
  }
}
