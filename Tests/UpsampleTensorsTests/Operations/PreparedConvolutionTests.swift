import TestSupport
import Testing

@testable import UpsampleBase
@testable import UpsampleTensors

@Suite struct PreparedConvolutionTests {
  @Test(arguments: OperationName.convolutions)
  func aPreparedConvolutionHasTheBitsOfTheDefinition(name: OperationName) throws {
    for seed in 2000..<2200 {
      guard let sample = ConvolutionCase(name, seed: seed, data: .real) else { continue }
      let convolution = try sample.prepared()
      for threads in [1, 2, 7] {
        let seen = try convolution(sample.value, threads: ThreadBudget(threads: threads))
        try expectEqual(seen, sample.expected, "\(threads) threads, seed \(seed): \(sample)")
      }
    }
  }

  @Test(arguments: OperationName.convolutions)
  func onePreparationServesValuesOfAnyBatch(name: OperationName) throws {
    for seed in 2200..<2260 {
      guard let sample = ConvolutionCase(name, seed: seed, data: .real) else { continue }
      let convolution = try sample.prepared()
      for images in [0..<0, 0..<1, 0..<sample.value.shape[0]] {
        let images = images.clamped(to: 0..<sample.value.shape[0])
        let seen = try convolution(sample.value.part(images, ofDimension: 0))
        try expectEqual(
          seen, sample.expected.part(images, ofDimension: 0),
          "images \(images), seed \(seed): \(sample)")
      }
    }
  }

  /// More rows of weights than one block holds, and more than one panel.
  @Test func weightsOfSeveralBlocksAndPanelsLieInTheirPlaces() throws {
    var numbers = SeededGenerator(seed: 3)
    let value = numbers.realTensor([2, 7, 6, 130])
    let calls: [(OperationName, Shape)] = [
      (.conv2D, [3, 3, 130, 75]), (.conv2D, [3, 3, 65, 110]),
      (.transposedConv2D, [4, 3, 75, 130]),
    ]
    for (name, shape) in calls {
      let filter = numbers.realTensor(shape)
      let convolution = try Convolution(name, filter: filter, strides: 2, padding: .same)
      let expected = try convolution(value, threads: .caller)
      let seen = try convolution.prepared(for: value.shape)(value)
      try expectEqual(seen, expected, "\(name.rawValue) \(shape)")
    }
  }

  @Test func aValueMayHaveSeveralDimensionsOfBatch() throws {
    var numbers = SeededGenerator(seed: 8)
    let value = numbers.realTensor([2, 3, 6, 5, 4])
    let filter = numbers.realTensor([3, 3, 4, 7])
    let expected = try conv2D(value, filter: filter, padding: .same)
    let convolution = try Convolution(.conv2D, filter: filter, padding: .same)
      .prepared(for: [1, 6, 5, 4])
    try expectEqual(try convolution(value), expected, "batch of two dimensions")
    let lower = try convolution.rows(
      3..<6, from: value.part(2..<6, ofDimension: 2), at: 2, threads: .caller)
    try expectEqual(lower, expected.part(3..<6, ofDimension: 2), "lower half")
  }

  @Test func threadsMayShareAPreparedConvolution() async throws {
    var numbers = SeededGenerator(seed: 4)
    let values = (0..<16).map { _ in numbers.realTensor([1, 16, 16, 8]) }
    let filter = numbers.realTensor([3, 3, 8, 8])
    let convolution = try Convolution(.conv2D, filter: filter, padding: .same)
      .prepared(for: [1, 16, 16, 8])
    let threads = try ThreadBudget(threads: 2)
    try await withThrowingTaskGroup(of: (Int, Tensor).self) { group in
      for (index, value) in values.enumerated() {
        group.addTask { (index, try convolution(value, threads: threads)) }
      }
      for try await (index, seen) in group {
        let expected = try conv2D(values[index], filter: filter, padding: .same, threads: 1)
        try expectEqual(seen, expected, "value \(index)")
      }
    }
  }

  // MARK: Rows

  /// Those whose values have rows.
  private static let ofRows = OperationName.convolutions.filter { $0.spatialRank > 1 }

  @Test(arguments: ofRows)
  func stripsOfEveryHeightMakeTheWhole(name: OperationName) throws {
    for seed in 2300..<2450 {
      guard let sample = ConvolutionCase(name, seed: seed, data: .real) else { continue }
      try expectStripsMakeTheWhole(
        of: try sample.prepared(), value: sample.value, whole: sample.expected)
    }
  }

