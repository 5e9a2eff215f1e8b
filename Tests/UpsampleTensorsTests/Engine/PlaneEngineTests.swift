import CKernels
import TestSupport
import Testing

@testable import UpsampleTensors

/// Wide convolutions into few outputs have the bits of the definition.
@Suite struct PlaneEngineTests {
  /// A convolution of a wide value that has few outputs, with its result by definition.
  private struct Sample {
    let call: ConvolutionCall
    let value: Tensor
    let filter: Tensor
    let expected: Tensor

    init?(_ name: OperationName, numbers: inout SeededGenerator) throws {
      let extents = [1, Int.random(in: 1...4, using: &numbers), numbers.pick([17, 40, 75])]
      let taps = [1, numbers.pick([1, 2, 3, 4]), numbers.pick([1, 3, 4, 6])]
      let strides = [1, numbers.pick([1, 2]), numbers.pick([1, 1, 2, 3])]
      let dilations = [1, 1, strides[2] == 1 ? numbers.pick([1, 2]) : 1]
      let (groups, inputs) = (numbers.pick([1, 1, 2]), numbers.pick([1, 3, 8]))
      let outputs = Int.random(in: 1...9, using: &numbers)
      let padding = numbers.pick([Padding.same, .valid])
      let axes = (0..<3).map {
        ConvolutionAxis(filter: taps[$0], stride: strides[$0], dilation: dilations[$0])
      }
      let rule: AxisPaddingRule = padding == .same ? .same : .valid
      var (made, pads): ([Int], [Int]) = ([], [])
      for (axis, input) in zip(axes, extents) {
        guard
          let output = name.isTransposed
            ? axis.legalOutputs(value: input, padding: rule).map({ numbers.pick(Array($0)) })
            : axis.forwardOutput(input: input, padding: rule)
        else { return nil }
        let ends = name.isTransposed ? (output, input) : (input, output)
        made.append(output)
        pads.append(axis.pads(input: ends.0, output: ends.1, padding: rule).before)
      }
      let definition = ReferenceConvolution(
        strides: strides, dilations: dilations, padsBefore: pads)
      var wide = numbers.realTensor(Shape([2] + extents + [inputs * groups]))
      wide.scalars[numbers.pick(Array(wide.scalars.indices))] = .infinity
      let channels = name.isTransposed ? [outputs, inputs * groups] : [inputs, outputs * groups]
      var flat = numbers.realTensor(Shape(taps + channels))
      flat.scalars[numbers.pick(Array(flat.scalars.indices))] = -.infinity
      let result =
        name.isTransposed
        ? definition.transposed(wide, filter: flat, outputs: made, groups: groups)
        : definition.forward(wide, filter: flat, outputs: made, groups: groups)
      expected = result.viewed(as: Shape([2] + made[1...] + [outputs * groups]))
      value = wide.viewed(as: Shape([2] + extents[1...] + [inputs * groups]))
      filter = flat.viewed(as: Shape(taps[1...] + channels))
      var call = ConvolutionCall(
        subject: OperationSubject(name: name, label: nil), strides: PerAxis(Array(strides[1...])),
        padding: padding, dataFormat: .nhwc, dilations: PerAxis(Array(dilations[1...])),
        threads: 1)
      if name.isTransposed { call.outputShape = .extents(expected.shape.extents) }
      self.call = call
    }

    var description: String {
      "\(call.subject.name.rawValue) value \(value.shape) filter \(filter.shape) strides "
        + "\(call.strides.values) dilations \(call.dilations.values) \(call.padding)"
    }
  }

  @Test(arguments: [OperationName.conv2D, .transposedConv2D], machineInstructions)
  func fewOutputsHaveTheBitsOfTheDefinition(
    name: OperationName, instructions: ck_instructions
  ) throws {
    var numbers = SeededGenerator(seed: 43)
    var planar = 0
    for _ in 0..<160 {
      guard let sample = try Sample(name, numbers: &numbers) else { continue }
      let convolution = try PreparedConvolution(
        sample.call, filter: sample.filter, value: sample.value.shape, packing: .once,
        instructions: instructions)
      let engine = sample.filter.scalars.withUnsafeBufferPointer {
        PlaneEngine(
          problem: convolution.problem, filter: $0.baseAddress!, instructions: instructions)
      }
      planar += engine == nil ? 0 : 1
      let seen = try convolution(sample.value, threads: .caller)
      try expectEqual(seen, sample.expected, sample.description)
      try expectStripsMakeTheWhole(of: convolution, value: sample.value, whole: seen)
    }
    #expect(planar > 20, "\(planar) convolutions were summed plane by plane")
  }

  /// Blanks, which no input reaches, end as the other outputs do.
  @Test(arguments: [1, 2])
  func biasAndActivationAreThoseOfTheSeparateOperations(outputs: Int) throws {
    var numbers = SeededGenerator(seed: 44)
    let value = numbers.realTensor([1, 3, 70, 5])
    let filter = numbers.realTensor([2, 2, outputs, 5])
    let bias = numbers.realTensor([outputs])
    for (stride, extents) in [(2, [1, 6, 140, outputs]), (3, [1, 8, 209, outputs])] {
      let plain = try transposedConv2D(
        value, filter: filter, outputShape: OutputShape.extents(extents), strides: PerAxis([stride])
      )
      let fused = try transposedConv2D(
        value, filter: filter, outputShape: OutputShape.extents(extents),
        strides: PerAxis([stride]),
        bias: bias, activation: .relu)
      #expect(try fused == relu(biasAdd(plain, bias: bias)))
    }
  }
}
