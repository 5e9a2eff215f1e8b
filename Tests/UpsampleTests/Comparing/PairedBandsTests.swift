import TestSupport
import Testing

@testable import Upsample
@testable import UpsampleBase
@testable import UpsampleImages

@Suite struct PairedBandsTests {
  private let layout = ImageLayout(width: 3, height: 23, channels: 1, depth: .eight)

  @Test(arguments: [(1, 0), (4, 0), (4, 10), (7, 2), (23, 0), (50, 10)])
  func everyRowIsNewOnce(rows: Int, overlap: Int) throws {
    let (one, other) = (MemoryImage(noise: layout, seed: 1), MemoryImage(noise: layout, seed: 2))
    let sources = (MemorySource(one), MemorySource(other))
    var next = 0
    try PairedBands(sources.0, sources.1, rows: rows, overlap: overlap).run(
      jobs: 3, pixelBytes: 1,
      work: { (a, b) throws(UpsampleError) in (a, b) },
      deliver: { (a, b) throws(UpsampleError) in
        #expect(a.rows == b.rows && a.newRows == b.newRows)
        #expect(a.newRows.lowerBound == next)
        #expect(a.newRows.upperBound == a.rows.upperBound)
        #expect(a.newRows.lowerBound - a.rows.lowerBound == (next == 0 ? 0 : overlap))
        #expect(a.bytes == Array(one.bytes[a.rows.lowerBound * 3..<a.rows.upperBound * 3]))
        #expect(b.bytes == Array(other.bytes[b.rows.lowerBound * 3..<b.rows.upperBound * 3]))
        next = a.newRows.upperBound
      })
    #expect(next == 23)
    #expect(sources.0.isFinished && sources.1.isFinished)
  }

  @Test(arguments: [(5, 100), (100, 9), (14, 15), (0, 0)])
  func theEarliestFailureEndsTheWork(first: Int, second: Int) {
    let image = MemoryImage(noise: layout, seed: 3)
    let bands = PairedBands(
      BrokenSource(image, badRow: first, name: "a"),
      BrokenSource(image, badRow: second, name: "b"), rows: 4, overlap: 0)
    let failure = #expect(throws: UpsampleError.self) {
      try bands.run(
        jobs: 3, pixelBytes: 1, work: { (_, _) throws(UpsampleError) in },
        deliver: { _ throws(UpsampleError) in })
    }
    let name = first / 4 <= second / 4 ? "a" : "b"
    #expect(failure?.description == "\(name) is damaged.")
  }
}

/// A source that fails at a row and must not be read after that.
private final class BrokenSource: ImageSource {
  let layout: ImageLayout
  let properties = ImageProperties(format: .png)
  private let source: MemorySource
  private let badRow: Int
  private let name: String
  private var row = 0
  private var hasFailed = false

  init(_ image: MemoryImage, badRow: Int, name: String) {
    source = MemorySource(image)
    layout = image.layout
    self.badRow = badRow
    self.name = name
  }

  func readRows(_ count: Int, into rows: UnsafeMutableRawBufferPointer) throws(UpsampleError) {
    precondition(!hasFailed, "a source that failed is not read on")
    row += count
    hasFailed = row > badRow
    if hasFailed { throw .file(FileDefect(name: name, defect: "is damaged")) }
    try source.readRows(count, into: rows)
  }

  func finish() throws(UpsampleError) { try source.finish() }
}