  /// The answers to both questions about rows are as wide as they can be: each
  /// row that is not in the answer needs one that is not given.
  @Test(arguments: ofRows)
  func rowsAreExactlyThoseThatTheGeometryLinks(name: OperationName) throws {
    for seed in 2450..<2550 {
      guard let sample = ConvolutionCase(name, seed: seed, data: .real) else { continue }
      let convolution = try sample.prepared()
      let (values, outputs) = (convolution.valueRowCount, convolution.outputRowCount)
      let needs = (0..<outputs).map { convolution.valueRows(reaching: $0..<$0 + 1) }
      for start in 0..<values {
        for end in start + 1...values {
          let made = convolution.outputRows(from: start..<end)
          let lacking = { (row: Int) in
            !needs[row].isEmpty && (needs[row].lowerBound < start || needs[row].upperBound > end)
          }
          #expect(!made.contains(where: lacking), "\(start)..<\(end), seed \(seed): \(sample)")
          if made.upperBound < outputs { #expect(needs[made.upperBound].upperBound > end) }
          if made.lowerBound > 0, !made.isEmpty {
            #expect(needs[made.lowerBound - 1].lowerBound < start)
          }
        }
      }
    }
  }

  @Test func layersOfStripsMakeTheWhole() throws {
    var numbers = SeededGenerator(seed: 12)
    let value = numbers.realTensor([1, 23, 9, 3])
    let first = try Convolution(
      .conv2D, filter: numbers.realTensor([5, 5, 3, 8]), padding: .same
    ).prepared(for: value.shape)
    let second = try Convolution(
      .transposedConv2D, filter: numbers.realTensor([9, 9, 2, 8]), strides: 3, padding: .same
    ).prepared(for: first.outputShape)
    let whole = try second(try first(value))
    for height in 1...23 {
      var layers = [ConvolutionRows(first), ConvolutionRows(second)]
      var seen: Tensor?
      for start in stride(from: 0, to: 23, by: height) {
        var rows = value.part(start..<min(23, start + height), ofDimension: 1)
        for layer in layers.indices { rows = try layers[layer].append(rows, threads: .caller) }
        seen = seen?.joined(with: rows, alongDimension: 1) ?? rows
      }
      try expectEqual(try #require(seen), whole, "strips of \(height)")
    }
  }

  // MARK: Refusals

  @Test func whatNoValueBearsOnIsRefusedWhenTheConvolutionIsMade() {
    let filter = Tensor(repeating: 1, shape: [2, 2, 3, 1])
    let refused: [(String, () throws -> Void)] = [
      (
        "max_pool2d: a pool is no convolution.\n"
          + "  Give an operation with a filter, such as conv2d.",
        { _ = try Convolution(.maxPool2D, filter: filter, padding: .same) }
      ),
      (
        "conv2d \"a\": strides [0] has 0 for the height.\n"
          + "  Every one of them must be in 1...2147483647.",
        { _ = try Convolution(.conv2D, filter: filter, strides: 0, padding: .same, name: "a") }
      ),
      (
        "conv2d: output_shape [1, 2] was given, but the operation takes no output_shape.",
        { _ = try Convolution(.conv2D, filter: filter, padding: .same, outputShape: [1, 2]) }
      ),
      (
        "conv2d: filter has shape [0, 2, 3, 1], without a tap.",
        {
          _ = try Convolution(
            .conv2D, filter: Tensor(repeating: 1, shape: [0, 2, 3, 1]), padding: .same)
        }
      ),
      (
        "conv2d_transpose: output_shape [1, 2, 3] has 3 numbers.\n"
          + "  Give 4 or 2 numbers: [batch, height, width, channels].",
        {
          _ = try Convolution(
            .transposedConv2D, filter: filter, padding: .same, outputShape: [1, 2, 3])
        }
      ),
      (
        "atrous_conv2d: strides [2] were given, but the operation takes no strides.",
        { _ = try Convolution(.atrousConv2D, filter: filter, strides: 2, padding: .same) }
      ),
      (
        "atrous_conv2d: dilations [1, 2] are not one number.\n  Give one, such as 2.",
        { _ = try Convolution(.atrousConv2D, filter: filter, padding: .same, dilations: [1, 2]) }
      ),
      (
        "conv3d: filter has shape [2, 2, 3, 1], of 4 dimensions.\n"
          + "  Its dimensions must be [depth, height, width, in channels, out channels].",
        { _ = try Convolution(.conv3D, filter: filter, padding: .same) }
      ),
    ]
    for (message, body) in refused { #expect(refusal(body) == message) }
  }

  @Test func whatTheShapeBearsOnIsRefusedByThePreparation() throws {
    let convolution = try Convolution(
      .conv2D, filter: Tensor(repeating: 1, shape: [4, 4, 3, 1]), padding: .valid)
    #expect(
      refusal { _ = try convolution.prepared(for: [1, 3, 9, 3]) }
        == "conv2d: filter height 4 with dilation 1 spans 4, more than the value's height 3.\n"
        + "  Give SAME padding, or a smaller filter.")
    #expect(
      refusal { _ = try convolution.prepared(for: [0, 9, 9, 3]) }
        == "conv2d: a value of shape [0, 9, 9, 3] has no image to prepare for.\n"
        + "  Give a batch of at least 1.")
    #expect(
      refusal { _ = try convolution.prepared(for: []) }
        == "conv2d: value has shape [], of 0 dimensions.\n"
        + "  Its dimensions must be [batch, height, width, channels].")
  }

