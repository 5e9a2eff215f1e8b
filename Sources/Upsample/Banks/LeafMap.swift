import CKernels
import Glibc
import UpsampleBase
import UpsampleImages
import UpsampleTensors

/// Which kernel of a bank each pixel of a picture takes.
package struct LeafMap: Sendable {
  package let width: Int
  package let height: Int
  /// The kernels' numbers, by rows.
  package let leaves: [UInt16]

  /// Asks a bank for every pixel of a picture, continued by its outermost samples.
  ///
  /// - Throws: ``UpsampleError`` when the picture can't be read or held.
  package init(
    _ bank: KernelBank, of input: FilePath, reading: ReadingOptions
  ) throws(UpsampleError) {
    let source = try openImageSource(.file(input), reading).withoutInks
    let (layout, margin) = (source.layout, BankFeatures.margin)
    (width, height) = (layout.width, layout.height)
    let distance = (width + 2 * margin) * layout.channels
    let (count, overflow) = distance.multipliedReportingOverflow(by: height + 2 * margin)
    guard !overflow, count <= Int.max / 8, WorkingMemory.isThere(4 * count) else {
      throw .system(
        SystemFailure(
          action: "hold", name: "\(input)", side: .input, code: ENOMEM,
          remedy: "Map a smaller image, or free memory for it."))
    }
    var lines = [Float](repeating: 0, count: count)
    for row in 0..<height {
      let bytes = try source.readRow()
      let start = (row + margin) * distance
      lines.withUnsafeMutableBufferPointer {
        widenSamples(
          bytes, count: layout.rowSamples, layout.depth,
          into: $0.baseAddress! + start + margin * layout.channels)
      }
      lines.replicateEnds(start, layout, margin)
    }
    try source.finish()
    for line in 0..<height + 2 * margin where !(margin..<height + margin).contains(line) {
      let row = min(max(line, margin), height + margin - 1)
      lines.replaceSubrange(
        line * distance..<(line + 1) * distance,
        with: lines[row * distance..<(row + 1) * distance])
    }
    leaves = Self.leaves(ArrangedBank(bank), lines, layout, distance)
  }

  private static func leaves(
    _ bank: ArrangedBank, _ lines: [Float], _ layout: ImageLayout, _ distance: Int
  ) -> [UInt16] {
    let (channels, margin) = (layout.channels, BankFeatures.margin)
    let luma = BankFeatures.luma(channels: channels, white: Float(layout.depth.maximum))
    return lines.withUnsafeBufferPointer { lines in
      (0..<layout.height).flatMap { row in
        stride(from: 0, to: layout.width, by: ArrangedBank.mostPixels).flatMap { first in
          let pixels = ck_bank_pixels(
            input: lines.baseAddress! + (row + margin) * distance + (first + margin) * channels,
            count: min(ArrangedBank.mostPixels, layout.width - first), channels: channels,
            distance: distance, luma: luma)
          return bank.choices(pixels).map(\.leaf)
        }
      }
    }
  }

  /// How many pixels take each kernel.
  package func counts(of leafCount: Int) -> [Int] {
    var counts = [Int](repeating: 0, count: leafCount)
    for leaf in leaves { counts[Int(leaf)] += 1 }
    return counts
  }
}

extension [Float] {
  /// Repeats the outermost pixels of a line that starts at an index.
  fileprivate mutating func replicateEnds(_ start: Int, _ layout: ImageLayout, _ margin: Int) {
    let (channels, samples) = (layout.channels, layout.rowSamples)
    let (first, end) = (start + margin * channels, start + margin * channels + samples)
    for index in 0..<margin * channels {
      self[start + index] = self[first + index % channels]
      self[end + index] = self[end - channels + index % channels]
    }
  }
}
