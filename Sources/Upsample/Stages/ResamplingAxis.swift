import UpsampleBase
import UpsampleTensors

/// One axis of a picture that is resampled by the ratio L/M: a transposed
/// convolution with stride L of which every M-th output is computed. A forward
/// convolution with stride M is that of stride 1 with the taps in reverse order.
///
/// With the position `u = j * M + paddingBefore`, output `j` is reached by the taps
/// `u mod L, u mod L + L, ...` from the inputs `u / L, u / L - 1, ...`: the
/// first tap belongs to the highest input. Inputs below 0 or from
/// `inputExtent` on lie in the border.
package struct ResamplingAxis: Hashable, Sendable {
  /// The extent of the picture before, in pixels, at least 1.
  let inputExtent: Int
  /// The extent of the picture after, in pixels, at least 1.
  let outputExtent: Int
  /// L, the stride of the transposed convolution.
  package let stride: Int
  /// M, the distance between the outputs that are computed.
  let decimation: Int
  /// The extent of the filter in taps, at least 1.
  package let filterExtent: Int
  /// The outputs that the transposed convolution crops before the first one.
  let paddingBefore: Int

  /// The most inputs that reach one output.
  package var tapsPerOutput: Int { (filterExtent + stride - 1) / stride }

  /// The number of outputs after which the same taps come again, or the number
  /// of outputs if that is smaller.
  var period: Int { min(stride, outputExtent) }

  /// The highest input that reaches an output.
  func highestInput(of output: Int) -> Int {
    position(of: output).input
  }

  /// The lowest input that reaches an output.
  func lowestInput(of output: Int) -> Int {
    highestInput(of: output) - tapsPerOutput + 1
  }

  /// The tap by which the highest input reaches an output. The next lower input
  /// does so by the tap that is ``stride`` further, if there is one.
  func firstTap(of output: Int) -> Int { position(of: output).phase }

  /// An output's position among the inputs.
  private func position(of output: Int) -> StridePosition {
    StridePosition(output * decimation + paddingBefore, stride: stride)
  }

  /// The inputs that reach a range of outputs.
  func inputs(of outputs: Range<Int>) -> Range<Int> {
    lowestInput(of: outputs.lowerBound)..<highestInput(of: outputs.upperBound - 1) + 1
  }

  /// The inputs before the first one that are read.
  var borderBefore: Int { max(0, -lowestInput(of: 0)) }

  /// The inputs beyond the last one that are read.
  var borderAfter: Int { max(0, highestInput(of: outputExtent - 1) - (inputExtent - 1)) }

  /// The taps that reach an output, in the order of the inputs that they
  /// weigh, the lowest first; `nil` where an output is reached by fewer than
  /// ``tapsPerOutput``.
  func taps(of output: Int) -> [Int?] {
    (0..<tapsPerOutput).reversed().map { step in
      let tap = firstTap(of: output) + step * stride
      return tap < filterExtent ? tap : nil
    }
  }
}

extension ResamplingAxis {
  /// The axis of an interpolation function.
  ///
  /// Pixels are squares with their values at the centres, so output `j` lies at
  /// `(j + 1/2) M / L - 1/2` in input pixels, and tap `t`, counted from the one
  /// that lies at the function's centre or just before it, at a distance of
  /// `(2t + M - L) / 2L`.
  ///
  /// Where the picture becomes smaller the function is as much wider, so that it smooths away
  /// what fewer pixels can't show.
  package init(
    _ function: InterpolationFunction, ratio: Ratio, inputExtent: Int, outputExtent: Int
  ) {
    let (stride, decimation) = (ratio.numerator, ratio.denominator)
    // The taps with |distance| < support, in integers: the support is a
    // multiple of 1/2. The box alone is not zero at the lower end.
    let reach = Int(2 * function.support) * max(stride, decimation)
    let lower = stride - decimation - reach
    let firstTap = function == .nearest ? (lower + 1) >> 1 : (lower >> 1) + 1
    let lastTap = ((stride - decimation + reach + 1) >> 1) - 1
    self.init(
      inputExtent: inputExtent, outputExtent: outputExtent, stride: stride,
      decimation: decimation, filterExtent: lastTap - firstTap + 1, paddingBefore: -firstTap)
  }

