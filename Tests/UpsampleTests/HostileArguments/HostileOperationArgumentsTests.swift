import Testing

@testable import UpsampleBase
@testable import UpsampleTensors

/// Whatever a tensor operation is given, it returns or throws: a trap ends the tests.
@Suite struct HostileOperationArgumentsTests {
  /// Shapes of ranks 0 to 9, with extents and without, also of extents beyond all memory
  /// beside a zero.
  private static let shapes: [Shape] =
    (0...9).map { Shape(Array(repeating: 2, count: $0)) }
    + (1...9).map { Shape(Array(repeating: 0, count: $0)) }
    + [
      [0, .max, .max, 2], [.max, .max, 2, 2, 0], [1, 0, 3, 2], [1, 3, 3, 0], [2, 2, 0, 2],
      [0, 1 << 31, 3, 2], [1, .max, 0, 1, 2],
    ]

  /// Arguments of a 2-D call, changed into others one at a time.
  private struct Arguments {
    var value = Tensor(repeating: 1, shape: [1, 3, 3, 2])
    var filter = Tensor(repeating: 1, shape: [2, 2, 2, 2])
    var numbers: PerAxis = 2
    var dilations: PerAxis = 1
    var padding = Padding.same
    var format: DataFormat?
    var outputShape: OutputShape?
    var rate = 2
    var threads: Int?
  }

  private static func arguments(for operation: OperationName) -> Arguments {
    var arguments = Arguments()
    if operation.spatialRank == 1 {
      arguments.value = Tensor(repeating: 1, shape: [1, 3, 2])
      arguments.filter = Tensor(repeating: 1, shape: [2, 2, 2])
    }
    if operation.spatialRank == 3 {
      arguments.value = Tensor(repeating: 1, shape: [1, 3, 3, 3, 2])
      arguments.filter = Tensor(repeating: 1, shape: [2, 2, 2, 2, 2])
    }
    if operation == .depthwiseTransposedConv2D {
      arguments.value = Tensor(repeating: 1, shape: [1, 3, 3, 4])
    }
    return arguments
  }

  private static func run(_ operation: OperationName, _ a: Arguments) throws -> Tensor {
    let format = a.format ?? DataFormat.formats(spatialRank: operation.spatialRank)[0]
    switch operation {
    case .conv1D:
      return try conv1D(
        a.value, filter: a.filter, strides: a.numbers, padding: a.padding, dataFormat: format,
        dilations: a.dilations, threads: a.threads)
    case .transposedConv1D:
      return try transposedConv1D(
        a.value, filter: a.filter, outputShape: a.outputShape, strides: a.numbers,
        padding: a.padding, dataFormat: format, dilations: a.dilations, threads: a.threads)
    case .conv2D:
      return try conv2D(
        a.value, filter: a.filter, strides: a.numbers, padding: a.padding, dataFormat: format,
        dilations: a.dilations, threads: a.threads)
    case .conv3D:
      return try conv3D(
        a.value, filter: a.filter, strides: a.numbers, padding: a.padding, dataFormat: format,
        dilations: a.dilations, threads: a.threads)
    case .depthwiseConv2D:
      return try depthwiseConv2D(
        a.value, filter: a.filter, strides: a.numbers, padding: a.padding, dataFormat: format,
        dilations: a.dilations, threads: a.threads)
    case .transposedConv2D:
      return try transposedConv2D(
        a.value, filter: a.filter, outputShape: a.outputShape, strides: a.numbers,
        padding: a.padding, dataFormat: format, dilations: a.dilations, threads: a.threads)
    case .transposedConv3D:
      return try transposedConv3D(
        a.value, filter: a.filter, outputShape: a.outputShape, strides: a.numbers,
        padding: a.padding, dataFormat: format, dilations: a.dilations, threads: a.threads)
    case .depthwiseTransposedConv2D:
      return try depthwiseTransposedConv2D(
        a.value, filter: a.filter, outputShape: a.outputShape, strides: a.numbers,
        padding: a.padding, dataFormat: format, dilations: a.dilations, threads: a.threads)
    case .atrousConv2D:
      return try atrousConv2D(
        a.value, filter: a.filter, rate: a.rate, padding: a.padding, threads: a.threads)
    case .atrousTransposedConv2D:
      return try atrousTransposedConv2D(
        a.value, filter: a.filter, outputShape: a.outputShape, rate: a.rate, padding: a.padding,
        threads: a.threads)
    case .maxPool2D:
      return try maxPool2D(
        a.value, ksize: a.numbers, strides: a.dilations, padding: a.padding, dataFormat: format,
        threads: a.threads)
    case .maxPool3D:
      return try maxPool3D(
        a.value, ksize: a.numbers, strides: a.dilations, padding: a.padding, dataFormat: format,
        dilations: a.dilations, threads: a.threads)
    case .averagePool2D:
      return try averagePool2D(
        a.value, ksize: a.numbers, strides: a.dilations, padding: a.padding, dataFormat: format,
        dilations: a.dilations, threads: a.threads)
    case .averagePool3D:
      return try averagePool3D(
        a.value, ksize: a.numbers, strides: a.dilations, padding: a.padding, dataFormat: format,
        threads: a.threads)
    default: preconditionFailure("neither a convolution nor a pool")
    }
  }

