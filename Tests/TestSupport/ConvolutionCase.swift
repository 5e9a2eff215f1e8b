import UpsampleTensors

/// A random convolution with its result by definition.
package struct ConvolutionCase: CustomStringConvertible {
  package var call: ConvolutionCall
  package var value: Tensor
  package var filter: Tensor
  package var expected: Tensor

  package var description: String {
    "\(call.subject.name.rawValue) value \(value.shape) filter \(filter.shape) strides "
      + "\(call.strides.values) dilations \(call.dilations.values) padding \(call.padding) "
      + "\(call.dataFormat.rawValue) output \(expected.shape)"
  }

  /// The numbers of a case's tensors.
  package enum Data {
    /// Whole ones, on which arithmetic is exact.
    case whole
    /// Real ones, in `-1...1`.
    case real
    /// Real ones, and an infinity in each tensor.
    case infinite
  }

  /// A case whose shapes, arguments and numbers follow from the seed, or `nil`
  /// when those chosen are not legal together.
  package init?(_ name: OperationName, seed: Int, data: Data = .whole) {
    var numbers = SeededGenerator(seed: UInt64(seed))
    let arguments = ConvolutionArguments(name, numbers: &numbers)
    self.init(name, arguments, data: data, numbers: &numbers)
  }

  /// A case of the given arguments, or `nil` when they are not legal together. Numbers,
  /// and the extents of a transposed convolution's output, are drawn.
  package init?(
    _ name: OperationName, _ arguments: ConvolutionArguments, data: Data,
    numbers: inout SeededGenerator
  ) {
    guard let ends = arguments.ends(name, numbers: &numbers) else { return nil }
    let rank = arguments.extents.count
    let ones = Array(repeating: 1, count: 3 - rank)
    let reference = ReferenceConvolution(
      strides: ones + arguments.strides, dilations: ones + arguments.dilations,
      padsBefore: ones.map { _ in 0 } + ends.padsBefore)
    let (groups, inputs, outputs) = (arguments.groups, arguments.inputs, arguments.outputs)
    let valueShape = [arguments.batch] + ones + arguments.extents + [inputs * groups]
    let wide = numbers.tensor(data, Shape(valueShape))
    let channels = name.isTransposed ? [outputs, inputs * groups] : [inputs, outputs * groups]
    let flat = numbers.tensor(data, Shape(ones + arguments.taps + channels))
    let result =
      name.isTransposed
      ? reference.transposed(wide, filter: flat, outputs: ones + ends.outputs, groups: groups)
      : reference.forward(wide, filter: flat, outputs: ones + ends.outputs, groups: groups)
    value = arguments.arranged(wide, spatial: arguments.extents)
    expected = arguments.arranged(result, spatial: ends.outputs)
    let own = name.isDepthwise ? [groups, max(inputs, outputs)] : channels
    filter = flat.viewed(as: Shape(arguments.taps + own))
    call = ConvolutionCall(
      subject: OperationSubject(name: name, label: nil), strides: PerAxis(arguments.strides),
      padding: arguments.padding, dataFormat: arguments.format,
      dilations: PerAxis(arguments.dilations), threads: 1)
    if name.isTransposed { call.outputShape = .extents(expected.shape.extents) }
  }
}

/// The tensor `[batch, …, channels]` as `[batch, channels, …]`, index by index.
package func channelsFirst(_ tensor: Tensor) -> Tensor {
  let extents = tensor.shape.extents
  let pixels = extents[1..<extents.count - 1].reduce(1, *)
  let channels = extents[extents.count - 1]
  var scalars: [Float] = []
  for image in 0..<extents[0] {
    for channel in 0..<channels {
      for pixel in 0..<pixels {
        scalars.append(tensor.scalars[(image * pixels + pixel) * channels + channel])
      }
    }
  }
  return Tensor(
    shape: Shape([extents[0], channels] + extents[1..<extents.count - 1]), scalars: scalars)
}
