import UpsampleBase

/// 1 for each number that compares with that of its channel, 0 for others and for NaN.
package struct ComparisonLayer: PointwiseLayer {
  package enum Comparison: Hashable, Sendable {
    case equal, less, lessOrEqual, greater, greaterOrEqual

    /// The comparison of the same numbers the other way round.
    package var swapped: Comparison {
      switch self {
      case .equal: .equal
      case .less: .greater
      case .lessOrEqual: .greaterOrEqual
      case .greater: .less
      case .greaterOrEqual: .lessOrEqual
      }
    }

    @inline(__always)
    package func holds<Number: Comparable>(_ one: Number, _ other: Number) -> Bool {
      switch self {
      case .equal: one == other
      case .less: one < other
      case .lessOrEqual: one <= other
      case .greater: one > other
      case .greaterOrEqual: one >= other
      }
    }
  }

  package let output: MapShape
  private let comparison: Comparison
  private let numbers: [Float]

  /// - Parameter numbers: One for each channel or for all of them.
  package init(of input: MapShape, _ comparison: Comparison, _ numbers: [Float]) {
    precondition([1, input.channels].contains(numbers.count), "numbers fit the channels")
    (output, self.comparison, self.numbers) = (input, comparison, numbers)
  }

  package func make(
    _ rows: Range<Int>, of inputs: [MapRows], into output: UnsafeMutablePointer<Float>,
    threads: ThreadBudget
  ) {
    forEachRow(rows, of: self.output, into: output, threads: threads) { row, count, target in
      let source = inputs[0].row(row)
      for index in 0..<count {
        target[index] = comparison.holds(source[index], numbers[index % numbers.count]) ? 1 : 0
      }
    }
  }
}
