import UpsampleBase
import UpsampleTensors

/// The reading of an explanation's arguments, each by itself.
struct ExplanationArguments {
  let format: DataFormat
  private let call: OperationRequest
  private let checks: AxisArguments

  init(_ call: OperationRequest) throws(UpsampleError) {
    self.call = call
    format = try call.parsedFormat()
    checks = try AxisArguments(subject: call.subject, format: format)
  }

  /// The value's shape in the order of the data format.
  func value(_ given: Argument<Shape>?) throws(UpsampleError) -> GivenShape? {
    guard let given else { return nil }
    return try shape(try call.extents(given, .value), of: .value, least: 1)
  }

  /// The output's shape, which may be a tensor.
  func outputShape() throws(UpsampleError) -> GivenShape? {
    switch try call.parsedOutputShape() {
    case nil: nil
    case .some(let asked):
      // Pads may crop all of a transposed convolution's output.
      try shape(
        try AskedOutput.extents(of: asked, subject: call.subject), of: .outputShape,
        least: call.operation.isTransposed ? 0 : 1)
    }
  }

  private func shape(
    _ extents: [Int], of argument: OperationArgument, least: Int
  ) throws(UpsampleError) -> GivenShape {
    try GivenShape(
      extents, of: argument, dimensions: format.dimensions, spatial: format.spatialDimensions,
      least: least, subject: call.subject)
  }

  /// The filter's shape, or that of its taps; of a pool its window.
  func filter(_ request: ExplanationRequest) throws(UpsampleError) -> GivenShape? {
    let given: [ExplanationFault.GivenFilter] = [
      request.filter.map { .shape($0.inWords(\.extents.list)) },
      request.taps.map { .taps($0.shape) },
      request.function.map { .function($0) },
    ].compactMap { $0 }
    guard !call.operation.isPool else { return try window(insteadOf: given.first) }
    try call.requireAbsent(call.ksize, .ksize)
    guard given.count <= 1 else {
      throw call.subject.fault(ExplanationFault.twoFilters(given[0], given[1]))
    }
    let asked = try request.filter.map { shape throws(UpsampleError) in
      try call.extents(shape, .filter)
    }
    guard let extents = request.taps?.shape.extents ?? asked else { return nil }
    return try GivenShape(
      extents, of: .filter, dimensions: call.operation.filterDimensions,
      spatial: 0..<format.spatialRank, least: 1, subject: call.subject)
  }

  private func window(
    insteadOf filter: ExplanationFault.GivenFilter?
  ) throws(UpsampleError) -> GivenShape? {
    if let filter {
      throw call.subject.fault(ExplanationFault.filterOfPool(filter))
    }
    guard let numbers = try call.optionalNumbers(call.ksize, .ksize) else { return nil }
    let extents = try checks.spatial(numbers, of: .ksize)
    return try GivenShape(
      numbers.values.count == 1 ? numbers.values : extents, of: .ksize,
      dimensions: format.dimensions, spatial: format.spatialDimensions, least: 1,
      subject: call.subject)
  }

  /// The strides of all spatial axes, if they were given; 1 for atrous
  /// operations, which have none.
  func strides() throws(UpsampleError) -> [Int]? {
    if call.operation.isAtrous {
      try call.requireAbsent(call.strides, .strides)
      return Array(repeating: 1, count: format.spatialRank)
    }
    return try call.optionalNumbers(call.strides, .strides).map {
      numbers throws(UpsampleError) in try checks.spatial(numbers, of: .strides)
    }
  }

  /// The dilations of all spatial axes.
  func dilations() throws(UpsampleError) -> [Int] {
    guard call.operation.isAtrous else {
      try call.requireAbsent(call.rate, .rate)
      let numbers = try call.optionalNumbers(call.dilations, .dilations) ?? 1
      return try checks.spatial(numbers, of: .dilations)
    }
    try call.requireAbsent(call.dilations, .dilations)
    let rate = try call.numbers(try call.required(call.rate, .rate), .rate)
    guard rate.values.count == 1 else {
      throw call.subject.fault(ExplanationFault.rate(rate.values))
    }
    return try checks.spatial(rate, of: .rate)
  }

  /// Whether there is more than one pair of pads.
  var padsTellAxesApart: Bool {
    get throws(UpsampleError) {
      guard call.padding != nil, case .explicit(let pairs) = try call.parsedPadding() else {
        return false
      }
      return pairs.count > 1
    }
  }

  /// The padding, with a pair for each dimension if it is explicit. Pairs for
  /// the axes that are told of are enough.
  func padding(axisCount: Int) throws(UpsampleError) -> Padding {
    guard call.padding != nil else { return .same }
    let padding = try call.parsedPadding()
    guard case .explicit(let pairs) = padding, pairs.count == axisCount else { return padding }
    let none = Array(repeating: [0, 0], count: format.spatialRank - axisCount)
    return .explicit(format.pairs(none + pairs))
  }
}
