import CKernels
import TestSupport
import Testing

@testable import UpsampleTensors

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

  @Test(arguments: ConvolutionCallTests.names)
  func everyImageIsTheSameAloneAndInItsBatch(name: OperationName) throws {
    for seed in 0..<40 {
      guard let sample = ConvolutionCase(name, seed: seed, data: .real) else { continue }
      for image in 0..<sample.value.shape[0] {
        var call = sample.call
        if case .extents(var extents) = call.outputShape, extents.count == sample.value.shape.rank {
          extents[0] = 1
          call.outputShape = .extents(extents)
        }
        let alone = try call.run(value: sample.value.image(image), filter: sample.filter)
        try expectEqual(
          alone, sample.expected.image(image), "image \(image), seed \(seed): \(sample)")
      }
    }
  }

  @Test func poolsAreTheSameForAnyNumberOfThreadsAloneAndInTheirBatch() throws {
    var numbers = SeededGenerator(seed: 9)
    let flat = numbers.realTensor([3, 23, 41, 19])
    let deep = numbers.realTensor([2, 5, 9, 11, 20])
    let pools: [(Tensor, (Tensor, Int) throws -> Tensor)] = [
      (flat, { try maxPool2D($0, ksize: 3, strides: 2, padding: .same, threads: $1) }),
      (deep, { try maxPool3D($0, ksize: 2, strides: 1, padding: .same, threads: $1) }),
      (flat, { try averagePool2D($0, ksize: 3, strides: 2, padding: .same, threads: $1) }),
      (deep, { try averagePool3D($0, ksize: 2, strides: 1, padding: .same, threads: $1) }),
      (flat, { try maxPool2D($0, ksize: [1, 1, 1, 19], padding: .valid, threads: $1) }),
    ]
    for (value, pool) in pools {
      let expected = try pool(value, 1)
      for threads in [2, 3, 7] { #expect(try pool(value, threads) == expected) }
      for image in 0..<value.shape[0] {
        #expect(try pool(value.image(image), 2) == expected.image(image))
      }
    }
  }

  @Test func anImageOfManyChannelsIsTheSameAloneAndInItsBatch() throws {
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

  /// A filter that stays in the cache is packed at once, and larger ones as they are used:
  /// here in several panels of several blocks.
  @Test(arguments: [40, 160], machineInstructions)
  func weightsHaveTheirBitsHoweverTheyArePacked(
    channels: Int, instructions: ck_instructions
  ) throws {
    var numbers = SeededGenerator(seed: 6)
    let value = numbers.realTensor([2, 9, 13, channels])
    let filter = numbers.realTensor([3, 3, channels, channels])
    let convolution = try Convolution(
      .conv2D, filter: filter, padding: .same, bias: numbers.realTensor([channels]),
      activation: .relu)
    func run(
      _ packing: PanelWeights.Packing, _ instructions: ck_instructions, threads: Int
    ) throws -> Tensor {
      try PreparedConvolution(
        convolution.call, filter: filter, value: value.shape, packing: packing,
        instructions: instructions)(value, threads: try ThreadBudget(threads: threads))
    }
    let expected = try run(.once, CK_PORTABLE, threads: 1)
    for threads in [1, 3] {
      #expect(try run(.once, instructions, threads: threads) == expected)
      #expect(try run(.asUsed, instructions, threads: threads) == expected)
    }
  }

  @Test(arguments: machineInstructions)
  func everyInstructionSetGivesTheSameBits(instructions: ck_instructions) throws {
    for name in ConvolutionCallTests.names {
      for seed in 0..<60 {
        guard let sample = ConvolutionCase(name, seed: seed, data: .real) else { continue }
        let convolution = try PreparedConvolution(
          sample.call, filter: sample.filter, value: sample.value.shape, packing: .asUsed,
          instructions: instructions)
        let seen = try convolution(sample.value, threads: .caller)
        try expectEqual(seen, sample.expected, "\(name.rawValue), seed \(seed): \(sample)")
      }
    }
  }
}

extension Tensor {
  /// One image of a batch, as a batch.
  fileprivate func image(_ index: Int) -> Tensor {
    let count = scalars.count / shape[0]
    return Tensor(
      shape: Shape([1] + shape.extents.dropFirst()),
      scalars: Array(scalars[index * count..<(index + 1) * count]))
  }
}
