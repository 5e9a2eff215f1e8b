/// The geometry of a convolution along one spatial axis.
///
/// Every extent, stride, dilation and pad is at most `ConvolutionAxis.limit`,
/// so that a product of two of them, and the sum of two such products, fits in
/// 64 bits: no arithmetic here can overflow.
package struct ConvolutionAxis: Hashable, Sendable {
  /// The largest extent, stride, dilation or pad: 2^31 - 1.
  package static let limit = Int(Int32.max)

  /// The number of taps of the filter.
  package let filter: Int
  /// The distance between neighbouring windows, in input samples of the
  /// forward convolution. Positive.
  package let stride: Int
  /// The distance between neighbouring taps, in samples. Positive.
  package let dilation: Int

  package init(filter: Int, stride: Int, dilation: Int) {
    precondition((0...Self.limit).contains(filter), "a filter's extent is in 0...2^31-1")
    precondition((1...Self.limit).contains(stride), "a stride is in 1...2^31-1")
    precondition((1...Self.limit).contains(dilation), "a dilation is in 1...2^31-1")
    self.filter = filter
    self.stride = stride
    self.dilation = dilation
  }

  /// The number of samples from the first tap to the last, both included:
  /// `(filter - 1) * dilation + 1`.
  package var effectiveFilter: Int { (filter - 1) * dilation + 1 }

  /// The output extent of the forward convolution, or `nil` when no window
  /// fits within the padded input.
  ///
  /// Source: `GetWindowedOutputSizeVerbose` in TensorFlow's
  /// `kernel_shape_util.cc`, except that a window larger than the padded input
  /// is always refused.
  package func forwardOutput(input: Int, padding: AxisPaddingRule) -> Int? {
    switch padding {
    case .same: (input + stride - 1) / stride
    case .valid: windows(within: input)
    case .explicit(let pads): windows(within: input + pads.total)
    }
  }

  /// The pads of the forward convolution from `input` to `output` samples.
  ///
  /// A transposed convolution crops its result by these, with `input` the
  /// extent of its own output and `output` that of its value.
  package func pads(input: Int, output: Int, padding: AxisPaddingRule) -> AxisPadding {
    switch padding {
    case .same: AxisPadding(total: max(0, (output - 1) * stride + effectiveFilter - input))
    case .valid: .none
    case .explicit(let pads): pads
    }
  }

  /// The output extents that a transposed convolution of `value` samples may
  /// have: those whose forward convolution gives `value`. `nil` when there are
  /// none.
  ///
  /// With a filter of 2 taps, a stride of 2 and SAME padding, a value of 3
  /// samples has the legal outputs `5...6`.
  package func legalOutputs(value: Int, padding: AxisPaddingRule) -> ClosedRange<Int>? {
    let pads: AxisPadding
    switch padding {
    case .same:
      return value == 0 ? 0...0 : (value - 1) * stride + 1...value * stride
    case .valid: pads = .none
    case .explicit(let given): pads = given
    }
    // Division truncates towards zero, so an empty value follows from any
    // input that lacks less than two strides of a window.
    let longest = value * stride + effectiveFilter - 1 - pads.total
    let shortest = longest - (value == 0 ? 2 * stride - 2 : stride - 1)
    return longest < 0 ? nil : max(shortest, 0)...longest
  }

  /// The output extent of a transposed convolution when none is asked for.
  ///
  /// For SAME padding it is `value * stride`; otherwise the shortest that
  /// holds every tap of every input, yet no less than a stride for each, which
  /// is `(value - 1) * stride + max(effectiveFilter, stride)` less the pads.
  /// Source: `Conv2DTranspose` of Keras, with `output_padding` absent.
  package func naturalOutput(value: Int, padding: AxisPaddingRule) -> Int? {
    guard let legal = legalOutputs(value: value, padding: padding) else { return nil }
    switch padding {
    case .same: return value * stride
    case .valid, .explicit:
      let shortfall = max(0, stride - effectiveFilter)
      return value == 0 ? legal.lowerBound : min(legal.lowerBound + shortfall, legal.upperBound)
    }
  }

  private func windows(within extent: Int) -> Int? {
    extent < effectiveFilter ? nil : (extent - effectiveFilter) / stride + 1
  }
}