  /// The axis of a filter given by its taps: centred as SAME padding centres
  /// it, an odd tap to spare going after; a filter shorter than the stride
  /// starts at the input's own position and leaves a gap.
  package init(filterExtent: Int, ratio: Ratio, inputExtent: Int, outputExtent: Int) {
    let excess = filterExtent - ratio.numerator + ratio.denominator - 1
    self.init(
      inputExtent: inputExtent, outputExtent: outputExtent, stride: ratio.numerator,
      decimation: ratio.denominator, filterExtent: filterExtent,
      paddingBefore: max(0, excess >> 1))
  }

  /// The axis of a forward convolution. Its taps, which weigh the inputs in their order, are
  /// to be given in reverse.
  ///
  /// - Parameter padding: SAME or VALID.
  init(forward axis: ConvolutionAxis, inputExtent: Int, padding: AxisPaddingRule) {
    let output = axis.forwardOutput(input: inputExtent, padding: padding)!
    let pads = axis.pads(input: inputExtent, output: output, padding: padding)
    self.init(
      inputExtent: inputExtent, outputExtent: output, stride: 1, decimation: axis.stride,
      filterExtent: axis.filter, paddingBefore: axis.filter - 1 - pads.before)
  }

  /// The axis of the transposed convolution that leads back to the extent from which the
  /// forward convolution with SAME padding came.
  init(transposed axis: ConvolutionAxis, outputExtent: Int) {
    let input = axis.forwardOutput(input: outputExtent, padding: .same)!
    let pads = axis.pads(input: outputExtent, output: input, padding: .same)
    self.init(
      inputExtent: input, outputExtent: outputExtent, stride: axis.stride, decimation: 1,
      filterExtent: axis.filter, paddingBefore: pads.before)
  }

  /// The weights of the inputs that reach an output, ``tapsPerOutput`` of them,
  /// the lowest input's first.
  func weights(of filter: AxisFilter, output: Int) -> [Float] {
    let taps = taps(of: output)
    switch filter {
    case .taps(let weights):
      return taps.map { $0.map { weights[$0] } ?? 0 }
    case .sampled(let function):
      let values = taps.map { $0.map { function(distance(ofTap: $0) * narrowing) } ?? 0 }
      let sum = values.reduce(0, +)
      return values.map { Float($0 / sum) }
    }
  }

  /// The taps of an interpolation function, put together from the weights of its
  /// phases.
  ///
  /// Stride and decimation have no common factor, so as many outputs as the
  /// stride are of as many phases.
  ///
  /// - Precondition: Every phase has an output.
  package func taps(of function: InterpolationFunction) -> [Float] {
    precondition(outputExtent >= stride)
    var all = [Float](repeating: 0, count: filterExtent)
    for output in 0..<stride {
      for (tap, weight) in zip(taps(of: output), weights(of: .sampled(function), output: output)) {
        if let tap { all[tap] = weight }
      }
    }
    return all
  }

  /// How many output pixels an input pixel becomes, if it is fewer than one.
  private var narrowing: Double { min(1, Double(stride) / Double(decimation)) }

  /// A tap's distance from the function's centre, in input pixels.
  package func distance(ofTap tap: Int) -> Double {
    Double(2 * (tap - paddingBefore) + decimation - stride) / Double(2 * stride)
  }
}

/// The filter of one axis.
enum AxisFilter: Hashable, Sendable {
  /// An interpolation function at the exact distances, normalised so that the
  /// weights of each output sum to 1.
  case sampled(InterpolationFunction)
  /// A weight for each tap.
  case taps([Float])
}
