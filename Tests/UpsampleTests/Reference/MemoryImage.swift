@testable import Upsample

/// A picture in memory that can be read as a source.
struct MemoryImage: Equatable {
  let layout: ImageLayout
  /// The samples in row-major order, whatever the depth.
  var samples: [UInt16]

  /// A picture of seeded noise.
  init(noise layout: ImageLayout, seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    self.layout = layout
    samples = (0..<layout.height * layout.rowSamples).map { _ in
      UInt16.random(in: 0...UInt16(layout.depth.maximum), using: &random)
    }
  }

  init(layout: ImageLayout, samples: [UInt16]) {
    self.layout = layout
    self.samples = samples
  }

  init(layout: ImageLayout, bytes: [UInt8]) {
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
  var bytes: [UInt8] {
    switch layout.depth {
    case .eight: samples.map { UInt8($0) }
    case .sixteen: samples.flatMap { withUnsafeBytes(of: $0, Array.init) }
    }
  }

  /// The sample of a channel, or `nil` where the border holds zero.
  func sample(row: Int, column: Int, channel: Int, border: Border) -> Double {
    guard let row = border.source(of: row, extent: layout.height),
      let column = border.source(of: column, extent: layout.width)
    else { return 0 }
    return Double(samples[row * layout.rowSamples + column * layout.channels + channel])
  }
}

/// A source that delivers a picture from memory.
final class MemorySource: ImageSource {
  let layout: ImageLayout
  let properties: ImageProperties
  private let bytes: [UInt8]
  private var offset = 0
  private(set) var isFinished = false

  init(_ image: MemoryImage, orientation: Orientation = .topLeft) {
    layout = image.layout
    var properties = ImageProperties(format: .png)
    properties.metadata.orientation = orientation
    self.properties = properties
    bytes = image.bytes
  }

  func readRows(_ count: Int, into rows: UnsafeMutableRawBufferPointer) throws(UpsampleError) {
    precondition(rows.count == count * layout.rowBytes)
    bytes[offset..<offset + rows.count].withUnsafeBytes { rows.copyMemory(from: $0) }
    offset += rows.count
  }

  func finish() throws(UpsampleError) {
    precondition(offset == bytes.count, "every row is read before the end")
    isFinished = true
  }
}

/// A sink that collects the rows.
final class MemorySink: ImageSink, @unchecked Sendable {
  let segmentRows: Int
  private(set) var bytes: [UInt8] = []
  private(set) var isFinished = false
  /// Whether each appended segment said that it was the last.
  private(set) var ends: [Bool] = []

  init(segmentRows: Int) { self.segmentRows = segmentRows }

  func encode(
    _ rows: UnsafeRawBufferPointer, isLast: Bool
  ) throws(UpsampleError) -> EncodedSegment {
    EncodedSegment(bytes: Array(rows), adler32: isLast ? 1 : 0, rawCount: rows.count)
  }

  func append(_ segment: EncodedSegment) throws(UpsampleError) {
    bytes += segment.bytes
    ends.append(segment.adler32 == 1)
  }

  func finish() throws(UpsampleError) { isFinished = true }
}

/// The splitmix64 generator of Steele, Lea and Flood 2014: the same numbers for
/// the same seed, everywhere.
struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var bits = state
    bits = (bits ^ (bits >> 30)) &* 0xbf58_476d_1ce4_e5b9
    bits = (bits ^ (bits >> 27)) &* 0x94d0_49bb_1331_11eb
    return bits ^ (bits >> 31)
  }
}
