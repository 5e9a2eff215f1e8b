import CKernels
import TestSupport
import Testing

@testable import UpsampleBase
@testable import UpsampleTensors

/// Convolutions by 3x3 taps that are computed in tiles.
@Suite struct WinogradEngineTests {
  /// A layer of random numbers whose value has the given extents.
  private struct Layer {
    let value: Tensor
    let convolution: Convolution
    let direct: Convolution

    init(
      _ extents: [Int], outputs: Int, padding: Padding = .same, batch: Int = 1,
      format: DataFormat = .nhwc, activation: Activation? = .leakyRelu(alpha: 0.25),
      seed: UInt64 = 21
    ) throws {
      var numbers = SeededGenerator(seed: seed)
      let spatial = Array(extents.prefix(2))
      value = numbers.realTensor(
        Shape(format.extents(batch: batch, spatial: spatial, channels: extents[2])))
      let filter = numbers.realTensor([3, 3, extents[2], outputs])
      let bias = numbers.realTensor([outputs])
      func make(_ algorithm: ConvolutionAlgorithm) throws -> Convolution {
        try Convolution(
          .conv2D, filter: filter, padding: padding, dataFormat: format, bias: bias,
          activation: activation, algorithm: algorithm)
      }
      (convolution, direct) = (try make(.fastest), try make(.direct))
    }

    /// - Parameter columns: Those of the value that there are, if not all.
    func prepared(
      _ instructions: ck_instructions = ck_best_instructions(), for columns: Range<Int>? = nil
    ) throws -> PreparedConvolution {
      let shape = columns.map { value.part($0, ofDimension: 2).shape } ?? value.shape
      return try PreparedConvolution(
        convolution.call, filter: convolution.filter, value: shape, packing: .once,
        instructions: instructions)
    }
  }

  private static let edges = Padding.explicit([[0, 0], [5, 0], [1, 4], [0, 0]])

  /// Pictures smaller than a tile, those that end within one, and padding of every kind.
  private static func layers() throws -> [Layer] {
    var layers: [Layer] = []
    let shapes = [[1, 1, 16], [1, 7, 8], [6, 1, 24], [4, 8, 16], [9, 14, 17], [23, 6, 33]]
    for (index, shape) in shapes.enumerated() {
      let outputs = [16, 19, 36][index % 3]
      layers.append(try Layer(shape, outputs: outputs, batch: 1 + index % 2))
      layers.append(try Layer(shape, outputs: outputs, padding: edges, batch: 2))
      if shape[0] < 3 || shape[1] < 3 { continue }
      layers.append(try Layer(shape, outputs: outputs, padding: .valid, activation: .sigmoid))
    }
    layers.append(try Layer([5, 9, 16], outputs: 16, batch: 2, format: .nchw))
    return layers
  }

