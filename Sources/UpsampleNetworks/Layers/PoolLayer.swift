import UpsampleBase
import UpsampleTensors

/// The maximum or the mean of each channel over windows.
package struct PoolLayer: PlainLayer {
  package enum Statistic: Hashable, Sendable {
    case maximum
    /// Of the positions within the map, or of all with zeros in the padding.
    case mean(countingPads: Bool)
  }

  package let output: MapShape
  private let pool: RowPool
  private let input: MapShape
  private let window: (height: Int, width: Int)
  private let axes: (ConvolutionLayer.Axis, ConvolutionLayer.Axis)

  /// - Throws: ``UpsampleError/request(_:)`` when an argument breaks a rule.
  package init(
    _ label: String, of input: MapShape, _ statistic: Statistic,
    window: (height: Int, width: Int), vertical: ConvolutionLayer.Axis,
    horizontal: ConvolutionLayer.Axis
  ) throws(UpsampleError) {
    (self.input, self.window, axes) = (input, window, (vertical, horizontal))
    let call = PoolingCall(
      subject: OperationSubject(
        name: statistic == .maximum ? .maxPool2D : .averagePool2D, label: label),
      window: PerAxis([window.height, window.width]),
      strides: PerAxis([vertical.stride, horizontal.stride]),
      padding: .explicit([
        [0, 0], [vertical.pads.before, vertical.pads.after],
        [horizontal.pads.before, horizontal.pads.after], [0, 0],
      ]),
      dataFormat: .nhwc, dilations: PerAxis([vertical.dilation, horizontal.dilation]),
      counting: statistic == .mean(countingPads: true) ? .withPadding : .withinValue)
    let value: Shape = [1, input.height, input.width, input.channels]
    let made = try call.output(value: value)
    output = MapShape(channels: made[3], height: made[1], width: made[2])
    pool = try RowPool(call, value: value)
  }

  package var details: String {
    "\(window.height)x\(window.width), stride \(axes.0.stride)x\(axes.1.stride)"
  }

  package func inputs(
    reaching outputs: Range<Int>, along axis: MapAxis, ofInput index: Int
  ) -> Range<Int> {
    let own = axis == .vertical ? axes.0 : axes.1
    let reach = ((axis == .vertical ? window.height : window.width) - 1) * own.dilation
    let first = outputs.lowerBound * own.stride - own.pads.before
    let end = min(
      (outputs.upperBound - 1) * own.stride - own.pads.before + reach + 1, input[axis])
    return min(max(0, first), max(0, end))..<max(0, end)
  }

  package func make(
    _ rows: Range<Int>, of inputs: [MapRows], into output: UnsafeMutablePointer<Float>,
    threads: ThreadBudget
  ) {
    pool.make(rows, from: inputs[0].base, given: inputs[0].rows, into: output, threads: threads)
  }
}
