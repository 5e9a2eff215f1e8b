import CKernels
import TestSupport
import Testing
import UpsampleBase

/// Sums of products of columns are those of plain loops with all instructions.
@Suite struct GramTests {
  private static let count = Int(CK_GRAM_COUNT)
  private static let largest: Int16 = 4080

  private func plain(_ numbers: [Int16], _ columns: Int, weight: Int64) -> [Int64] {
    var sums = [Int64](repeating: 7, count: columns * columns)
    for a in 0..<columns {
      for b in a..<columns {
        let (row, column) = (numbers.dropFirst(a * Self.count), numbers.dropFirst(b * Self.count))
        for (one, other) in zip(row.prefix(Self.count), column) {
          sums[a * columns + b] += weight * Int64(one) * Int64(other)
        }
      }
    }
    return sums
  }

  private func check(_ numbers: [Int16], _ columns: Int, weight: Int64) {
    let expected = plain(numbers, columns, weight: weight)
    for instructions in machineInstructions {
      var sums = [Int64](repeating: 7, count: columns * columns)
      ck_add_gram(instructions, numbers, columns, weight, &sums)
      #expect(sums == expected, "\(instructions)")
    }
  }

  @Test(arguments: [1, 3, 4, 5, 8, 13, 85]) func equalsPlainLoops(columns: Int) {
    var random = SplitMix64(seed: UInt64(columns))
    let numbers = (0..<columns * Self.count).map { _ in
      Int16(Int(random.next() % (2 * 4080 + 1)) - 4080)
    }
    check(numbers, columns, weight: 1)
    check(numbers, columns, weight: 100)
  }

  @Test(arguments: [largest, -largest]) func holdsTheLargestNumbers(number: Int16) {
    check([Int16](repeating: number, count: 5 * Self.count), 5, weight: 100)
  }
}