  @Test(arguments: machineInstructions)
  func tilesAreNearDirectSumsWithTheSameBitsOnEveryMachine(
    instructions: ck_instructions
  ) throws {
    for layer in try Self.layers() {
      let seen = try layer.prepared(instructions)(layer.value, threads: .caller)
      let direct = try layer.direct(layer.value)
      let largest = direct.scalars.reduce(1) { max($0, abs($1)) }
      #expect(seen.shape == direct.shape)
      #expect(seen != direct, "\(layer.value.shape): no tiles were computed")
      #expect(
        zip(seen.scalars, direct.scalars).allSatisfy { abs($0 - $1) <= 1e-5 * largest },
        "\(layer.value.shape) to \(direct.shape)")
      try expectEqual(
        seen, try layer.prepared(CK_PORTABLE)(layer.value), "\(layer.value.shape)")
    }
  }

  @Test func neitherThreadsNorBatchNorTheCutIntoRowsBearOnTheBits() throws {
    for layer in try Self.layers() {
      let convolution = try layer.prepared()
      let whole = try convolution(layer.value, threads: .caller)
      for threads in [2, 3, 64] {
        try expectEqual(
          try convolution(layer.value, threads: ThreadBudget(threads: threads)), whole,
          "\(threads) threads, \(layer.value.shape)")
      }
      for image in 0..<layer.value.shape[0] {
        try expectEqual(
          try convolution(layer.value.part(image..<image + 1, ofDimension: 0)),
          whole.part(image..<image + 1, ofDimension: 0), "image \(image)")
      }
      try expectEqual(try layer.convolution(layer.value), whole, "not prepared")
      try expectStripsMakeTheWhole(of: convolution, value: layer.value, whole: whole)
    }
  }

  /// A cut's outputs are those of the picture where it holds all inputs of their tiles.
  @Test(arguments: [0, 1, 2, 3, 6, 11])
  func aValueCutOutOfAWiderPictureHasItsBits(firstInput: Int) throws {
    let layer = try Layer([9, 40, 16], outputs: 16)
    let whole = try layer.convolution(layer.value)
    let inputs = firstInput..<firstInput + 21
    let cut = try Convolution(
      .conv2D, filter: layer.convolution.filter,
      padding: .explicit([[0, 0], [1, 1], [0, 0], [0, 0]]), bias: layer.convolution.call.end.bias,
      activation: layer.convolution.call.end.activation, algorithm: .fastest
    ).prepared(for: [1, 9, 21, 16], firstColumn: inputs.lowerBound + 1)
    let seen = try cut(layer.value.part(inputs, ofDimension: 2))
    let tiles = (0..<10).filter { inputs.contains($0 * 4 - 1) && inputs.contains($0 * 4 + 4) }
    #expect(tiles.count >= 4)
    let columns = tiles.first! * 4..<tiles.last! * 4 + 4
    let first = inputs.lowerBound + 1
    try expectEqual(
      seen.part(columns.lowerBound - first..<columns.upperBound - first, ofDimension: 2),
      whole.part(columns, ofDimension: 2), "cut at \(inputs)")
  }

  /// Where rows are long, weights are made anew each time, and are the same.
  @Test func aLongRowHasTheBitsOfAShortOne() throws {
    let layer = try Layer([4, 772, 8], outputs: 19)
    let whole = try layer.prepared()(layer.value, threads: ThreadBudget(threads: 3))
    let short = try layer.prepared(for: 0..<100)(layer.value.part(0..<100, ofDimension: 2))
    try expectEqual(
      short.part(0..<96, ofDimension: 2), whole.part(0..<96, ofDimension: 2), "100 of 772")
  }

  /// `G g G'`, where a row of `G` has the powers of a point over the product of its distances
  /// from the other finite ones.
  @Test(arguments: machineInstructions)
  func weightsAreThoseOfTheirDefinition(instructions: ck_instructions) throws {
    var numbers = SeededGenerator(seed: 5)
    let (channels, step) = (37, 40)
    let taps = numbers.realTensor([9, step]).scalars
    var places = [Float](repeating: .nan, count: 36 * 64)
    ck_winograd_weights(instructions, taps, step, channels, &places, 64)
    let points: [Double] = [
      0, 0.5.squareRoot(), -0.5.squareRoot(), 2.0.squareRoot(), -2.0.squareRoot(),
    ]
    var rows: [[Double]] = points.map { point in
      let others = points.filter { $0 != point }
      let distances: Double = others.reduce(1) { $0 * (point - $1) }
      return [1 / distances, point / distances, point * point / distances]
    }
    rows.append([0, 0, 1])
    for channel in 0..<channels {
      for place in 0..<36 {
        var sum = 0.0
        for tap in 0..<9 {
          let factor = rows[place / 6][tap / 3] * rows[place % 6][tap % 3]
          sum += factor * Double(taps[tap * step + channel])
        }
        let made = places[place * 64 + channel]
        #expect(abs(Double(made) - sum) <= 1e-7 * max(abs(sum), 1e-3), "\(channel), \(place)")
      }
    }
    let lanes = ck_lanes(instructions)
    for rest in channels..<(channels + lanes - 1) / lanes * lanes {
      #expect(places[rest] == 0)
    }
  }

  @Test func rowsAreLinkedByWholeTiles() throws {
    let convolution = try Layer([10, 5, 16], outputs: 16).prepared()
    #expect(convolution.valueRows(reaching: 0..<1) == 0..<5)
    #expect(convolution.valueRows(reaching: 4..<5) == 3..<9)
    #expect(convolution.valueRows(reaching: 3..<5) == 0..<9)
    #expect(convolution.valueRows(reaching: 9..<10) == 7..<10)
    #expect(convolution.valueRows(reaching: 5..<5).isEmpty)
    #expect(convolution.outputRows(from: 0..<8) == 0..<4)
    #expect(convolution.outputRows(from: 0..<9) == 0..<8)
    #expect(convolution.outputRows(from: 1..<9) == 4..<8)
    #expect(convolution.outputRows(from: 3..<10) == 4..<10)
    #expect(convolution.outputRows(from: 4..<9).isEmpty)
    #expect(convolution.outputRows(from: 0..<10) == 0..<10)
  }

  @Test func anInfinityStaysWithinTheTilesThatItReaches() throws {
    let layer = try Layer([12, 12, 16], outputs: 16, activation: nil)
    let plain = try layer.convolution(layer.value)
    for number in [Float.infinity, .nan] {
      var value = layer.value
      value[0, 5, 6, 3] = number
      let seen = try layer.convolution(value)
      for row in 0..<12 {
        for column in 0..<12 {
          let isReached = (4..<8).contains(row) && (4..<8).contains(column)
          for channel in 0..<16 {
            let (own, other) = (seen[0, row, column, channel], plain[0, row, column, channel])
            #expect(isReached ? !own.isFinite : own == other, "\(row), \(column)")
          }
        }
      }
    }
  }

  /// Where tiles do not apply or gain nothing, direct sums are computed.
  @Test func otherConvolutionsHaveTheBitsOfDirectSums() throws {
    var numbers = SeededGenerator(seed: 22)
    let value = numbers.realTensor([1, 9, 11, 16])
    func expectDirect(
      _ name: OperationName, _ filter: Shape, value: Tensor, strides: PerAxis = 1,
      dilations: PerAxis = 1, padding: Padding = .same
    ) throws {
      let filter = numbers.realTensor(filter)
      let made = try ConvolutionAlgorithm.allCases.map {
        try Convolution(
          name, filter: filter, strides: strides, padding: padding, dilations: dilations,
          algorithm: $0)(value)
      }
      try expectEqual(made[1], made[0], "\(name.rawValue) \(filter.shape)")
    }
    try expectDirect(.conv2D, [3, 3, 16, 7], value: value)
    try expectDirect(.conv2D, [3, 3, 8, 16], value: value)
    try expectDirect(.conv2D, [3, 4, 16, 16], value: value)
    try expectDirect(.conv2D, [5, 3, 16, 16], value: value)
    try expectDirect(.conv2D, [3, 3, 16, 16], value: value, strides: 2)
    try expectDirect(.conv2D, [3, 3, 16, 16], value: value, strides: [1, 2])
    try expectDirect(.conv2D, [3, 3, 16, 16], value: value, dilations: 2)
    try expectDirect(.transposedConv2D, [3, 3, 16, 16], value: value)
    try expectDirect(.atrousConv2D, [3, 3, 16, 16], value: value)
    try expectDirect(.depthwiseConv2D, [3, 3, 16, 2], value: value)
    try expectDirect(
      .conv3D, [1, 3, 3, 16, 16], value: numbers.realTensor([1, 2, 6, 7, 16]))
    // Of the dilated taps, one alone lies within so small a picture.
    try expectDirect(
      .conv2D, [3, 3, 16, 16], value: numbers.realTensor([1, 2, 2, 16]), dilations: 2,
      padding: .explicit([[0, 0], [0, 3], [0, 3], [0, 0]]))
  }
}
