import CKernels
import TestSupport
import Testing

@testable import Upsample
@testable import UpsampleTensors

/// Every instruction set chooses the kernel that the tree in Swift does, and applies it to the
/// same bits.
@Suite struct ArrangedBankTests {
  private static let height = 9

  @Test(arguments: [(1, 2, 3), (2, 3, 5), (3, 2, 9), (4, 4, 7), (3, 3, 15), (3, 4, 13)])
  func isWhatTheBankSays(channels: Int, scale: Int, taps: Int) throws {
    var random = SeededGenerator(seed: UInt64(channels * 100 + taps))
    for width in [1, 17, 256] {
      let bank = try KernelBank(scale: scale, taps: taps, leaves: 60, using: &random)
      let picture = Self.picture(width: width, channels: channels, using: &random)
      let wanted = ReferenceBank(bank, white: 255, border: .replicate).enlarge(picture)
      for instructions in machineInstructions {
        let made = Self.enlarge(picture, by: ArrangedBank(bank), instructions)
        #expect(made == wanted.scalars, "\(instructions), width \(width)")
      }
    }
  }

  /// Flat places, single levels, edges of full contrast and noise in the same picture.
  private static func picture(
    width: Int, channels: Int, using random: inout SeededGenerator
  ) -> Tensor {
    let ranges: [ClosedRange<Float>] = [255...255, 100...101, 0...255, -40...300]
    return Tensor(
      shape: [1, height, width, channels],
      scalars: (0..<height * width * channels).map { index in
        let part = index / channels % width / 7 % ranges.count
        let level = Float.random(in: ranges[part], using: &random)
        return part == 2 ? (level > 128 ? 255 : 0) : level
      })
  }

  private static func enlarge(
    _ picture: Tensor, by bank: ArrangedBank, _ instructions: ck_instructions
  ) -> [Float] {
    let (width, channels, reach) = (picture.shape[2], picture.shape[3], bank.reach)
    let rows = -reach..<height + reach
    let lines = rows.flatMap { row in
      (-reach..<width + reach).flatMap { column in
        let pixel = min(max(row, 0), height - 1) * width + min(max(column, 0), width - 1)
        return picture.scalars[pixel * channels..<(pixel + 1) * channels]
      }
    }
    let distance = (width + 2 * reach) * channels
    let made = bank.scale * width * channels
    var output = [Float](repeating: .nan, count: height * bank.scale * made)
    for row in 0..<height {
      (lines + [0, 0, 0, 0]).withUnsafeBufferPointer { lines in
        output.withUnsafeMutableBufferPointer {
          bank.make(
            ck_bank_pixels(
              input: lines.baseAddress! + (row + reach) * distance + reach * channels,
              count: width, channels: channels, distance: distance,
              luma: BankFeatures.luma(channels: channels, white: 255)),
            into: $0.baseAddress! + row * bank.scale * made, distance: made, on: instructions)
        }
      }
    }
    return output
  }
}
