import Upsample
import UpsampleBase
import UpsampleTensors

/// Why a convolution or a pool can't be explained or drawn, as values.
enum ExplanationFault: FaultValues {
  /// Nothing is given from which the rest could be inferred.
  case nothingGiven(OperationName)
  /// Two filters are given.
  case twoFilters(GivenFilter, GivenFilter)
  /// A pool is given a filter.
  case filterOfPool(GivenFilter)
  /// The rate has another number of numbers than one.
  case rate([Int])
  /// A shape has another number of extents than it may have.
  case count(OperationArgument, [Int], spatial: [Dimension], dimensions: [Dimension])
  /// A shape has an extent out of range.
  case extent(OperationArgument, [Int], extent: Int, least: Int)
  /// A forward operation does not make the output asked for.
  case output([Int], made: Shape)
  /// An axis has no geometry with what is given.
  case axis(AxisInference, AxisFault)
  /// A function is asked for at a stride that it is not sampled for.
  case notSampled(InterpolationFunction, stride: Int)
  /// A pool is to be compared.
  case comparedPool
  /// Pads crop all of the output.
  case emptyAxis(Dimension)
  /// Windows or strides are too large to be drawn.
  case notDrawn(Dimension, window: Int, stride: Int)

  /// A filter, by how it was given.
  enum GivenFilter: Hashable, Sendable {
    case shape(String)
    case taps(Shape)
    case function(InterpolationFunction)
  }

  /// What is wrong with an axis.
  enum AxisFault: Hashable, Sendable {
    /// No window fits into the larger extent.
    case noWindow(filter: Int)
    /// The output asked for is that of an empty value.
    case emptyOutput
    /// No larger extent is legal beside the smaller one.
    case noLarger(smaller: Int, filter: Int, stride: Int)
    /// No stride leads from the larger extent to the smaller one.
    case noStride
    /// No filter leads from the larger extent to the smaller one.
    case noFilter(stride: Int)
  }
}

// MARK: Words

extension ExplanationFault {
  var clause: String {
    switch self {
    case .nothingGiven(let operation):
      "none of value, output_shape, \(operation.isPool ? "ksize" : "filter") and strides is given"
    case .twoFilters(let one, let other): "\(one.words) and \(other.words) are both given"
    case .filterOfPool(let filter):
      "\(filter.words) was given, but the operation takes no filter"
    case .rate(let numbers): "rate \(numbers.echoed) is not one number"
    case .count(let argument, let extents, _, _):
      "\(argument) \(extents.echoed) has \(extents.count) numbers"
    case .extent(let argument, let extents, let extent, _):
      "\(argument) \(extents.echoed) has the extent \(extent)"
    case .output(let asked, _):
      "output_shape \(asked.echoed) is not what the operation makes of its arguments"
    case .axis(let axis, let fault): fault.clause(axis)
    case .notSampled(let function, let stride):
      "\(function.rawValue) is not sampled for a stride of \(stride)"
    case .comparedPool: "a pool has no transpose and no dilations to compare it with"
    case .emptyAxis(let name): "\(name) has no output to draw"
    case .notDrawn(let name, let window, let stride):
      "\(name) is too large to draw, with a window of \(window) and a stride of \(stride)"
    }
  }

  var remedy: String? {
    let limit = ConvolutionAxis.limit
    return switch self {
    case .nothingGiven: "Give at least one of them, as `value` 1,3,3,1."
    case .twoFilters: "Give one of them."
    case .filterOfPool: "Give its window as ksize, such as 2."
    case .count(_, _, let spatial, let dimensions):
      "Give 1, \(spatial.count) or \(dimensions.count) numbers: one for every spatial axis, "
        + "\(spatial.list), or \(dimensions.list)."
    case .extent(_, _, _, let least):
      "Every spatial extent must be in \(least)...\(limit), every other one in 0...\(limit)."
    case .output(_, let made): "It makes \(made)."
    case .axis(let axis, let fault): fault.remedy(axis)
    case .notSampled:
      "The largest stride that it is sampled for is \(ExplainedAxis.drawnLimit)."
    case .comparedPool: "Compare a convolution, such as conv2d."
    case .notDrawn: "Windows and strides of up to \(ExplainedAxis.drawnLimit) are drawn."
    case .rate, .emptyAxis: nil
    }
  }
}

extension ExplanationFault.AxisFault {
  fileprivate func clause(_ axis: AxisInference) -> String {
    let (name, window) = (axis.name, axis.window)
    let (larger, smaller) = (axis.larger ?? 0, axis.smaller ?? 0)
    let padding = "\(axis.rule) padding"
    return switch self {
    case .noWindow(let filter) where axis.kind.isPool:
      "no window fits: \(window) \(name) \(filter) exceeds \(name) \(larger) with its padding"
    case .noWindow(let filter):
      "no window fits: \(window) \(name) \(filter) with dilation \(axis.dilation) spans "
        + "\(axis.span(filter)), more than \(name) \(larger) with its padding"
    case .emptyOutput: "output_shape \(name) 0 is that of an empty value alone"
    case .noLarger(let smaller, let filter, let stride):
      "no \(name) is legal beside a \(name) of \(smaller), \(window) \(filter), "
        + "stride \(stride) and \(padding)"
    case .noStride:
      "no stride leads from \(name) \(larger) to \(name) \(smaller) with \(padding)"
        + (axis.filter.map { " and \(window) \(name) \($0)" } ?? "")
    case .noFilter(let stride):
      "no \(window) \(name) leads from \(name) \(larger) to \(name) \(smaller) with "
        + "stride \(stride) and \(padding)"
    }
  }

  fileprivate func remedy(_ axis: AxisInference) -> String? {
    switch self {
    case .noWindow: "Give SAME padding, or a smaller \(axis.window)."
    case .emptyOutput:
      "Give explicit padding that crops all of the output, or a longer output_shape."
    case .noLarger, .noStride, .noFilter: nil
    }
  }
}

extension ExplanationFault.GivenFilter {
  fileprivate var words: String {
    switch self {
    case .shape(let text): "filter \(text.echoed)"
    case .taps(let shape): "taps of shape \(shape)"
    case .function(let function): "kernel \(function.rawValue)"
    }
  }
}

extension [Dimension] {
  fileprivate var list: String { map(\.rawValue).joined(separator: ", ") }
}
