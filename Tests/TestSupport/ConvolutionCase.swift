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
  }

  /// A case whose shapes, arguments and numbers follow from the seed, or `nil`
  /// when those chosen are not legal together.
  package init?(_ name: OperationName, seed: Int, data: Data = .whole) {
    var numbers = SeededGenerator(seed: UInt64(seed))
    let rank = name.spatialRank
    let draw = { (range: ClosedRange<Int>, numbers: inout SeededGenerator) in
      (0..<rank).map { _ in Int.random(in: range, using: &numbers) }
    }
    let extents = draw(1...(rank < 3 ? 6 : 3), &numbers)
    let taps = draw(1...(rank < 3 ? 5 : 3), &numbers)
    let strides = name.isAtrous ? draw(1...1, &numbers) : draw(1...4, &numbers)
    var dilations = draw(1...(numbers.pick([1, 1, 3])), &numbers)
    if name.isAtrous { dilations = Array(repeating: dilations[0], count: rank) }
    let format =
      name.isAtrous ? .nhwc : numbers.pick(DataFormat.formats(spatialRank: rank))
    let pads = (0..<rank).map { _ in
      (0..<2).map { _ in Int.random(in: 0...3, using: &numbers) }
    }
    var paddings: [(Padding, [AxisPaddingRule])] = [
      (.same, Array(repeating: .same, count: rank)),
      (.valid, Array(repeating: .valid, count: rank)),
    ]
    if name.takesExplicitPadding {
      let pairs =
        format.hasChannelsFirst ? [[0, 0], [0, 0]] + pads : [[0, 0]] + pads + [[0, 0]]
      paddings.append(
        (.explicit(pairs), pads.map { .explicit(AxisPadding(before: $0[0], after: $0[1])) }))
    }
    let (padding, rules) = numbers.pick(paddings)
    let axes = (0..<rank).map {
      ConvolutionAxis(filter: taps[$0], stride: strides[$0], dilation: dilations[$0])
    }
    let batch = numbers.pick([0, 1, 1, 2, 3])
    let groups = name.isAtrous ? 1 : numbers.pick([1, 1, 2, 3])
    let width = numbers.pick([1, 2, 3, 5])
    let multiplier = numbers.pick([1, 2])

    var outputs: [Int] = []
    var padsBefore: [Int] = []
    for (axis, (input, rule)) in zip(axes, zip(extents, rules)) {
      guard
        let output = name.isTransposed
          ? axis.legalOutputs(value: input, padding: rule).map({ numbers.pick(Array($0)) })
          : axis.forwardOutput(input: input, padding: rule)
      else { return nil }
      let ends = name.isTransposed ? (output, input) : (input, output)
      outputs.append(output)
      padsBefore.append(axis.pads(input: ends.0, output: ends.1, padding: rule).before)
    }

    let ones = Array(repeating: 1, count: 3 - rank)
    let reference = ReferenceConvolution(
      strides: ones + strides, dilations: ones + dilations,
      padsBefore: ones.map { _ in 0 } + padsBefore)
    let (inputDepth, outputDepth) =
      name.isDepthwise
      ? (name.isTransposed ? multiplier : 1, name.isTransposed ? 1 : multiplier)
      : (width, numbers.pick([1, 1, 2, 2, 3, 4, 5, 17, 35]))
    let count = name.isDepthwise ? numbers.pick([1, 3, 5, 18]) : groups
    let valueShape = [batch] + ones + extents + [inputDepth * count]
    let wide = numbers.tensor(data, Shape(valueShape))
    let filterShape =
      name.isTransposed ? [outputDepth, inputDepth * count] : [inputDepth, outputDepth * count]
    let flat = numbers.tensor(data, Shape(ones + taps + filterShape))
    let result =
      name.isTransposed
      ? reference.transposed(wide, filter: flat, outputs: ones + outputs, groups: count)
      : reference.forward(wide, filter: flat, outputs: ones + outputs, groups: count)

    let last = DataFormat.formats(spatialRank: rank)[0]
    let arrange = { (tensor: Tensor, spatial: [Int]) in
      let channels = tensor.shape.extents[4]
      let plain = tensor.viewed(
        as: Shape(last.extents(batch: batch, spatial: spatial, channels: channels)))
      return format.hasChannelsFirst ? channelsFirst(plain) : plain
    }
    value = arrange(wide, extents)
    expected = arrange(result, outputs)
    let ownShape = name.isDepthwise ? [count, multiplier] : filterShape
    filter = flat.viewed(as: Shape(taps + ownShape))
    call = ConvolutionCall(
      subject: OperationSubject(name: name, label: nil), strides: PerAxis(strides),
      padding: padding, dataFormat: format, dilations: PerAxis(dilations), threads: 1)
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