  @Test func valuesAndRowsOfOtherShapesAreRefused() throws {
    let convolution = try Convolution(
      .conv2D, filter: Tensor(repeating: 1, shape: [3, 3, 1, 1]), padding: .same
    ).prepared(for: [1, 5, 4, 1])
    let strip = Tensor(repeating: 1, shape: [1, 2, 4, 1])
    let refused: [(String, () throws -> Void)] = [
      (
        "conv2d: value has shape [1, 4, 4, 1], but the convolution is prepared for values of "
          + "[1, 5, 4, 1].\n  Only the batch may be another.",
        { _ = try convolution(Tensor(repeating: 1, shape: [1, 4, 4, 1])) }
      ),
      (
        "conv2d: value has shape [1, 6, 4, 1], but the convolution is prepared for rows of "
          + "[1, 5, 4, 1].\n  Give up to 5 rows.",
        { _ = try convolution.rows(0..<1, from: Tensor(repeating: 1, shape: [1, 6, 4, 1]), at: 0) }
      ),
      (
        "conv2d: 2 rows at -1 are not among the value's 5.\n"
          + "  Give the place of the strip's first row, from 0.",
        { _ = try convolution.rows(0..<1, from: strip, at: -1) }
      ),
      (
        "conv2d: 2 rows at 9223372036854775807 are not among the value's 5.\n"
          + "  Give the place of the strip's first row, from 0.",
        { _ = try convolution.rows(0..<1, from: strip, at: .max) }
      ),
      (
        "conv2d: rows 4..<6 are not among the output's 5.\n  Ask for rows of 0..<5.",
        { _ = try convolution.rows(4..<6, from: strip, at: 3) }
      ),
      (
        "conv2d: output rows 0..<2 need rows 0..<3 of the value, but 0..<2 are given.\n"
          + "  Rows that can be computed from them: 0..<1.",
        { _ = try convolution.rows(0..<2, from: strip, at: 0) }
      ),
      (
        "conv2d: 2 rows follow 4, but the value has 5.\n  Give 1 rows at most.",
        {
          var rows = ConvolutionRows(convolution)
          for _ in 0..<3 { _ = try rows.append(strip) }
        }
      ),
      (
        "conv2d: rows of shape [2, 2, 4, 1] follow others of shape [1, 2, 4, 1].\n"
          + "  Give all strips the same batch.",
        {
          var rows = ConvolutionRows(convolution)
          _ = try rows.append(strip)
          _ = try rows.append(Tensor(repeating: 1, shape: [2, 2, 4, 1]))
        }
      ),
      (
        "ThreadBudget: threads 0 is not positive.\n  Give at least 1.",
        { _ = try ThreadBudget(threads: 0) }
      ),
    ]
    for (message, body) in refused { #expect(refusal(body) == message) }
    for place in [.min, -1, 9, .max] {
      #expect(try convolution.rows(place..<place, from: strip, at: 0).shape == [1, 0, 4, 1])
    }
    #expect(convolution.valueRows(reaching: -5 ..< .max) == 0..<5)
    #expect(convolution.outputRows(from: .min ..< -1).isEmpty)
  }
}

extension ConvolutionCase {
  /// The convolution, its weights packed once.
  fileprivate func prepared() throws -> PreparedConvolution {
    try PreparedConvolution(call, filter: filter, value: value.shape, packing: .once)
  }
}

/// Requires the rows that strips of each height give to make the whole output, bit
/// for bit, whether they come one after another or with the neighbours they need.
func expectStripsMakeTheWhole(
  of convolution: PreparedConvolution, value: Tensor, whole: Tensor
) throws {
  let format = convolution.call.dataFormat
  let dimension = format.spatialDimensions.lowerBound
  let count = value.shape[dimension]
  for height in 1...max(1, count) {
    var (rows, seen): (ConvolutionRows, Tensor?) = (ConvolutionRows(convolution), nil)
    for start in stride(from: 0, to: max(1, count), by: height) {
      let strip = value.part(start..<min(count, start + height), ofDimension: dimension)
      let made = try rows.append(strip)
      seen = seen?.joined(with: made, alongDimension: dimension) ?? made
    }
    try expectEqual(
      try #require(seen), whole,
      "strips of \(height), value \(value.shape), \(format.rawValue)")
  }
  let outputs = whole.shape[dimension]
  for start in stride(from: 0, to: outputs, by: 2) {
    let asked = start..<min(outputs, start + 3)
    let needed = convolution.valueRows(reaching: asked)
    let strip = value.part(needed, ofDimension: dimension)
    try expectEqual(
      try convolution.rows(asked, from: strip, at: needed.lowerBound),
      whole.part(asked, ofDimension: dimension), "rows \(asked), value \(value.shape)")
  }
}
