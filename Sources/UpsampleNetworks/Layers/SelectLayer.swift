import UpsampleBase

/// Of each number of one map or another the one that a condition tells: the first where the
/// condition's number is not 0.
package struct SelectLayer: PointwiseLayer {
  /// What is chosen from.
  package enum Operand: Hashable, Sendable {
    /// A map that is the next of the inputs.
    case map
    /// A number for each channel, or one for all of them.
    case numbers([Float])
  }

  package let output: MapShape
  private let operands: (Operand, Operand)

  /// - Parameters:
  ///   - condition: The shape of the first input, which all maps have.
  ///   - first: What is chosen where the condition holds.
  ///   - second: What is chosen where it does not.
  package init(of condition: MapShape, _ first: Operand, _ second: Operand) {
    (output, operands) = (condition, (first, second))
  }

  package func make(
    _ rows: Range<Int>, of inputs: [MapRows], into output: UnsafeMutablePointer<Float>,
    threads: ThreadBudget
  ) {
    let channels = self.output.channels
    forEachRow(rows, of: self.output, into: output, threads: threads) { row, count, target in
      let condition = inputs[0].row(row)
      let first = operands.0 == .map ? inputs[1].row(row) : nil
      let second = operands.1 == .map ? inputs[operands.0 == .map ? 2 : 1].row(row) : nil
      for index in 0..<count {
        target[index] =
          condition[index] != 0
          ? first?[index] ?? operands.0.number(ofChannel: index % channels)
          : second?[index] ?? operands.1.number(ofChannel: index % channels)
      }
    }
  }
}

extension SelectLayer.Operand {
  fileprivate func number(ofChannel channel: Int) -> Float {
    guard case .numbers(let numbers) = self else { return 0 }
    return numbers.count == 1 ? numbers[0] : numbers[channel]
  }
}