  /// Whether a call returned; what it throws is a request fault.
  @discardableResult
  private func returns(_ operation: OperationName, _ arguments: Arguments) -> Bool {
    do {
      _ = try Self.run(operation, arguments)
      return true
    } catch {
      guard case UpsampleError.request = error else {
        Issue.record("\(operation): \(error)")
        return false
      }
      #expect("\(error)".count < 1000, "\(operation)")
      return false
    }
  }

  @Test(arguments: OperationName.windowed) func anyRankIsTakenOrRefused(_ operation: OperationName)
  {
    for value in Self.shapes {
      for filter in Self.shapes {
        var arguments = Self.arguments(for: operation)
        arguments.value = Tensor(repeating: 1, shape: value)
        arguments.filter = Tensor(repeating: 1, shape: filter)
        returns(operation, arguments)
      }
    }
  }

  @Test(arguments: OperationName.windowed) func anyThreadsAreTakenOrRefused(
    _ operation: OperationName
  ) throws {
    var arguments = Self.arguments(for: operation)
    let expected = try Self.run(operation, arguments)
    for threads in [1, 1000, .max - 1, .max] {
      arguments.threads = threads
      #expect(try Self.run(operation, arguments) == expected, "\(threads)")
    }
    for threads in [Int.min, -1, 0] {
      arguments.threads = threads
      #expect(!returns(operation, arguments), "\(threads)")
    }
  }

  @Test(arguments: OperationName.windowed) func anyNumbersAreTakenOrRefused(
    _ operation: OperationName
  ) {
    let hostile = hostileNumbers.filter { $0 < 1 || $0 > 1 << 30 }
    let lists: [[Int]] =
      hostile.flatMap { [[$0], [$0, $0], [2, $0], [1, $0, $0, 1], [$0, $0, $0]] }
      + (0...9).map { Array(repeating: 1, count: $0) } + [Array(repeating: 7, count: 20_000)]
    for list in lists {
      for format in [nil] + DataFormat.allCases {
        var arguments = Self.arguments(for: operation)
        arguments.format = format
        arguments.numbers = PerAxis(list)
        returns(operation, arguments)
        arguments.dilations = PerAxis(list)
        returns(operation, arguments)
        arguments.outputShape = .extents(list)
        returns(operation, arguments)
        arguments.rate = list.last ?? 0
        returns(operation, arguments)
      }
    }
  }

  @Test(arguments: OperationName.windowed) func anyPaddingIsTakenOrRefused(
    _ operation: OperationName
  ) {
    let pairs: [[Int]] = hostileNumbers.map { [$0, $0] } + [[], [1], [1, 2, 3], [1, 0]]
    for pair in pairs {
      for count in 0...9 {
        var arguments = Self.arguments(for: operation)
        arguments.padding = .explicit(Array(repeating: pair, count: count))
        returns(operation, arguments)
        arguments.padding = .explicit([[0, 0], pair, pair, [0, 0]])
        returns(operation, arguments)
      }
    }
    var arguments = Self.arguments(for: operation)
    arguments.padding = .explicit(Array(repeating: Array(repeating: 7, count: 9), count: 20_000))
    #expect(!returns(operation, arguments))
  }

  @Test func anyOutputShapeTensorIsTakenOrRefused() {
    let scalars: [[Float]] = [
      [], [.nan, 1, 1, 1], [.infinity, 6, 6, 2], [1, -.infinity, 6, 2], [1, 6, 6, 2],
      [1, 5.5, 6, 2],
      [1, 1e30, 6, 2], [-1, -6, 6, 2], [6, 6], [-0, 6, 6, 2],
    ]
    for scalars in scalars {
      var arguments = Arguments()
      arguments.outputShape = .tensor(Tensor(shape: [scalars.count], scalars: scalars))
      returns(.transposedConv2D, arguments)
      returns(.depthwiseTransposedConv2D, arguments)
    }
    for shape in Self.shapes where shape.rank != 1 {
      var arguments = Arguments()
      arguments.outputShape = .tensor(Tensor(repeating: 1, shape: shape))
      #expect(!returns(.transposedConv2D, arguments), "\(shape)")
    }
  }

  @Test func operationsOfAnyShapesAreCountedOrRefused() {
    let numbers = [Int.min, -1, 0, 1, 3, Int(Int32.max), .max]
    for operation in OperationName.windowed {
      var request = OperationRequest(operation)
      request.padding = "SAME"
      request.ksize = operation.isPool ? "2147483647" : nil
      request.rate = operation.isAtrous ? "2147483647" : nil
      for a in numbers {
        for b in numbers {
          let filter: Shape? =
            operation.isPool
            ? nil : Shape([b] + Array(repeating: 1, count: operation.spatialRank - 1) + [1, 1])
          let value = Shape([1, a] + Array(repeating: 1, count: operation.spatialRank))
          _ = try? request.floatingPointOperations(value: value, filter: filter)
        }
      }
      _ = try? request.floatingPointOperations(value: [], filter: [])
      _ = try? request.floatingPointOperations(value: [-1], filter: nil)
    }
  }
}

/// Whole numbers at which arithmetic ends.
let hostileNumbers = [
  Int.min, Int.min + 1, -(1 << 31), -1, 0, 1, 2, (1 << 31) - 1, 1 << 31, 1 << 40, 1 << 62, .max - 1,
  .max,
]
