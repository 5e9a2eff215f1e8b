import Upsample
import UpsampleBase
import UpsampleImages

/// A picture in memory that can be read as a source.
package struct MemoryImage: Equatable {
  package let layout: ImageLayout
  /// The samples in row-major order, whatever the depth.
  package var samples: [UInt16]

  /// A picture of seeded noise.
  package init(noise layout: ImageLayout, seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    self.layout = layout
    samples = (0..<layout.height * layout.rowSamples).map { _ in
      UInt16.random(in: 0...UInt16(layout.depth.maximum), using: &random)
    }
  }

  package init(layout: ImageLayout, samples: [UInt16]) {
    self.layout = layout
    self.samples = samples
  }

  package init(layout: ImageLayout, bytes: [UInt8]) {
    self.layout = layout
    samples =
      switch layout.depth {
      case .eight: bytes.map(UInt16.init)
      case .sixteen:
        bytes.withUnsafeBytes { raw in
          (0..<bytes.count / 2).map {
            raw.loadUnaligned(fromByteOffset: 2 * $0, as: UInt16.self)
          }
        }
      }
  }

  /// The rows as a source delivers them.
  package var bytes: [UInt8] {
    switch layout.depth {
    case .eight: samples.map { UInt8($0) }
    case .sixteen: samples.flatMap { withUnsafeBytes(of: $0, Array.init) }
    }
  }

  /// The sample of a channel, or `nil` where the border holds zero.
  package func sample(row: Int, column: Int, channel: Int, border: Border) -> Double {
    guard let row = border.source(of: row, extent: layout.height),
      let column = border.source(of: column, extent: layout.width)
    else { return 0 }
    return Double(samples[row * layout.rowSamples + column * layout.channels + channel])
  }
}

/// A source that delivers a picture from memory.
package final class MemorySource: ImageSource {
  package let layout: ImageLayout
  package let properties: ImageProperties
  private let bytes: [UInt8]
  private var offset = 0
  package private(set) var isFinished = false

  package init(_ image: MemoryImage, orientation: Orientation = .topLeft) {
    layout = image.layout
    var properties = ImageProperties(format: .png)
    properties.metadata.orientation = orientation
    self.properties = properties
    bytes = image.bytes
  }

  package func readRows(_ count: Int, into rows: UnsafeMutableRawBufferPointer)
    throws(UpsampleError)
  {
    precondition(rows.count == count * layout.rowBytes)
    bytes[offset..<offset + rows.count].withUnsafeBytes { rows.copyMemory(from: $0) }
    offset += rows.count
  }

  package func finish() throws(UpsampleError) {
    precondition(offset == bytes.count, "every row is read before the end")
    isFinished = true
  }
}

/// A sink that collects the rows.
package final class MemorySink: ImageSink, @unchecked Sendable {
  package let segmentRows: Int
  package private(set) var bytes: [UInt8] = []
  package private(set) var isFinished = false
  /// Whether each appended segment said that it was the last.
  package private(set) var ends: [Bool] = []

  package init(segmentRows: Int) { self.segmentRows = segmentRows }

  package func encode(
    _ rows: UnsafeRawBufferPointer, isLast: Bool
  ) throws(UpsampleError) -> EncodedSegment {
    EncodedSegment(bytes: Array(rows), adler32: isLast ? 1 : 0, rawCount: rows.count)
  }

  package func append(_ segment: EncodedSegment) throws(UpsampleError) {
    bytes += segment.bytes
    ends.append(segment.adler32 == 1)
  }

  package func finish() throws(UpsampleError) { isFinished = true }
}

/// The splitmix64 generator of Steele, Lea and Flood 2014: the same numbers for
/// the same seed, everywhere.
package struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64

  package init(seed: UInt64) { state = seed }

  package mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var bits = state
    bits = (bits ^ (bits >> 30)) &* 0xbf58_476d_1ce4_e5b9
    bits = (bits ^ (bits >> 27)) &* 0x94d0_49bb_1331_11eb
    return bits ^ (bits >> 31)
  }
}
