import UpsampleTensors

/// The samples of a value that reach an output along one axis, through operations one
/// after another.
struct ReceptiveField: Hashable {
  /// The most samples that reach one output, from the first to the last.
  private(set) var extent = 1
  /// The distance between the fields of neighbouring outputs, in samples.
  private(set) var spacing = 1.0
  private var axes: [ExplainedAxis] = []

  /// Beyond it a field is told of as endless.
  private static let limit = 1 << 40
  /// The outputs at either end that are asked whether padding reaches them.
  private static let searched = 4096

  /// Adds the operation that comes after those at hand.
  mutating func append(_ axis: ExplainedAxis) {
    axes.append(axis)
    spacing *= axis.isTransposed ? 1 / Double(axis.geometry.stride) : Double(axis.geometry.stride)
    extent = axes.reversed().reduce(1) { extent, axis in
      let (span, stride) = (axis.geometry.effectiveFilter, axis.geometry.stride)
      if axis.isTransposed { return min(Self.limit, (extent + span - 2) / stride + 1) }
      let (reach, overflow) = (extent - 1).multipliedReportingOverflow(by: stride)
      return overflow ? Self.limit : min(Self.limit, min(reach, Self.limit) + span)
    }
  }

  /// The outputs from the first on, and from the last on, that padding of some
  /// operation reaches.
  var outputsAtBorders: (first: Int, last: Int) {
    let count = axes.last?.output ?? 0
    let searched = 0..<min(count, Self.searched)
    let first = searched.first { !reachesPadding($0) } ?? searched.count
    let last = searched.first { !reachesPadding(count - 1 - $0) } ?? searched.count
    return (first, last)
  }

  /// Whether an output weighs a position beyond the samples of some operation.
  private func reachesPadding(_ output: Int) -> Bool {
    var field = output...output
    for axis in axes.reversed() {
      guard let reached = axis.inputs(of: field) else { return false }
      guard reached.lowerBound >= 0, reached.upperBound < axis.value else { return true }
      field = reached
    }
    return false
  }
}

extension ExplainedAxis {
  /// The positions of the value, from the first to the last, that some outputs weigh, in
  /// the padding too; `nil` where no tap falls on a position.
  fileprivate func inputs(of outputs: ClosedRange<Int>) -> ClosedRange<Int>? {
    let (span, stride) = (geometry.effectiveFilter, geometry.stride)
    guard isTransposed else {
      return outputs.lowerBound * stride - pads.before...outputs.upperBound * stride - pads.before
        + span - 1
    }
    let first = outputs.lowerBound + pads.before - (span - 1)
    let last = outputs.upperBound + pads.before
    let lowest = first >= 0 ? (first + stride - 1) / stride : -(-first / stride)
    return lowest <= last / stride ? lowest...last / stride : nil
  }
}
