import CImageIO
import TestSupport
import Testing

@testable import UpsampleImages

@Suite struct DeflaterTests {
  @Test func incompressibleBytesFitWithinTheBound() throws {
    var random = SeededGenerator(seed: 3)
    for count in [1, 2, 1000, 65535, 65536, 300_001] {
      let bytes = (0..<count).map { _ in UInt8.random(in: 0...255, using: &random) }
      for (engine, levels) in [(cio_deflate_engine.isal, 0...3), (.zlib, 0...9)] {
        for level in levels {
          let deflater = try #require(Deflater(engine, level: Int32(level)))
          let size = deflater.compressedCount(bytes)
          #expect(size > 0 && size <= count + count / 1024 + 1024, "\(engine) \(level), \(count)")
        }
      }
    }
  }

  @Test func sameBytesEveryTime() throws {
    let bytes = (0..<100_000).map { UInt8(truncatingIfNeeded: $0 * $0 / 1000) }
    for engine in [cio_deflate_engine.isal, .zlib] {
      let used = try #require(Deflater(engine, level: 2))
      _ = used.compress(Array(bytes.reversed()), isLast: true)
      let fresh = try #require(Deflater(engine, level: 2))
      #expect(used.compress(bytes, isLast: false) == fresh.compress(bytes, isLast: false))
    }
  }
}
