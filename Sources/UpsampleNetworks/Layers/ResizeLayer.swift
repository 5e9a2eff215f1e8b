import UpsampleBase
import UpsampleTensors

/// A map at another size.
package struct ResizeLayer: PlainLayer {
  package let output: MapShape
  private let resize: RowResize

  /// - Parameters:
  ///   - size: The output's extents, at least 1 each.
  ///   - scales: How many times larger the output is along both axes; absent, as extents tell.
  package init(
    of input: MapShape, size: (height: Int, width: Int),
    scales: (height: Float, width: Float)? = nil, method: ResizeMethod, rule: ResizeRule
  ) {
    output = MapShape(channels: input.channels, height: size.height, width: size.width)
    resize = RowResize(
      value: (input.height, input.width, input.channels), size: size, scales: scales,
      method: method, rule: rule)
  }

  package func inputs(
    reaching outputs: Range<Int>, along axis: MapAxis, ofInput index: Int
  ) -> Range<Int> {
    axis == .vertical ? resize.rows(reaching: outputs) : resize.columns(reaching: outputs)
  }

  package func make(
    _ rows: Range<Int>, of inputs: [MapRows], into output: UnsafeMutablePointer<Float>,
    threads: ThreadBudget
  ) {
    forEachRow(rows, of: self.output, into: output, threads: threads) { row, _, target in
      resize.make(row: row, of: inputs[0].row, into: target)
    }
  }
}
