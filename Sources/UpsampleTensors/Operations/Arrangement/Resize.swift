import UpsampleBase

/// How numbers between samples follow from these.
public enum ResizeMethod: String, Hashable, Sendable, CaseIterable {
  /// The nearest sample, by the rule's rounding.
  case nearest
  /// The line between the two samples around.
  case bilinear
  /// Keys' cubic convolution of the four samples around, with the rule's coefficient.
  case bicubic
}

/// The tensor with other spatial extents, its numbers interpolated.
///
/// Each output has a place between the samples of the value, which the rule tells, and
/// weighs the samples around it. A weight of 0 takes no part, so that an infinite sample
/// changes no output that lies on another one. Nothing is smoothed beforehand: smaller
/// outputs leave samples out.
///
/// - Parameters:
///   - value: A tensor in the order of `dataFormat`, with one sample at least along each
///     spatial axis that the output has.
///   - size: The output's spatial extents, of which none is 0.
///   - method: How numbers between samples follow from these.
///   - rule: Where outputs lie between samples, in the way of a library.
///   - dataFormat: The order of the value's and the output's dimensions.
///   - name: The caller's name for the call, which appears in errors.
///   - threads: The number of threads to share the work; absent, one for each processor.
///     The output's bits do not depend on it.
/// - Returns: A tensor in the order of `dataFormat`.
/// - Throws: ``UpsampleError/request(_:)`` when an argument breaks a rule, or the output
///   does not fit into memory.
///
/// The corresponding TensorFlow operation is `tf.image.resize`.
public func resize(
  _ value: Tensor, size: [Int], method: ResizeMethod = .bilinear, rule: ResizeRule = .tensorFlow,
  dataFormat: DataFormat = .nhwc, name: String? = nil, threads: Int? = nil
) throws(UpsampleError) -> Tensor {
  let subject = OperationSubject(name: .resize, label: name)
  let threads = try threadBudget(threads, subject: subject)
  let extents = try resizedExtents(value.shape, size: size, format: dataFormat, subject: subject)
  try requireMemory(for: Shape(extents), subject: subject)
  guard !extents.contains(0) else { return Tensor(shape: Shape(extents), scalars: []) }
  try rule.check(subject: subject)
  var result = value
  for (dimension, extent) in zip(dataFormat.spatialDimensions, size).reversed() {
    let input = value.shape[dimension]
    // By every rule samples stay where they are.
    if extent == input { continue }
    try requireMemory(
      for: Shape(result.shape.extents.enumerated().map { $0 == dimension ? extent : $1 }),
      subject: subject)
    let axis = ResizeAxis(input: input, output: extent, method: method, rule: rule)
    result = axis.apply(to: result, dimension: dimension, threads: threads)
  }
  return result
}

private func resizedExtents(
  _ value: Shape, size: [Int], format: DataFormat, subject: OperationSubject
) throws(UpsampleError) -> [Int] {
  guard value.rank == format.rank else {
    throw subject.fault(
      "value has shape \(value), of \(value.rank) dimensions",
      remedy: "Its dimensions must be \(format.dimensions.echoed).")
  }
  guard size.count == format.spatialRank else {
    throw subject.fault(
      "size \(size.echoed) has \(size.count) numbers",
      remedy: "Give \(format.axes.echoed).")
  }
  let limits = 1...1 << 24
  if let extent = size.first(where: { !limits.contains($0) }) {
    throw subject.fault(
      "size \(size.echoed) has the extent \(extent)", remedy: "Give 1 to \(limits.upperBound).")
  }
  var extents = value.extents
  for (dimension, extent) in zip(format.spatialDimensions, size) {
    guard limits.contains(extents[dimension]) else {
      throw subject.fault(
        "value has shape \(value), with a spatial extent of \(extents[dimension])",
        remedy: "Spatial extents must be in 1...\(limits.upperBound).")
    }
    extents[dimension] = extent
  }
  return extents
}
