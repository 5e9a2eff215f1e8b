import UpsampleBase
import UpsampleTensors

/// A shape as it was given: of all dimensions, of the spatial axes alone, or
/// one extent for every spatial axis.
struct GivenShape: Hashable, Sendable {
  /// Where a dimension of the shape belongs.
  enum Form { case full, spatial, single }

  let extents: [Int]
  let form: Form
  private let spatialDimensions: Range<Int>

  /// Checks the extents of a shape.
  ///
  /// - Parameters:
  ///   - argument: The argument.
  ///   - dimensions: All dimensions in order.
  ///   - spatial: Which of these are spatial.
  ///   - least: The least spatial extent.
  init(
    _ extents: [Int], of argument: OperationArgument, dimensions: [Dimension],
    spatial: Range<Int>, least: Int, subject: OperationSubject
  ) throws(UpsampleError) {
    switch extents.count {
    case dimensions.count: form = .full
    case spatial.count: form = .spatial
    case 1: form = .single
    default:
      throw subject.fault(
        ExplanationFault.count(
          argument, extents, spatial: Array(dimensions[spatial]), dimensions: dimensions))
    }
    self.extents = extents
    spatialDimensions = spatial
    for (dimension, extent) in extents.enumerated() {
      let isSpatial = form != .full || spatial.contains(dimension)
      guard ((isSpatial ? least : 0)...ConvolutionAxis.limit).contains(extent) else {
        throw subject.fault(
          ExplanationFault.extent(argument, extents, extent: extent, least: least))
      }
    }
  }

  /// The extents of the last `count` spatial axes.
  func spatial(count: Int) -> [Int] {
    switch form {
    case .single: Array(repeating: extents[0], count: count)
    case .spatial: Array(extents.suffix(count))
    case .full: Array(extents[spatialDimensions].suffix(count))
    }
  }

  /// The extent of a dimension that is not spatial, where it was given.
  func extent(ofDimension dimension: Int) -> Int? {
    form == .full ? extents[dimension] : nil
  }
}
