import TestSupport
import Testing

@testable import UpsampleTensors

@Suite struct ConvolutionCallTests {
  static let names = OperationName.convolutions

  @Test(arguments: names) func randomCasesEqualTheirDefinition(name: OperationName) throws {
    for seed in 0..<300 {
      guard let sample = ConvolutionCase(name, seed: seed) else { continue }
      let seen = try sample.call.run(value: sample.value, filter: sample.filter)
      try expectEqual(seen, sample.expected, "seed \(seed): \(sample)")
    }
  }

  /// On real numbers every rounding shows, so equality holds the sums to their
  /// documented order.
  @Test(arguments: names) func sumsHaveTheirDocumentedOrder(name: OperationName) throws {
    for seed in 1000..<1200 {
      guard let sample = ConvolutionCase(name, seed: seed, data: .real) else { continue }
      let seen = try sample.call.run(value: sample.value, filter: sample.filter)
      try expectEqual(seen, sample.expected, "seed \(seed): \(sample)")
    }
  }
}

/// Requires two tensors to be equal, and says where they first differ.
func expectEqual(_ seen: Tensor, _ expected: Tensor, _ context: String) throws {
  try #require(seen.shape == expected.shape, "\(context)")
  let differing = zip(seen.scalars, expected.scalars).enumerated().first { seen in
    seen.1.0 != seen.1.1 && !(seen.1.0.isNaN && seen.1.1.isNaN)
  }
  if let (offset, (seen, expected)) = differing {
    Issue.record("\(context)\noffset \(offset): \(seen) instead of \(expected)")
  }
}
