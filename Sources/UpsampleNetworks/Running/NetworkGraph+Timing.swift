import UpsampleBase

extension NetworkGraph {
  /// About the seconds that running it takes, extrapolated from rows of a third of a second.
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
    var (start, first) = (clock.now, 0)
    while walk.made < output.height {
      _ = try walk.step(threads: threads) { rows, room in
        room.initialize(repeating: 0.5, count: rows.count * input.rowCount)
      }
      // The first rows come late, and find nothing in the caches.
      if first == 0 { (start, first) = (clock.now, walk.made) }
      if walk.made > first, clock.now - start > .milliseconds(300) { break }
    }
    // A picture that was made in one step took the time of its only rows.
    guard walk.made > first else { return 0 }
    return (clock.now - start) / .seconds(1) * Double(output.height) / Double(walk.made - first)
  }
}
