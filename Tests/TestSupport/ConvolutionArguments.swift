import UpsampleTensors

/// What a convolution of a case is asked.
package struct ConvolutionArguments {
  package var extents: [Int]
  package var taps: [Int]
  package var strides: [Int]
  package var dilations: [Int]
  package var padding: Padding
  /// The padding of each axis.
  package var rules: [AxisPaddingRule]
  package var format: DataFormat
  package var batch: Int
  package var groups: Int
  /// The input channels and the output channels of each group.
  package var inputs: Int
  package var outputs: Int

  /// Arguments of few small extents, of any kind that the operation takes.
  init(_ name: OperationName, numbers: inout SeededGenerator) {
    let rank = name.spatialRank
    let draw = { (range: ClosedRange<Int>, numbers: inout SeededGenerator) in
      (0..<rank).map { _ in Int.random(in: range, using: &numbers) }
    }
    extents = draw(1...(rank < 3 ? 6 : 3), &numbers)
    taps = draw(1...(rank < 3 ? 5 : 3), &numbers)
    strides = name.isAtrous ? draw(1...1, &numbers) : draw(1...4, &numbers)
    dilations = draw(1...(numbers.pick([1, 1, 3])), &numbers)
    if name.isAtrous { dilations = Array(repeating: dilations[0], count: rank) }
    format = name.isAtrous ? .nhwc : numbers.pick(DataFormat.formats(spatialRank: rank))
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
    (padding, rules) = numbers.pick(paddings)
    batch = numbers.pick([0, 1, 1, 2, 3])
    let ownGroups = name.isAtrous ? 1 : numbers.pick([1, 1, 2, 3])
    let width = numbers.pick([1, 2, 3, 5])
    let multiplier = numbers.pick([1, 2])
    if name.isDepthwise {
      (inputs, outputs) = name.isTransposed ? (multiplier, 1) : (1, multiplier)
      groups = numbers.pick([1, 3, 5, 18])
    } else {
      (inputs, outputs) = (width, numbers.pick([1, 1, 2, 2, 3, 4, 5, 17, 35]))
      groups = ownGroups
    }
  }

  /// Arguments of a wide value of two axes that has few outputs.
  package init(wideWithFewOutputs numbers: inout SeededGenerator) {
    extents = [Int.random(in: 1...4, using: &numbers), numbers.pick([17, 40, 75])]
    taps = [numbers.pick([1, 2, 3, 4]), numbers.pick([1, 3, 4, 6])]
    strides = [numbers.pick([1, 2]), numbers.pick([1, 1, 2, 3])]
    dilations = [1, strides[1] == 1 ? numbers.pick([1, 2]) : 1]
    (groups, inputs) = (numbers.pick([1, 1, 2]), numbers.pick([1, 3, 8]))
    outputs = Int.random(in: 1...9, using: &numbers)
    padding = numbers.pick([Padding.same, .valid])
    rules = Array(repeating: padding == .same ? .same : .valid, count: 2)
    (format, batch) = (.nhwc, 2)
  }

  /// The extents of the output, those of a transposed convolution drawn from the legal
  /// ones, and the pads before each axis; `nil` where there is no output.
  func ends(
    _ name: OperationName, numbers: inout SeededGenerator
  ) -> (outputs: [Int], padsBefore: [Int])? {
    var (outputs, padsBefore): ([Int], [Int]) = ([], [])
    for index in extents.indices {
      let axis = ConvolutionAxis(
        filter: taps[index], stride: strides[index], dilation: dilations[index])
      let (input, rule) = (extents[index], rules[index])
      guard
        let output = name.isTransposed
          ? axis.legalOutputs(value: input, padding: rule).map({ numbers.pick(Array($0)) })
          : axis.forwardOutput(input: input, padding: rule)
      else { return nil }
      let ends = name.isTransposed ? (output, input) : (input, output)
      outputs.append(output)
      padsBefore.append(axis.pads(input: ends.0, output: ends.1, padding: rule).before)
    }
    return (outputs, padsBefore)
  }

  /// A tensor of five dimensions, channels last, in the order of the format.
  func arranged(_ tensor: Tensor, spatial: [Int]) -> Tensor {
    let last = DataFormat.formats(spatialRank: spatial.count)[0]
    let channels = tensor.shape.extents[4]
    let plain = tensor.viewed(
      as: Shape(last.extents(batch: batch, spatial: spatial, channels: channels)))
    return format.hasChannelsFirst ? channelsFirst(plain) : plain
  }
}
