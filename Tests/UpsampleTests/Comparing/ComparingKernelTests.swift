import CKernels
import TestSupport
import Testing

/// The loops over rows of two pictures against their definitions, by every instruction set.
@Suite struct ComparingKernelTests {
  /// A length for every remainder, and some of several blocks.
  private static let counts = Array(1...70) + [1023, 1024, 1025, 4100]

  /// Random samples, or only the least and the greatest.
  private func samples(
    _ count: Int, extremes: Bool, using random: inout SeededGenerator
  ) -> [UInt16] {
    (0..<count).map { _ in
      extremes ? [0, .max].randomElement(using: &random)! : .random(in: 0...(.max), using: &random)
    }
  }

  @Test(arguments: [false, true])
  func sumsAreThoseOfTheDifferences(extremes: Bool) {
    var random = SeededGenerator(seed: 3)
    for count in Self.counts {
      let one = samples(count, extremes: extremes, using: &random)
      let other = samples(count, extremes: extremes, using: &random)
      let before = samples(count, extremes: false, using: &random)
      let differences = zip(one, other).map { $0 > $1 ? $0 - $1 : $1 - $0 }
      for instructions in machineInstructions {
        var largest = before
        let sums = ck_sum_differences(instructions, one, other, count, &largest)
        #expect(sums.absolute == differences.reduce(0) { $0 + UInt64($1) })
        #expect(sums.squares == differences.reduce(0) { $0 + UInt64($1) * UInt64($1) })
        #expect(largest == zip(before, differences).map { max($0, $1) })
      }
    }
  }

  @Test(arguments: [false, true])
  func lumaWeighsTheColours(extremes: Bool) {
    var random = SeededGenerator(seed: 4)
    for count in Self.counts {
      let plane = count + 3
      let one = samples(3 * plane, extremes: extremes, using: &random)
      let other = samples(3 * plane, extremes: extremes, using: &random)
      let squares = (0..<count).map { column in
        let luma = zip([299, 587, 114], 0...).reduce(0) { sum, weight in
          let place = weight.1 * plane + column
          return sum + weight.0 * (Int(one[place]) - Int(other[place]))
        }
        return UInt64(luma.magnitude) * UInt64(luma.magnitude)
      }
      let blocks = stride(from: 0, to: count, by: 1024).map { first in
        Double(squares[first..<min(first + 1024, count)].reduce(0, +))
      }
      for instructions in machineInstructions {
        let sum = ck_sum_luma_squares(instructions, one, other, plane, count)
        #expect(sum == blocks.reduce(0, +))
      }
    }
  }

  @Test func marksAreCounted() {
    var random = SeededGenerator(seed: 5)
    for count in Self.counts {
      let numbers = (0..<count).map { _ in
        Bool.random(using: &random) ? 0 : UInt16.random(in: 0...(.max), using: &random)
      }
      for instructions in machineInstructions {
        var largest: UInt16 = 7
        let marked = ck_count_marked(instructions, numbers, count, &largest)
        #expect(marked == numbers.count { $0 != 0 })
        #expect(largest == numbers.max())
      }
    }
  }

  @Test(arguments: 1...4)
  func bytesAreSpreadOut(channels: Int) {
    var random = SeededGenerator(seed: 6)
    for count in Self.counts {
      let plane = count + 2
      let pixels = (0..<count * channels).map { _ in UInt8.random(in: 0...255, using: &random) }
      for instructions in machineInstructions {
        var planes = [UInt16](repeating: 999, count: channels * plane)
        ck_spread_bytes(instructions, pixels, channels, count, &planes, plane)
        for channel in 0..<channels {
          let expected = (0..<count).map { UInt16(pixels[$0 * channels + channel]) } + [999, 999]
          #expect(Array(planes[channel * plane..<(channel + 1) * plane]) == expected)
        }
      }
    }
  }
}
