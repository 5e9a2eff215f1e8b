import CKernels
import Testing

@testable import Upsample

/// Neither threads nor batch nor instruction set bear on a result's bits.
@Suite struct InvarianceTests {
  @Test(arguments: ConvolutionCallTests.names)
  func resultsAreTheSameForAnyNumberOfThreads(name: OperationName) throws {
    for seed in 0..<40 {
      guard var sample = ConvolutionCase(name, seed: seed, data: .real) else { continue }
      for threads in [2, 3, 7] {
        sample.call.threads = threads
        let seen = try sample.call.run(value: sample.value, filter: sample.filter)
        try expectEqual(seen, sample.expected, "\(threads) threads, seed \(seed): \(sample)")
      }
    }
  }

  @Test func anImageIsTheSameAloneAndInItsBatch() throws {
    var numbers = SeededGenerator(seed: 5)
    let batch = numbers.realTensor([3, 9, 7, 20])
    let filter = numbers.realTensor([3, 3, 35, 20])
    let together = try transposedConv2D(batch, filter: filter, strides: 2)
    for image in 0..<3 {
      let size = 9 * 7 * 20
      let alone = Tensor(
        shape: [1, 9, 7, 20], scalars: Array(batch.scalars[image * size..<(image + 1) * size]))
      let output = try transposedConv2D(alone, filter: filter, strides: 2)
      let part = together.scalars[image * output.scalars.count..<(image + 1) * output.scalars.count]
      #expect(output.scalars == Array(part))
    }
  }

  /// The instruction sets that this machine has.
  static let instructions = [CK_PORTABLE, CK_AVX2, CK_AVX512].filter {
    $0.rawValue <= ck_best_instructions().rawValue
  }

  @Test(arguments: instructions)
  func everyInstructionSetGivesTheSameBits(instructions: ck_instructions) throws {
    for name in ConvolutionCallTests.names {
      for seed in 0..<60 {
        guard var sample = ConvolutionCase(name, seed: seed, data: .real) else { continue }
        guard !sample.call.dataFormat.hasChannelsFirst else { continue }
        sample.call.threads = 1
        let problem = try sample.call.problem(
          value: sample.value.shape, filter: sample.filter.shape)
        let seen = problem.convolution(
          of: sample.value, filter: sample.filter, format: sample.call.dataFormat, threads: 1,
          instructions: instructions)
        try expectEqual(seen, sample.expected, "\(name.rawValue), seed \(seed): \(sample)")
      }
    }
  }
}
