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
        "output_shape \(extents.echoed) has \(extents.count) numbers",
        remedy: "Give \(alternatives(counts.map(String.init))) numbers: "
          + "[\(format.dimensionNames.joined(separator: ", "))].")
    }
    for extent in extents where !(0...ConvolutionAxis.limit).contains(extent) {
      throw subject.fault(
        "output_shape \(extents.echoed) has the extent \(extent)",
        remedy: extent < 0
          ? "No extent is inferred; leave output_shape out to have the natural one."
          : "No extent may exceed \(ConvolutionAxis.limit).")
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
        throw subject.fault(
          "output_shape is a tensor of shape \(tensor.shape)",
          remedy: "It must have one dimension.")
      }
      var extents: [Int] = []
      for scalar in tensor.scalars {
        // Beyond 2^24 a 32-bit number may stand for a neighbour of the extent.
        guard let extent = Int(exactly: scalar), extent.magnitude <= 1 << 24 else {
          throw subject.fault(
            "output_shape holds \(scalar)",
            remedy: "A tensor's extents must be whole numbers of at most \(1 << 24).")
        }
        extents.append(extent)
      }
      return extents
    }
  }
}
