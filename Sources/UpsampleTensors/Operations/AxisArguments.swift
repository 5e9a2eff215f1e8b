import UpsampleBase

/// The checks of arguments that give a number to each axis.
package struct AxisArguments {
  let subject: OperationSubject
  let format: DataFormat

  /// Reads the arguments of a call in the given data format.
  ///
  /// - Throws: A request fault when the format is not one of the operation's.
  package init(subject: OperationSubject, format: DataFormat) throws(UpsampleError) {
    let name = subject.name
    guard format.spatialRank == name.spatialRank, format == .nhwc || !name.isAtrous else {
      let formats = DataFormat.formats(spatialRank: name.spatialRank)
      let accepted = name.isAtrous ? [.nhwc] : formats
      throw subject.fault(
        "data_format \(format.rawValue) is not one of the operation's",
        remedy: "Give \(alternatives(accepted.map(\.rawValue))).")
    }
    self.subject = subject
    self.format = format
  }

  /// The numbers of the spatial axes, each of them in
  /// `1...ConvolutionAxis.limit`.
  ///
  /// - Parameter argument: What the numbers are, as a plural: `strides`.
  package func spatial(_ numbers: PerAxis, of argument: String) throws(UpsampleError) -> [Int] {
    let values = numbers.values
    guard values.count == 1 || values.count == format.spatialRank || values.count == format.rank
    else {
      let counts = [1, format.spatialRank, format.rank]
      throw subject.fault(
        "\(argument) \(values.echoed) has \(values.count) numbers",
        remedy: "Give \(alternatives(counts.map(String.init))) numbers.")
    }
    var spatial = values
    if values.count == 1 {
      spatial = Array(repeating: values[0], count: format.spatialRank)
    } else if values.count == format.rank {
      spatial = Array(values[format.spatialDimensions])
      for dimension in [0, format.channelDimension] where values[dimension] != 1 {
        throw subject.fault(
          "\(argument) \(values.echoed) has \(values[dimension]) for the "
            + format.dimensionNames[dimension],
          remedy: "Only spatial axes take \(argument); batch and channels must have 1.")
      }
    }
    let limits = 1...ConvolutionAxis.limit
    if let index = spatial.firstIndex(where: { !limits.contains($0) }) {
      throw subject.fault(
        "\(argument) \(values.echoed) has \(spatial[index]) for the \(format.spatialNames[index])",
        remedy: "Every one of them must be in 1...\(ConvolutionAxis.limit).")
    }
    return spatial
  }

  /// How each spatial axis is padded.
  package func rules(of padding: Padding) throws(UpsampleError) -> [AxisPaddingRule] {
    switch padding {
    case .same: return Array(repeating: .same, count: format.spatialRank)
    case .valid: return Array(repeating: .valid, count: format.spatialRank)
    case .explicit(let pairs): return try rules(ofPairs: pairs)
    }
  }

  private func rules(ofPairs pairs: [[Int]]) throws(UpsampleError) -> [AxisPaddingRule] {
    guard subject.name.takesExplicitPadding else {
      throw subject.fault("padding \(pairs.echoed) is explicit", remedy: "Give SAME or VALID.")
    }
    guard pairs.count == format.rank, pairs.allSatisfy({ $0.count == 2 }) else {
      throw subject.fault(
        "padding \(pairs.echoed) is not \(format.rank) pairs",
        remedy: "Give a pair of before and after for each dimension of \(format.rawValue).")
    }
    for (pair, dimension) in zip(pairs, format.dimensionNames) {
      let spatial = format.spatialNames.contains(dimension)
      guard pair.allSatisfy({ (0...ConvolutionAxis.limit).contains($0) }) else {
        throw subject.fault(
          "padding \(pair) of the \(dimension) is out of range",
          remedy: "A pad must be in 0...\(ConvolutionAxis.limit).")
      }
      guard spatial || pair == [0, 0] else {
        throw subject.fault(
          "padding \(pair) pads the \(dimension)",
          remedy: "Only spatial axes are padded; batch and channels must have 0,0.")
      }
    }
    return pairs[format.spatialDimensions].map {
      .explicit(AxisPadding(before: $0[0], after: $0[1]))
    }
  }

  /// Checks the number of a tensor's dimensions and the largest of them.
  ///
  /// - Parameter dimensions: The names of the dimensions that it must have, as many
  ///   as the data format has.
  func requireShape(
    _ shape: Shape, of argument: String, dimensions: @autoclosure () -> [String]
  ) throws(UpsampleError) {
    guard shape.rank == format.rank else {
      let dimensions = dimensions()
      throw subject.fault(
        "\(argument) has shape \(shape), of \(shape.rank) dimensions",
        remedy: "Its dimensions must be [\(dimensions.joined(separator: ", "))].")
    }
    let limits = 0...ConvolutionAxis.limit
    if let index = shape.extents.firstIndex(where: { !limits.contains($0) }) {
      let extent = shape[index]
      throw subject.fault(
        "\(argument) \(dimensions()[index]) \(extent) is \(extent < 0 ? "negative" : "too large")",
        remedy: extent < 0
          ? "No tensor has such a shape." : "No extent may exceed \(ConvolutionAxis.limit).")
    }
  }
}
