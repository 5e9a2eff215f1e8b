import Upsample
import UpsampleBase
import UpsampleTensors

/// What is known of one spatial axis of a convolution or a pool, from which the
/// rest follows or is chosen. A pool's window stands in the place of a filter.
struct AxisInference: Hashable, Sendable {
  let name: Dimension
  /// The extent of the forward convolution's output.
  var smaller: Int?
  /// The extent of the forward convolution's input.
  var larger: Int?
  var filter: Int?
  var stride: Int?
  /// The function of which the filter is made, if it is.
  var function: InterpolationFunction?
  let dilation: Int
  let rule: AxisPaddingRule
  let kind: AxisKind

  /// The strides that lead from the larger extent to the smaller one, for the
  /// filter if it is known; `nil` when there are none.
  ///
  /// - Precondition: Both extents are known.
  var legalStrides: ClosedRange<Int>? {
    guard let smaller, let larger else { preconditionFailure("both extents are known") }
    // Windows start at multiples of the stride: the last one at `slack` or
    // less, and one more would start beyond.
    let slack: Int
    switch rule {
    case .same: slack = larger - 1
    case .valid: slack = larger - span(filter ?? 1)
    case .explicit(let pads): slack = larger + pads.total - span(filter ?? 1)
    }
    guard slack >= 0 else { return nil }
    // Without a filter, one of a stride or more may take up what is left over.
    let least = rule != .same && filter == nil ? 1 : slack / smaller + 1
    let most = smaller > 1 ? slack / (smaller - 1) : ConvolutionAxis.limit
    return least <= most ? least...most : nil
  }

  /// The filter extents that lead from the larger extent to the smaller one,
  /// or, if one of these is not known, that fit; `nil` when there are none.
  func legalFilters(stride: Int) -> ClosedRange<Int>? {
    guard rule != .same, let larger else { return leastFilter...ConvolutionAxis.limit }
    var padded = larger
    if case .explicit(let pads) = rule { padded += pads.total }
    let smaller = self.smaller ?? 1
    let least =
      self.smaller == nil ? leastFilter : max(leastFilter, padded - smaller * stride + 1)
    let most = padded - (smaller - 1) * stride
    guard most >= 1 else { return nil }
    let (fewest, greatest) = ((least - 1 + dilation - 1) / dilation + 1, (most - 1) / dilation + 1)
    return fewest <= greatest ? fewest...greatest : nil
  }

  /// The least extent of a filter: every window of a pool must reach the value.
  private var leastFilter: Int {
    guard kind.isPool, case .explicit(let pads) = rule else { return 1 }
    return max(pads.before, pads.after) + 1
  }

  /// The extent of the bilinear filter for the stride, or what is legal and
  /// nearest to it. A stride of 1, for which that filter is a single tap, has
  /// 3. The window of a pool is as long as the stride.
  func suggestedFilter(stride: Int, legal: ClosedRange<Int>) -> Int {
    let suggested = kind.isPool ? stride : stride == 1 ? 3 : 2 * stride - stride % 2
    return min(max(suggested, legal.lowerBound), legal.upperBound, ConvolutionAxis.limit)
  }

  /// The axis with what was missing.
  func explained(subject: OperationSubject) throws(UpsampleError) -> ExplainedAxis {
    let stride = try inferredStride(subject: subject)
    let filter = try inferredFilter(stride: stride, subject: subject)
    let geometry = ConvolutionAxis(filter: filter, stride: stride, dilation: dilation)
    let given = smaller ?? (larger == nil ? geometry.exampleSmaller(padding: rule) : nil)
    guard
      let smaller = given
        ?? larger.flatMap({ geometry.forwardOutput(input: $0, padding: rule) })
    else {
      throw subject.fault(ExplanationFault.axis(self, .noWindow(filter: filter)))
    }
    guard smaller > 0 else {
      throw subject.fault(ExplanationFault.axis(self, .emptyOutput))
    }
    guard let larger = larger ?? inferredLarger(smaller: smaller, geometry: geometry) else {
      throw subject.fault(
        ExplanationFault.axis(
          self, .noLarger(smaller: smaller, filter: filter, stride: stride)))
    }
    return ExplainedAxis(
      name: name, geometry: geometry, rule: rule, smaller: smaller, larger: larger,
      kind: kind)
  }

  /// The argument that tells the extent of the windows.
  var window: String { kind.isPool ? "ksize" : "filter" }

  func span(_ filter: Int) -> Int { (filter - 1) * dilation + 1 }

  /// The natural extent, but of a value one that is not empty.
  private func inferredLarger(smaller: Int, geometry: ConvolutionAxis) -> Int? {
    guard let legal = geometry.legalOutputs(value: smaller, padding: rule),
      let natural = geometry.naturalOutput(value: smaller, padding: rule)
    else { return nil }
    let least = max(natural, kind == .transposed ? 0 : 1)
    return legal.contains(least) ? least : nil
  }

  private func inferredStride(subject: OperationSubject) throws(UpsampleError) -> Int {
    if let stride { return stride }
    guard let smaller, let larger else { return kind.isPool ? filter ?? 2 : 1 }
    guard let legal = legalStrides else {
      throw subject.fault(ExplanationFault.axis(self, .noStride))
    }
    if kind.isPool, let filter, legal.contains(filter) { return filter }
    return max(legal.lowerBound, min(larger / smaller, legal.upperBound))
  }

  private func inferredFilter(
    stride: Int, subject: OperationSubject
  ) throws(UpsampleError) -> Int {
    if let filter { return filter }
    if let function {
      guard stride <= ExplainedAxis.drawnLimit else {
        throw subject.fault(ExplanationFault.notSampled(function, stride: stride))
      }
      return ResamplingAxis(function, stride: stride).filterExtent
    }
    guard let legal = legalFilters(stride: stride) else {
      throw subject.fault(ExplanationFault.axis(self, .noFilter(stride: stride)))
    }
    return suggestedFilter(stride: stride, legal: legal)
  }
}

extension ConvolutionAxis {
  /// An output extent of the forward convolution that shows what it does: 3, or
  /// as many more as leave some of a transposed convolution's output within its
  /// pads, or fewer where 3 are beyond the limit.
  fileprivate func exampleSmaller(padding: AxisPaddingRule) -> Int {
    let pads = if case .explicit(let pads) = padding { pads.total } else { 0 }
    let first = padding == .same ? stride : max(effectiveFilter, stride)
    let most = max(1, (Self.limit + pads - first) / stride + 1)
    return max(min(3, most), (pads - effectiveFilter) / stride + 2)
  }
}

extension ResamplingAxis {
  /// The axis of an interpolation function that makes one sample `stride` ones.
  init(_ function: InterpolationFunction, stride: Int) {
    self.init(function, ratio: Ratio(stride, 1), inputExtent: 1, outputExtent: stride)
  }
}
