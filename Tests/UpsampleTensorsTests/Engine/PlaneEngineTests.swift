import CKernels
import TestSupport
import Testing

@testable import UpsampleBase
@testable import UpsampleTensors

/// Wide convolutions into few outputs have the bits of the definition.
@Suite struct PlaneEngineTests {
  /// Lines are padded where all weights are finite, and not where one is infinite.
  @Test(arguments: [OperationName.conv2D, .transposedConv2D], machineInstructions)
  func fewOutputsHaveTheBitsOfTheDefinition(
    name: OperationName, instructions: ck_instructions
  ) throws {
    var numbers = SeededGenerator(seed: 43)
    var planar = 0
    for index in 0..<320 {
      let arguments = ConvolutionArguments(wideWithFewOutputs: &numbers)
      let data = index % 2 == 0 ? ConvolutionCase.Data.infinite : .real
      guard let sample = ConvolutionCase(name, arguments, data: data, numbers: &numbers)
      else { continue }
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
    #expect(planar > 30, "\(planar) convolutions were summed plane by plane")
  }

  /// Two rows of a transposed convolution are summed at once where their numbers allow it: not
  /// at edges, nor where a strip begins with the second of them.
  @Test(arguments: [1, 2], machineInstructions)
  func pairsOfRowsHaveTheBitsOfTheDefinition(
    groups: Int, instructions: ck_instructions
  ) throws {
    var numbers = SeededGenerator(seed: 45)
    for (taps, height) in [(2, 5), (3, 4), (4, 1), (6, 7), (9, 6), (9, 2)] {
      var arguments = ConvolutionArguments(wideWithFewOutputs: &numbers)
      (arguments.extents, arguments.taps) = ([height, 40], [taps, taps])
      (arguments.strides, arguments.dilations) = ([2, 2], [1, 1])
      (arguments.groups, arguments.inputs, arguments.outputs) = (groups, 3, 1)
      let sample = try #require(
        ConvolutionCase(.transposedConv2D, arguments, data: .real, numbers: &numbers))
      let convolution = try PreparedConvolution(
        sample.call, filter: sample.filter, value: sample.value.shape, packing: .once,
        instructions: instructions)
      #expect(RowPair(phases: convolution.problem.phases.height) != nil)
      for threads in [1, 3] {
        let seen = try convolution(sample.value, threads: ThreadBudget(threads: threads))
        try expectEqual(seen, sample.expected, "\(sample), \(threads) threads")
      }
      try expectStripsMakeTheWhole(
        of: convolution, value: sample.value, whole: sample.expected)
    }
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
