import CKernels
import CUpsampleSystem
import Glibc
import UpsampleBase

/// A picture whose first shown row is not its first stored one, read as it is
/// shown: upside down or turned by a quarter.
///
/// It is held whole, as decoded samples in the order in which they are shown,
/// from the first row that is read on.
final class TurnedSource: ImageSource {
  let layout: ImageLayout
  let properties: ImageProperties
  let heldBytes: Int
  private(set) var lateWarnings: [DecodingNotice] = []

  private let name: String
  private let orientation: Orientation
  private let bandRows: Int
  /// The picture as it is stored, until it is read.
  private var stored: (any ImageSource)?
  private var picture: UnsafeMutableRawPointer?
  private var nextRow = 0

  /// - Parameters:
  ///   - name: The file's, for people to read.
  ///   - limits: How many pixels are held.
  /// - Throws: ``UpsampleError/limit(_:)`` for a larger picture.
  init(
    _ stored: any ImageSource, name: String, limits: InputLimits
  ) throws(UpsampleError) {
    orientation = stored.properties.metadata.orientation
    layout = orientation.upright(stored.layout)
    try limits.check(
      layout, heldBecauseIt: "is stored turned", name: name,
      alternative: "give `orient` keep to leave it so")
    properties = stored.properties.upright
    bandRows = min(Self.mostBandRows, max(1, Self.bandBytes / stored.layout.rowBytes))
    heldBytes =
      stored.heldBytes + layout.height * layout.rowBytes
      + (orientation.transposes ? bandRows * stored.layout.rowBytes : 0)
    self.name = name
    self.stored = stored
  }

  deinit { free(picture) }

  func readRows(_ count: Int, into rows: UnsafeMutableRawBufferPointer) throws(UpsampleError) {
    if let stored { try hold(stored) }
    rows.copyMemory(
      from: UnsafeRawBufferPointer(start: picture! + nextRow * layout.rowBytes, count: rows.count))
    nextRow += count
  }

  /// Frees the picture. The file was read to its end for the first row.
  func finish() {
    free(picture)
    picture = nil
  }

  private func hold(_ stored: any ImageSource) throws(UpsampleError) {
    let count = layout.height * layout.rowBytes
    guard WorkingMemory.isThere(count), let picture = malloc(count) else {
      throw .lastFailure(action: "hold", name: name, side: .input)
    }
    cus_prefer_large_pages(picture, count)
    self.picture = picture
    if orientation.transposes {
      try readTransposed(stored, into: picture)
    } else {
      try readReversed(stored, into: picture)
    }
    try stored.finish()
    lateWarnings = stored.lateWarnings
    self.stored = nil
  }

  /// Reads the rows to their places from the last one up.
  private func readReversed(
    _ stored: any ImageSource, into picture: UnsafeMutableRawPointer
  ) throws(UpsampleError) {
    for row in (0..<layout.height).reversed() {
      let place = picture + row * layout.rowBytes
      try stored.readRows(
        1, into: UnsafeMutableRawBufferPointer(start: place, count: layout.rowBytes))
      if orientation.reversesColumns {
        ck_mirror_row(
          place.assumingMemoryBound(to: UInt8.self), layout.width, layout.pixelBytes)
      }
    }
  }

  /// The rows that are transposed at a time: their pixels fill some cache lines
  /// of a row that is shown, and what was read of them is still in the caches. Of very
  /// long rows there are fewer.
  private static let mostBandRows = 32
  private static let bandBytes = 16 << 20

  /// Reads the rows band by band and scatters their pixels over columns.
  private func readTransposed(
    _ stored: any ImageSource, into picture: UnsafeMutableRawPointer
  ) throws(UpsampleError) {
    let rowBytes = stored.layout.rowBytes
    // At a distance of a power of two all rows would crowd into one set of a cache.
    let distance = rowBytes + 64
    let band = UnsafeMutableRawBufferPointer.allocate(
      byteCount: bandRows * distance, alignment: 64)
    defer { band.deallocate() }
    for first in stride(from: 0, to: stored.layout.height, by: bandRows) {
      let rows = first..<min(first + bandRows, stored.layout.height)
      for start in stride(from: 0, to: rows.count * distance, by: distance) {
        let row = band[start..<start + rowBytes]
        try stored.readRows(1, into: UnsafeMutableRawBufferPointer(rebasing: row))
      }
      transpose(band, distance: distance, rows: rows, of: stored.layout, into: picture)
    }
  }

  /// Writes stored rows, which are `distance` bytes apart, to their columns.
  private func transpose(
    _ band: UnsafeMutableRawBufferPointer, distance: Int, rows: Range<Int>,
    of stored: ImageLayout, into picture: UnsafeMutableRawPointer
  ) {
    let column = orientation.reversesRows ? stored.height - 1 - rows.lowerBound : rows.lowerBound
    let line = orientation.reversesColumns ? stored.width - 1 : 0
    let place = picture + line * layout.rowBytes + column * layout.pixelBytes
    var turn = ck_turn(
      input: band.baseAddress!.assumingMemoryBound(to: UInt8.self), rows: rows.count,
      columns: stored.width, input_row_bytes: distance,
      output: place.assumingMemoryBound(to: UInt8.self),
      output_row_step: orientation.reversesColumns ? -layout.rowBytes : layout.rowBytes,
      output_pixel_step: orientation.reversesRows ? -layout.pixelBytes : layout.pixelBytes)
    ck_turn_rows(&turn, layout.pixelBytes)
  }
}
