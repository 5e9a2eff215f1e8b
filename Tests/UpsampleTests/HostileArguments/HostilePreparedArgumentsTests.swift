import Testing

@testable import UpsampleBase
@testable import UpsampleTensors

/// Whatever a convolution that is kept for many values is given, it returns or throws: a
/// trap ends the tests.
@Suite struct HostilePreparedArgumentsTests {
  private static let convolutions = OperationName.convolutions

  private static func ones(_ rank: Int, _ extent: Int = 2) -> Tensor {
    Tensor(repeating: 1, shape: Shape(Array(repeating: extent, count: rank)))
  }

  /// A convolution of an operation that takes values of 4 rows.
  private static func prepared(_ operation: OperationName) throws -> PreparedConvolution {
    let convolution = try Convolution(
      operation, filter: ones(operation.spatialRank + 2), padding: .same)
    return try convolution.prepared(for: value(operation))
  }

  private static func value(_ operation: OperationName) -> Shape {
    let channels = operation == .depthwiseTransposedConv2D ? 4 : 2
    return Shape([1] + Array(repeating: 4, count: operation.spatialRank) + [channels])
  }

  /// Every range of whole numbers at which arithmetic ends, empty ones too.
  private static let ranges = hostileNumbers.flatMap { first in
    hostileNumbers.filter { $0 >= first }.map { first..<$0 }
  }

  @Test(arguments: convolutions) func anyRowsAreNamed(_ operation: OperationName) throws {
    let convolution = try Self.prepared(operation)
    for range in Self.ranges {
      let needed = convolution.valueRows(reaching: range)
      let made = convolution.outputRows(from: range)
      #expect((0...convolution.valueRowCount).contains(needed.upperBound), "\(range)")
      #expect((0...convolution.outputRowCount).contains(made.upperBound), "\(range)")
      #expect(!range.isEmpty || needed.isEmpty, "\(range)")
    }
  }

  @Test(arguments: convolutions) func anyRowsAreTakenOrRefused(_ operation: OperationName) throws {
    let convolution = try Self.prepared(operation)
    let whole = try convolution(Tensor(repeating: 1, shape: Self.value(operation)))
    for count in 0...5 {
      var extents = Self.value(operation).extents
      extents[1] = count
      let strip = Tensor(repeating: 1, shape: Shape(extents))
      for first in hostileNumbers {
        for range in Self.ranges {
          let rows = try? convolution.rows(range, from: strip, at: first)
          guard let rows, !range.isEmpty else { continue }
          #expect(rows == whole.part(range, ofDimension: 1), "\(range) of \(count) at \(first)")
        }
      }
    }
  }

  @Test(arguments: convolutions) func anyStripIsTakenOrRefused(_ operation: OperationName) throws {
    let convolution = try Self.prepared(operation)
    for rank in 0...9 {
      for extent in 0...5 {
        let value = Self.ones(rank, extent)
        _ = try? convolution(value)
        _ = try? convolution.rows(0..<1, from: value, at: 0)
        var rows = ConvolutionRows(convolution)
        for _ in 0..<3 { _ = try? rows.append(value) }
        #expect(rows.appended <= 4 && rows.computed <= convolution.outputRowCount)
      }
    }
  }

  @Test(arguments: convolutions) func anyValueShapeIsTakenOrRefused(
    _ operation: OperationName
  ) throws {
    let filter = Self.ones(operation.spatialRank + 2)
    let convolution = try Convolution(operation, filter: filter, padding: .same)
    for rank in 0...9 {
      for number in hostileNumbers {
        let extents = Array(repeating: 2, count: rank)
        _ = try? convolution.prepared(for: Shape(extents))
        for place in extents.indices {
          var extents = extents
          extents[place] = number
          _ = try? convolution.prepared(for: Shape(extents))
        }
      }
    }
  }

  @Test(arguments: convolutions) func anyNumbersAreTakenOrRefused(_ operation: OperationName) {
    let filter = Self.ones(operation.spatialRank + 2)
    let lists: [[Int]] =
      hostileNumbers.flatMap { [[$0], [$0, $0], [1, $0, $0, 1], [$0, $0, $0]] }
      + [[], Array(repeating: 7, count: 20_000)]
    for list in lists {
      for (strides, dilations) in [(PerAxis(list), 1), (1, PerAxis(list))] as [(PerAxis, PerAxis)] {
        do {
          let convolution = try Convolution(
            operation, filter: filter, strides: strides, padding: .same, dilations: dilations)
          _ = try convolution.prepared(for: Self.value(operation))
        } catch {
          #expect("\(error)".count < 1000, "\(list.prefix(5))")
        }
      }
    }
  }

  @Test func anyBudgetIsTakenOrRefused() throws {
    let convolution = try Self.prepared(.conv2D)
    let value = Tensor(repeating: 1, shape: Self.value(.conv2D))
    let expected = try convolution(value, threads: .caller)
    for number in hostileNumbers {
      guard number > 0 else {
        #expect(throws: UpsampleError.self) { try ThreadBudget(threads: number) }
        continue
      }
      #expect(try convolution(value, threads: ThreadBudget(threads: number)) == expected)
    }
  }
}
