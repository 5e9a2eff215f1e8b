import UpsampleBase

/// The words for channels and output shapes.
extension OperationFault.ChannelsFault {
  var clause: String {
    switch self {
    case .noneInValue: "value has no channels"
    case .depthwise(let filter, let value):
      "filter \(filter) is for \(filter.lastTwo.0) channels, but the value has \(value)"
    case .noMultiple(let filter, let value):
      "value has \(value) channels, which is no multiple of the filter's \(filter.lastTwo.0)"
    case .unevenGroups(let filter, let value):
      "filter has \(filter.lastTwo.1) out channels, which \(value / filter.lastTwo.0) groups of "
        + "\(filter.lastTwo.0) channels cannot share evenly"
    case .noProduct(let filter, let value):
      "value has \(value) channels, but filter \(filter) makes "
        + "\(filter.lastTwo.0) channels times multiplier \(filter.lastTwo.1)"
    case .transposed(let filter, let value, _):
      "value has \(value) channels, but filter \(filter) is for \(filter.lastTwo.1)"
    }
  }

  func remedy(_ operation: OperationName) -> String? {
    switch self {
    case .noneInValue: nil
    case .depthwise(let filter, let value):
      filter.swappedHint(operation, fits: filter.lastTwo.1 == value)
        ?? "Give a filter of the value's channels."
    case .noMultiple(let filter, let value):
      filter.swappedHint(operation, fits: filter.lastTwo.1 == value)
    case .unevenGroups(let filter, let value):
      "The value's \(value) channels make \(value / filter.lastTwo.0) groups."
    case .noProduct: "Give a value of as many channels as the product."
    case .transposed(let filter, let value, let asked):
      filter.swappedHint(
        operation,
        fits: value == filter.lastTwo.0 && asked ?? filter.lastTwo.1 == filter.lastTwo.1)
    }
  }
}

extension OperationFault.OutputShapeFault {
  var clause: String {
    switch self {
    case .rank(let shape): "output_shape is a tensor of shape \(shape)"
    case .scalar(let scalar): "output_shape holds \(scalar)"
    case .count(let extents, _, _): "output_shape \(extents.echoed) has \(extents.count) numbers"
    case .outOfRange(let extents, let extent):
      "output_shape \(extents.echoed) has the extent \(extent)"
    case .batch(let batch, let value): "output_shape batch \(batch) is not the value's \(value)"
    case .depthwiseChannels(let channels, let filter):
      "output_shape channels \(channels) are not the filter's \(filter.lastTwo.0)"
    case .channels(let channels, let filter):
      "output_shape channels \(channels) do not fit filter \(filter)"
    case .noneLegal(let axis): "no output \(axis.axis) is legal \(axis.circumstances)"
    case .extent(let extent, _, let axis):
      "output_shape \(axis.axis) \(extent) is not legal \(axis.circumstances)"
    case .tooLarge(let axis, let extent): "output \(axis) \(extent) is too large"
    }
  }

  func remedy(_ operation: OperationName) -> String? {
    switch self {
    case .rank: "It must have one dimension."
    case .scalar:
      "A tensor's extents must be whole numbers of at most \(OutputShape.largestExact)."
    case .count(_, let accepted, let dimensions):
      "Give \(alternatives(accepted)) numbers: \(dimensions.echoed)."
    case .outOfRange(_, let extent) where extent < 0:
      "No extent is inferred; leave output_shape out to have the natural one."
    case .outOfRange, .tooLarge: "No extent may exceed \(ConvolutionAxis.limit)."
    case .batch(_, let value): "Give \(value)."
    case .depthwiseChannels(let channels, let filter):
      filter.swappedHint(operation, fits: channels == filter.lastTwo.1)
        ?? "Give \(filter.lastTwo.0), or leave output_shape out."
    case .channels(_, let filter):
      "Legal channels: \(filter.lastTwo.0)"
        + (operation.takesGroups(filter: filter)
          ? ", or that times the number of groups, a divisor of the value's \(filter.lastTwo.1)."
          : ".")
    case .noneLegal: nil
    case .extent(_, let legal, let axis): "Legal \(axis.axis)s: \(legal.listed)."
    }
  }
}

extension Shape {
  /// The channels of a filter: its last dimension but one, and the last.
  fileprivate var lastTwo: (Int, Int) { (self[rank - 2], self[rank - 1]) }

  /// The hint that a filter's channels are given in the wrong order.
  fileprivate func swappedHint(_ operation: OperationName, fits: Bool) -> String? {
    guard fits, lastTwo.0 != lastTwo.1 else { return nil }
    return "The filter's layout is \(operation.filterDimensions.echoed): "
      + "it fits with its last two dimensions swapped."
  }
}

extension ClosedRange<Int> {
  /// The numbers one by one, or the range's ends when there are many.
  package var listed: String {
    count <= 8 ? map(String.init).joined(separator: ", ") : "\(lowerBound) to \(upperBound)"
  }
}
