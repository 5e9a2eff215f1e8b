import UpsampleBase
import UpsampleTensors

/// What becomes of numbers one by one.
package struct ActivationLayer: PointwiseLayer {
  package let output: MapShape
  package let activation: Activation
  private let end: RowEnd

  package var details: String { activation.word }

  /// - Throws: ``UpsampleError/request(_:)`` when the activation does not fit the map.
  package init(
    _ label: String, of input: MapShape, _ activation: Activation
  ) throws(UpsampleError) {
    (output, self.activation) = (input, activation)
    end = try RowEnd(
      LayerEnd(activation: activation), channels: input.channels,
      subject: OperationSubject(name: .conv2D, label: label))
  }

  package func make(
    _ rows: Range<Int>, of inputs: [MapRows], into output: UnsafeMutablePointer<Float>,
    threads: ThreadBudget
  ) {
    forEachRow(rows, of: self.output, into: output, threads: threads) { row, count, target in
      target.update(from: inputs[0].row(row), count: count)
      end.apply(to: target, count: count)
    }
  }
}
