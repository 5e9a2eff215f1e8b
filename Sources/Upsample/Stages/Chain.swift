/// Stages one after the other: what one makes, the next one reads.
///
/// Levels are numbered from 0: that of the rows which the first stage reads.
package struct Chain: Sendable {
  /// The stages, at least one.
  package let stages: [any Stage]

  /// - Precondition: Each stage reads rows of the extents and channels that the one
  ///   before makes.
  package init(_ stages: [any Stage]) {
    precondition(!stages.isEmpty, "a chain has a stage")
    for (stage, next) in zip(stages, stages.dropFirst()) {
      precondition(
        stage.vertical.outputExtent == next.vertical.inputExtent
          && stage.horizontal.outputExtent == next.horizontal.inputExtent
          && stage.outputChannels == next.inputChannels, "stages fit one another")
    }
    self.stages = stages
  }

  /// The stage that makes the rows of the picture after.
  package var last: any Stage { stages[stages.count - 1] }

  /// The channels of a pixel that each stage makes.
  var channels: [Int] { stages.map(\.outputChannels) }

  /// The rows of each level, counted from the first, that have to be there before the last
  /// stage can have made its first `count` rows; those rows at the end.
  func rowsNeeded(making count: Int) -> [Int] {
    var needed = [count]
    for stage in stages.reversed() { needed.append(stage.rowsRead(making: needed.last!)) }
    return needed.reversed()
  }
}
