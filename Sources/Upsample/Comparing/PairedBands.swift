import Glibc
import UpsampleBase
import UpsampleImages

/// Some rows of a picture, tightly packed.
struct RowBand {
  /// The rows by their numbers.
  let rows: Range<Int>
  /// Those of the rows that no band above holds.
  let newRows: Range<Int>
  let bytes: [UInt8]

  private var rowBytes: Int { bytes.count / rows.count }

  /// The rows from the first to the last of those whose bytes are not another picture's; `nil`
  /// where all are.
  func differingRows(from other: RowBand) -> Range<Int>? {
    bytes.withUnsafeBytes { one in
      other.bytes.withUnsafeBytes { other in
        func differs(_ row: Int) -> Bool {
          let start = (row - rows.lowerBound) * rowBytes
          return memcmp(one.baseAddress! + start, other.baseAddress! + start, rowBytes) != 0
        }
        guard let first = rows.first(where: differs), let last = rows.last(where: differs) else {
          return nil
        }
        return first..<last + 1
      }
    }
  }

  /// Some of the rows.
  func part(_ part: Range<Int>) -> RowBand {
    guard part != rows else { return self }
    let start = (part.lowerBound - rows.lowerBound) * rowBytes
    return RowBand(
      rows: part, newRows: newRows.clamped(to: part),
      bytes: Array(bytes[start..<start + part.count * rowBytes]))
  }
}

/// Two pictures of one size, read side by side in bands of the same rows.
///
/// Each picture is read by one thread at a time, but the two of them at once,
/// while other threads work on the bands above. So decoding, the longest part of
/// a comparison, takes two threads.
struct PairedBands {
  private let one: BandReader
  private let other: BandReader
  private let allowance: MemoryAllowance

  /// - Parameters:
  ///   - rows: The rows that each band adds, at least 1.
  ///   - overlap: The rows that a band has in common with the one above it.
  ///   - allowance: The most memory that all bands and what is held may take.
  init(
    _ one: any ImageSource, _ other: any ImageSource, rows: Int, overlap: Int,
    within allowance: MemoryAllowance = .standard
  ) {
    self.allowance = allowance
    self.one = BandReader(one, rows: rows, overlap: overlap)
    self.other = BandReader(other, rows: rows, overlap: overlap)
  }

  /// Reads both pictures to their files' ends.
  ///
  /// - Parameters:
  ///   - jobs: The most bands that are worked on at once.
  ///   - pixelBytes: About the memory that the work on a pixel of a band takes,
  ///     beyond its samples.
  ///   - heldBytes: The memory that is taken beside all bands.
  ///   - work: Makes a product of a band of either picture. Called by several
  ///     threads at once.
  ///   - deliver: Receives the products from the top down, one at a time.
  func run<Product>(
    jobs: Int, pixelBytes: Int, heldBytes: Int = 0,
    work: @escaping (RowBand, RowBand) throws(UpsampleError) -> Product,
    deliver: @escaping (Product) throws(UpsampleError) -> Void
  ) throws(UpsampleError) {
    let turns = Turns()
    var taken = 0
    let ordered = PipelinedWork<(Int, RowBand), Product, UpsampleError>(
      take: { () throws(UpsampleError) in
        guard let band = try one.next() else { return nil }
        defer { taken += 1 }
        return (taken, band)
      },
      work: { (item) throws(UpsampleError) in
        let (number, band) = item
        let counterpart = try turns.take(number) { () throws(UpsampleError) in
          try other.next()!
        }
        return try work(band, counterpart)
      },
      deliver: deliver)
    let samples = one.bandBytes + other.bandBytes
    let workers = try WorkingMemory.workers(
      min(jobs, one.bandCount), part: samples + one.bandPixels * pixelBytes,
      held: one.heldBytes + other.heldBytes + heldBytes, allowance, side: .input,
      alternative: "compare narrower pictures")
    try ordered.run(jobs: workers)
  }
}

/// Cuts a picture into bands from the top down.
private final class BandReader {
  private let source: any ImageSource
  private let rows: Int
  private let overlap: Int
  private var nextRow = 0
  /// Why the picture can't be read on.
  private var failure: UpsampleError?
  /// The last rows of the band before, which the next one repeats.
  private var kept: ArraySlice<UInt8> = []

  init(_ source: any ImageSource, rows: Int, overlap: Int) {
    self.source = source
    self.rows = rows
    self.overlap = overlap
  }

  /// The number of bands: the first one adds `rows + overlap` rows.
  var bandCount: Int {
    max(1, (source.layout.height - overlap + rows - 1) / rows)
  }

  private var bandRows: Int { min(rows + overlap, source.layout.height) }
  var bandPixels: Int { bandRows * source.layout.width }
  var heldBytes: Int { source.heldBytes }
  var bandBytes: Int { bandRows * source.layout.rowBytes }

  /// The next band, or `nil` at the picture's end. After a failure there is no other.
  func next() throws(UpsampleError) -> RowBand? {
    if let failure { throw failure }
    do throws(UpsampleError) {
      return try readBand()
    } catch {
      failure = error
      throw error
    }
  }

  private func readBand() throws(UpsampleError) -> RowBand? {
    let layout = source.layout
    guard nextRow < layout.height else { return nil }
    let count = min(nextRow == 0 ? rows + overlap : rows, layout.height - nextRow)
    let repeated = kept.count / layout.rowBytes
    let bytes = try [UInt8](count: (repeated + count) * layout.rowBytes) {
      (target) throws(UpsampleError) in
      kept.withUnsafeBytes { target.copyMemory(from: $0) }
      try source.readRows(
        count, into: UnsafeMutableRawBufferPointer(rebasing: target[kept.count...]))
    }
    let newRows = nextRow..<nextRow + count
    nextRow += count
    kept = bytes.suffix(overlap * layout.rowBytes)
    if nextRow == layout.height { try source.finish() }
    return RowBand(
      rows: newRows.lowerBound - repeated..<newRows.upperBound, newRows: newRows, bytes: bytes)
  }
}
