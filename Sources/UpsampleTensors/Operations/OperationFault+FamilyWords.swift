import UpsampleBase

/// The words for what lies between convolutions.
extension OperationFault.LayerFault {
  var clause: String {
    switch self {
    case .biasShape(let shape): "bias has shape \(shape)"
    case .biasCount(let count, let channels):
      "bias has \(count) numbers, but there are \(channels) channels"
    case .slope: "alpha is not a number"
    case .slopesShape(let shape): "alpha has shape \(shape)"
    case .slopesCount(let count, let channels):
      "alpha has \(count) numbers, but there are \(channels) channels"
    case .limits(let minimum, let maximum):
      "the minimum \(minimum) is not below the maximum \(maximum)"
    }
  }

  var remedy: String {
    switch self {
    case .biasShape: "Give a tensor [channels]."
    case .biasCount: "Give one for each channel."
    case .slope: "Give a number, such as 0.2."
    case .slopesShape: "Give a tensor [channels], or of one number."
    case .slopesCount: "Give one for each channel, or one for all."
    case .limits: "Give them in ascending order."
    }
  }
}

extension OperationFault.GradientFault {
  var clause: String {
    switch self {
    case .shape(let shape, let output):
      "the output's gradient has shape \(shape), but the output \(output)"
    case .value(let value, let gradient):
      "the output's gradient of shape \(gradient) is not one for a value of shape \(value)"
    }
  }

  var remedy: String {
    switch self {
    case .shape: "Give a tensor of the output's shape."
    case .value: "Give the gradient of that value's output."
    }
  }
}

extension OperationFault.ChannelWindowFault {
  var clause: String {
    switch self {
    case .numbers(let argument, let numbers, let expected):
      "\(argument) \(numbers.echoed) is not that of a window of \(expected.max() ?? 1) channels"
    case .dilated(let dilations):
      "dilations \(dilations.echoed) were given for a window of channels"
    case .uneven(let window, let channels):
      "ksize channels \(window) does not divide the value's \(channels)"
    }
  }

  var remedy: String {
    switch self {
    case .numbers(_, _, let expected):
      "Give \(expected.echoed): a window covers channels or pixels, and windows of channels lie "
        + "side by side."
    case .dilated: "Leave dilations out."
    case .uneven(_, let channels): "Give a divisor of \(channels)."
    }
  }
}

extension OperationFault.DimensionsFault {
  var clause: String {
    switch self {
    case .axis(let axis, let shape): "axis \(axis) is none of a tensor of shape \(shape)"
    case .repeated(let axis, let axes): "axes \(axes.echoed) name dimension \(axis) twice"
    case .broadcast(let first, let second, let extent, let other):
      "shapes \(first) and \(second) do not match: \(extent) meets \(other)"
    case .noValue: "there is no value"
    case .joined(let shape, let first, _):
      "value of shape \(shape) does not fit one of shape \(first)"
    case .sum(let axis): "extents along axis \(axis) sum to more than a tensor can have"
    }
  }

  var remedy: String? {
    switch self {
    case .axis(_, let shape) where shape.rank == 0: "A tensor of one number has no axis."
    case .axis(_, let shape): "Give \(-shape.rank) to \(shape.rank - 1)."
    case .repeated: "Name each once."
    case .broadcast:
      "Extents must be equal, or one of them 1, counted from the last dimension."
    case .noValue: "Give one tensor at least."
    case .joined(_, _, let axis): "All extents must be equal but that of axis \(axis)."
    case .sum: nil
    }
  }
}

extension OperationFault.ArrangementFault {
  var clause: String {
    switch self {
    case .notPairs(let argument, let pairs, let value):
      "\(argument) \(pairs.echoed) are not \(value.rank) pairs"
    case .outOfRange(let argument, let pair): "\(argument) \(pair) are out of range"
    case .paddings(let pair, let extent, let most):
      "paddings \(pair) exceed what an extent of \(extent) has to repeat, by "
        + "\((pair.max() ?? most) - most)"
    case .crops(let pair, let extent): "crops \(pair) are more than the extent \(extent)"
    case .blockSize(let size): "block_size \(size) is out of range"
    case .blockChannels(let channels, let pixels):
      "value has \(channels) channels, which are no multiple of a block's \(pixels) pixels"
    case .blocks(let axis, let extent, let blockSize):
      "value \(axis) \(extent) is no multiple of the block size \(blockSize)"
    }
  }

  var remedy: String {
    switch self {
    case .notPairs(_, _, let value):
      "Give a pair of before and after for each dimension of the value \(value)."
    case .outOfRange: "Give 0 to \(ConvolutionAxis.limit)."
    case .paddings(_, _, let most): "Give \(most) at most, or another mode."
    case .crops(_, let extent): "Give \(extent) at most, both together."
    case .blockSize:
      "Give \(BlockCall.blockSizes.lowerBound) to \(BlockCall.blockSizes.upperBound)."
    case .blockChannels(_, let pixels): "Give a multiple of \(pixels)."
    case .blocks: "Give a divisor of all spatial extents."
    }
  }
}

extension OperationFault.ResizeFault {
  var clause: String {
    switch self {
    case .sizeCount(let size, _): "size \(size.echoed) has \(size.count) numbers"
    case .size(let size, let extent): "size \(size.echoed) has the extent \(extent)"
    case .scalesCount(let scales, _): "scales \(scales.echoed) have \(scales.count) numbers"
    case .scale(let scale): "the scale \(scale) is not a positive number"
    case .scaled(let axis, let extent, let scale):
      "the scale \(scale) of the value's \(axis) \(extent) makes no output"
    case .value(let shape, let extent):
      "value has shape \(shape), with a spatial extent of \(extent)"
    case .cubicCoefficient(let coefficient):
      "the cubic coefficient \(coefficient) is not finite"
    case .region(let region, let axes):
      "the region \(region.echoed) is not \(axes.count) pairs of finite numbers"
    case .regionNotTaken(let region, let coordinates):
      "the region \(region.echoed) was given, but \(coordinates.rawValue) heeds none"
    case .scaledRegion(let region): "the region \(region.echoed) is resized by scales"
    }
  }

  var remedy: String {
    let extents = ResizeCall.extents
    return switch self {
    case .sizeCount(_, let axes), .scalesCount(_, let axes): "Give \(axes.echoed)."
    case .size: "Give \(extents.lowerBound) to \(extents.upperBound)."
    case .scale: "Give one for each spatial axis, such as 1.5."
    case .scaled:
      "Give a scale that makes \(extents.lowerBound) to \(extents.upperBound) samples."
    case .value: "Spatial extents must be in \(extents.lowerBound)...\(extents.upperBound)."
    case .cubicCoefficient: "Give -0.5 or -0.75."
    case .region(_, let axes):
      "Give the begin and the end of \(axes.echoed), such as 0 and 1 for all of it."
    case .regionNotTaken:
      "Leave it out, or choose \(ResizeRule.Coordinates.cropAndResize.rawValue)."
    case .scaledRegion: "Give the size of the output: libraries do not agree on that of scales."
    }
  }
}
