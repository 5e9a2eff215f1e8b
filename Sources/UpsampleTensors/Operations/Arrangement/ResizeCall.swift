import UpsampleBase

/// A call of the operation that resizes, but for the value.
struct ResizeCall {
  let method: ResizeMethod
  let rule: ResizeRule
  let format: DataFormat
  let subject: OperationSubject
  let threads: Int?

  /// The spatial extents of what is resized and of what comes of it.
  static let extents = 1...1 << 24

  func run(_ value: Tensor, size: [Int]) throws(UpsampleError) -> Tensor {
    try requireSamples(value.shape)
    guard size.count == format.spatialRank else {
      throw subject.fault(.resize(.sizeCount(size, axes: format.axes)))
    }
    if let extent = size.first(where: { !Self.extents.contains($0) }) {
      throw subject.fault(.resize(.size(size, extent: extent)))
    }
    return try resized(value, size: size, scales: size.map { _ in nil })
  }

  func run(_ value: Tensor, scales: [Float]) throws(UpsampleError) -> Tensor {
    try requireSamples(value.shape)
    guard scales.count == format.spatialRank else {
      throw subject.fault(.resize(.scalesCount(scales, axes: format.axes)))
    }
    if let region = rule.region { throw subject.fault(.resize(.scaledRegion(region))) }
    var size: [Int] = []
    for (index, scale) in scales.enumerated() {
      guard scale > 0, scale.isFinite else { throw subject.fault(.resize(.scale(scale))) }
      let extent = value.shape[format.spatialDimensions.lowerBound + index]
      let scaled = (Float(extent) * scale).rounded(.down)
      guard scaled >= Float(Self.extents.lowerBound), scaled <= Float(Self.extents.upperBound)
      else {
        throw subject.fault(.resize(.scaled(format.axes[index], extent, scale: scale)))
      }
      size.append(Int(scaled))
    }
    return try resized(value, size: size, scales: scales)
  }

  private func requireSamples(_ value: Shape) throws(UpsampleError) {
    guard value.rank == format.rank else {
      throw subject.fault(.shape(.rank(.value, value, dimensions: format.dimensions)))
    }
    let spatial = value.extents[format.spatialDimensions]
    if let extent = spatial.first(where: { !Self.extents.contains($0) }) {
      throw subject.fault(.resize(.value(value, extent: extent)))
    }
  }

  private func resized(
    _ value: Tensor, size: [Int], scales: [Float?]
  ) throws(UpsampleError) -> Tensor {
    let threads = try threadBudget(threads, subject: subject)
    try rule.check(axes: format.axes, subject: subject)
    var extents = value.shape.extents
    extents.replaceSubrange(format.spatialDimensions, with: size)
    try requireMemory(for: Shape(extents), subject: subject)
    guard !extents.contains(0) else { return Tensor(shape: Shape(extents), scalars: []) }
    var (result, done): (Tensor, [(axis: ResizeAxis, dimension: Int)]) = (value, [])
    for (index, dimension) in format.spatialDimensions.enumerated().reversed() {
      let places = ResizePlaces<Float>(
        input: value.shape[dimension], output: size[index], scale: scales[index],
        coordinates: rule.coordinates, region: rule.region?[index])
      if places.areThoseOfTheSamples { continue }
      try requireMemory(
        for: Shape(result.shape.extents.enumerated().map { $0 == dimension ? size[index] : $1 }),
        subject: subject)
      let axis = ResizeAxis(places, method: method, rule: rule)
      result = axis.apply(to: result, dimension: dimension, threads: threads)
      done.append((axis, dimension))
    }
    for (axis, dimension) in done { axis.extrapolate(&result, dimension, rule.extrapolation) }
    return result
  }
}

extension ResizeRule {
  /// Checks the rule for a value of the given spatial axes.
  fileprivate func check(
    axes: [Dimension], subject: OperationSubject
  ) throws(UpsampleError) {
    guard cubicCoefficient.isFinite else {
      throw subject.fault(.resize(.cubicCoefficient(cubicCoefficient)))
    }
    guard let region else { return }
    guard coordinates == .cropAndResize else {
      throw subject.fault(.resize(.regionNotTaken(region, coordinates)))
    }
    let isPair = { (pair: [Float]) in pair.count == 2 && pair.allSatisfy(\.isFinite) }
    guard region.count == axes.count, region.allSatisfy(isPair) else {
      throw subject.fault(.resize(.region(region, axes: axes)))
    }
  }
}
