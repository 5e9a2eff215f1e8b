import UpsampleBase

/// The checks of arguments that give a number to each axis.
package struct AxisArguments {
  let subject: OperationSubject
  let format: DataFormat

  /// Reads the arguments of a call in the given data format.
  ///
  /// - Throws: A request fault when the format is not one of the operation's.
  package init(subject: OperationSubject, format: DataFormat) throws(UpsampleError) {
    guard subject.name.dataFormats.contains(format) else {
      throw subject.fault(.argument(.foreignFormat(format)))
    }
    self.subject = subject
    self.format = format
  }

  /// The numbers of the spatial axes, each of them in
  /// `1...ConvolutionAxis.limit`.
  ///
  /// - Parameter argument: What the numbers are.
  package func spatial(
    _ numbers: PerAxis, of argument: OperationArgument
  ) throws(UpsampleError) -> [Int] {
    let values = numbers.values
    guard values.count == 1 || values.count == format.spatialRank || values.count == format.rank
    else {
      let counts = Set([1, format.spatialRank, format.rank]).sorted()
      throw subject.fault(.numbers(argument, .count(values, accepted: counts)))
    }
    var spatial = values
    if values.count == 1 {
      spatial = Array(repeating: values[0], count: format.spatialRank)
    } else if values.count == format.rank {
      spatial = Array(values[format.spatialDimensions])
      for dimension in [0, format.channelDimension] where values[dimension] != 1 {
        throw subject.fault(
          .numbers(
            argument,
            .notSpatial(values, number: values[dimension], format.dimensions[dimension])))
      }
    }
    let limits = 1...ConvolutionAxis.limit
    if let index = spatial.firstIndex(where: { !limits.contains($0) }) {
      throw subject.fault(
        .numbers(argument, .outOfRange(values, number: spatial[index], format.axes[index])))
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
      throw subject.fault(.padding(.explicit(pairs)))
    }
    guard pairs.count == format.rank, pairs.allSatisfy({ $0.count == 2 }) else {
      throw subject.fault(.padding(.notPairs(pairs, format)))
    }
    for (pair, dimension) in zip(pairs, format.dimensions) {
      guard pair.allSatisfy({ (0...ConvolutionAxis.limit).contains($0) }) else {
        throw subject.fault(.padding(.outOfRange(pair, dimension)))
      }
      guard format.axes.contains(dimension) || pair == [0, 0] else {
        throw subject.fault(.padding(.notSpatial(pair, dimension)))
      }
    }
    return pairs[format.spatialDimensions].map {
      .explicit(AxisPadding(before: $0[0], after: $0[1]))
    }
  }

  /// Checks the number of a tensor's dimensions and the largest of them.
  ///
  /// - Parameter dimensions: The dimensions that it must have, as many as the data
  ///   format has.
  func requireShape(
    _ shape: Shape, of argument: OperationArgument, dimensions: @autoclosure () -> [Dimension]
  ) throws(UpsampleError) {
    guard shape.rank == format.rank else {
      throw subject.fault(.shape(.rank(argument, shape, dimensions: dimensions())))
    }
    let limits = 0...ConvolutionAxis.limit
    if let index = shape.extents.firstIndex(where: { !limits.contains($0) }) {
      throw subject.fault(.shape(.extent(argument, dimensions()[index], shape[index])))
    }
  }
}
