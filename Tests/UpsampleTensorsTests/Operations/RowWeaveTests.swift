import CKernels
import TestSupport
import Testing

@testable import UpsampleTensors

/// The woven middle of wide rows has the bits of the definition.
@Suite struct RowWeaveTests {
  /// A depthwise transposed convolution, doubled or more, whose taps divide by
  /// its stride, with its result by definition.
  private struct Sample {
    let call: ConvolutionCall
    let value: Tensor
    let filter: Tensor
    let expected: Tensor

    init(channels: Int, stride: Int, tapsOfPhase: Int, numbers: inout SeededGenerator) throws {
      let (height, width) = (3, Int.random(in: 1...70, using: &numbers))
      let taps = stride * tapsOfPhase
      value = numbers.realTensor([2, height, width, channels])
      filter = numbers.realTensor([taps, taps, channels, 1])
      var call = ConvolutionCall(
        subject: OperationSubject(name: .depthwiseTransposedConv2D, label: nil),
        strides: PerAxis([stride, stride]), padding: .same, dataFormat: .nhwc,
        dilations: PerAxis([1, 1]), threads: 1)
      call.outputShape = .extents([2, height * stride, width * stride, channels])
      self.call = call
      let pad = (taps - stride) / 2
      let definition = ReferenceConvolution(
        strides: [1, stride, stride], dilations: [1, 1, 1], padsBefore: [0, pad, pad])
      expected = definition.transposed(
        value.viewed(as: [2, 1, height, width, channels]),
        filter: filter.viewed(as: [1, taps, taps, 1, channels]),
        outputs: [1, height * stride, width * stride], groups: channels
      ).viewed(as: [2, height * stride, width * stride, channels])
    }
  }

  @Test(arguments: machineInstructions)
  func wovenRowsHaveTheBitsOfTheDefinition(instructions: ck_instructions) throws {
    var numbers = SeededGenerator(seed: 41)
    var woven = 0
    for channels in 1...5 {
      for stride in 2...4 {
        for tapsOfPhase in 1...4 {
          let sample = try Sample(
            channels: channels, stride: stride, tapsOfPhase: tapsOfPhase, numbers: &numbers)
          let convolution = try PreparedConvolution(
            sample.call, filter: sample.filter, value: sample.value.shape, packing: .once,
            instructions: instructions)
          let seen = try convolution(sample.value, threads: .caller)
          let weave = sample.filter.scalars.withUnsafeBufferPointer {
            RowWeave(
              problem: convolution.problem, filter: $0.baseAddress!, instructions: instructions)
          }
          woven += weave == nil ? 0 : 1
          try expectEqual(
            seen, sample.expected,
            "\(channels) channels, stride \(stride), \(tapsOfPhase) taps of a phase, value "
              + "\(sample.value.shape)")
          try expectStripsMakeTheWhole(of: convolution, value: sample.value, whole: seen)
        }
      }
    }
    #expect(woven > 0, "no row was woven")
  }
}
