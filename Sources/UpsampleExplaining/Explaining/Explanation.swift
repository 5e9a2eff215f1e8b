import UpsampleTensors

/// A convolution or a pool with everything that follows from its arguments.
///
/// ``text`` tells it in words and draws each axis.
public struct Explanation: Sendable {
  /// An argument that may be inferred.
  enum Argument: Hashable { case value, filter, filterExtents, output, strides }

  /// What the phases of a transposed convolution sum.
  enum Phases: Hashable, Sendable {
    /// The taps themselves.
    case ofFilter(PhaseSums)
    /// As many ones as there are taps.
    case coverage(PhaseSums)
  }

  let subject: OperationSubject
  let format: DataFormat
  /// The axes that are told of: the spatial ones, or only the last of them when
  /// nothing tells them apart.
  let axes: [ExplainedAxis]
  let padding: Padding
  /// The shapes of all dimensions, and of a pool's window along the spatial ones.
  let shapes: ConvolutionExtents
  /// What was not given.
  let inferred: Set<Argument>
  /// What reaches the phases of a transposed convolution, unless there are too
  /// many of them.
  let phaseSums: Phases?

  /// The operation.
  public var operation: OperationName { subject.name }
  /// The value's shape, of all dimensions.
  public var valueShape: Shape { Shape(shapes.value) }
  /// The filter's shape, of all dimensions; of a pool its window's, of the spatial
  /// ones.
  public var filterShape: Shape { Shape(shapes.filter) }
  /// The output's shape, of all dimensions.
  public var outputShape: Shape { Shape(shapes.output) }

  /// The groups of channels that are convolved apart.
  var groups: Int {
    if operation.isPool { return 1 }
    let channels = format.channelDimension
    let depth = shapes.filter[format.spatialRank]
    if operation.isDepthwise { return depth }
    return depth == 0
      ? 1 : (operation.isTransposed ? shapes.output : shapes.value)[channels] / depth
  }

  /// Whether neither value nor output was given, and these are an example.
  var isExample: Bool { inferred.isSuperset(of: [.value, .output]) }

  /// The axes, those that differ only in their names taken together.
  var distinctAxes: [[ExplainedAxis]] {
    var distinct: [[ExplainedAxis]] = []
    for axis in axes {
      if let index = distinct.firstIndex(where: { $0[0].isAlike(axis) }) {
        distinct[index].append(axis)
      } else {
        distinct.append([axis])
      }
    }
    return distinct
  }
}

/// The extents of a convolution's three tensors.
struct ConvolutionExtents: Hashable, Sendable {
  let value: [Int]
  let filter: [Int]
  let output: [Int]
}
