/// The windows of a convolution along one axis, each over the samples that its
/// output is made of.
///
/// A forward convolution slides its window over the value, padded at the
/// borders, by a stride at a time. A transposed one slides it by one sample at
/// a time, taps in reverse order, over the value with `stride - 1` blanks
/// inserted between its samples, so that what one kind steps over, the other
/// inserts. Dilation inserts holes between the taps of either.
struct AxisWindows {
  /// What lies at a position under the windows.
  enum Sample: Hashable {
    /// The sample of the value with this index.
    case value(Int)
    /// A blank between two samples.
    case blank
    /// A blank before the first sample or after the last.
    case padding
  }

  /// A tap that meets a sample of the value.
  struct Contribution: Hashable {
    let tap: Int
    let input: Int
  }

  let axis: ExplainedAxis

  /// The positions that the value with its blanks and the windows cover. The
  /// first sample of the value has position 0.
  var positions: Range<Int> {
    let end = max(valueEnd, end(of: outputs - 1))
    return min(0, start(of: 0))..<end
  }

  /// The number of outputs, at least 1.
  var outputs: Int { axis.output }

  /// The number of positions that a window covers, holes included.
  var span: Int { axis.geometry.effectiveFilter }

  func sample(at position: Int) -> Sample {
    guard (0..<valueEnd).contains(position) else { return .padding }
    guard axis.isTransposed else { return .value(position) }
    let (input, blank) = position.quotientAndRemainder(dividingBy: axis.geometry.stride)
    return blank == 0 ? .value(input) : .blank
  }

  /// The position of a sample of the value.
  func position(of input: Int) -> Int {
    axis.isTransposed ? input * axis.geometry.stride : input
  }

  /// The position at which the window of an output begins.
  func start(of output: Int) -> Int {
    axis.isTransposed
      ? output + axis.pads.before - (span - 1)
      : output * axis.geometry.stride - axis.pads.before
  }

  /// The position after the window of an output.
  func end(of output: Int) -> Int { start(of: output) + span }

  /// The tap at a position of the window, or `nil` for a hole.
  func tap(at offset: Int) -> Int? {
    let distance = axis.isTransposed ? span - 1 - offset : offset
    let (tap, hole) = distance.quotientAndRemainder(dividingBy: axis.geometry.dilation)
    return hole == 0 ? tap : nil
  }

  /// What an output is the sum of, in ascending order of the inputs.
  func contributions(to output: Int) -> [Contribution] {
    let start = start(of: output)
    return (0..<span).compactMap { offset in
      guard let tap = tap(at: offset), case .value(let input) = sample(at: start + offset) else {
        return nil
      }
      return Contribution(tap: tap, input: input)
    }
  }

  private var valueEnd: Int {
    position(of: axis.value - 1) + 1
  }
}
