import UpsampleBase

/// The output shape that a transposed convolution was asked for, as numbers
/// that are extents.
package struct AskedOutput {
  let batch: Int?
  let spatial: [Int]
  let channels: Int?

  init(
    _ shape: OutputShape, subject: OperationSubject, format: DataFormat
  ) throws(UpsampleError) {
    let extents = try Self.extents(of: shape, subject: subject)
    let counts = Self.counts(subject: subject, format: format)
    guard counts.contains(extents.count) else {
      throw subject.fault(
        .outputShape(.count(extents, accepted: counts, dimensions: format.dimensions)))
    }
    for extent in extents where !(0...ConvolutionAxis.limit).contains(extent) {
      throw subject.fault(.outputShape(.outOfRange(extents, extent: extent)))
    }
    if extents.count == format.spatialRank {
      (batch, spatial, channels) = (nil, extents, nil)
    } else {
      batch = extents[0]
      spatial = Array(extents[format.spatialDimensions])
      channels = extents[format.channelDimension]
    }
  }

  /// The accepted lengths. Only `conv2d_transpose` takes the spatial extents
  /// alone, as in TensorFlow.
  private static func counts(subject: OperationSubject, format: DataFormat) -> [Int] {
    subject.name == .transposedConv2D ? [format.rank, format.spatialRank] : [format.rank]
  }

  package static func extents(
    of shape: OutputShape, subject: OperationSubject
  ) throws(UpsampleError) -> [Int] {
    switch shape {
    case .extents(let extents): return extents
    case .tensor(let tensor):
      guard tensor.shape.rank == 1 else {
        throw subject.fault(.outputShape(.rank(tensor.shape)))
      }
      var extents: [Int] = []
      for scalar in tensor.scalars {
        guard let extent = Int(exactly: scalar), extent.magnitude <= OutputShape.largestExact else {
          throw subject.fault(.outputShape(.scalar(scalar)))
        }
        extents.append(extent)
      }
      return extents
    }
  }
}
