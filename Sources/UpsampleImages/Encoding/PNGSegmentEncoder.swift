import CImageIO

/// The way a PNG is compressed.
///
/// Of photographs at twice their size, `balanced` makes files 10 % smaller than
/// `fast` in 25 times its time, and `small` 13 % in 130 times. The sum of a row's
/// magnitudes, by which filters are commonly chosen, finds Paeth best for every
/// row of such pictures and gains nothing; trying each filter on a whole segment
/// gains 2 % on average.
struct PNGEffort {
  var engine: cio_deflate_engine
  /// The engine's level.
  var level: Int32
  /// The filters to choose from, for each segment that with which a quick
  /// compression leaves the fewest bytes.
  var filters: [PNGFilter]

  init(_ compression: Compression) {
    switch compression {
    case .fast: (engine, level, filters) = (.isal, Self.quickLevel, [.paeth])
    case .balanced: (engine, level, filters) = (.zlib, 6, PNGFilter.allCases)
    case .small: (engine, level, filters) = (.zlib, 9, PNGFilter.allCases)
    }
  }

  /// The way indices into a palette are compressed: what is near to an index says nothing
  /// about it, so no filter helps.
  static let ofIndices = PNGEffort(engine: .isal, level: quickLevel, filters: [.none])

  private init(engine: cio_deflate_engine, level: Int32, filters: [PNGFilter]) {
    (self.engine, self.level, self.filters) = (engine, level, filters)
  }

  /// The level of ISA-L, for `fast` and for judging filters.
  ///
  /// Levels 1 and 2 of ISA-L 2.30 find other matches for other addresses of
  /// their state, about once in 200 runs of a small picture, so the same
  /// picture would have other bytes. Level 3 does not, and takes 5 % longer.
  static let quickLevel: Int32 = 3
}

/// Filters and compresses segments of one picture, one at a time.
///
/// It owns the memory that this takes, so that it can be used again and again.
/// It passes from thread to thread, but belongs to one at a time.
final class PNGSegmentEncoder: @unchecked Sendable {
  private let layout: ImageLayout
  private let filters: [PNGFilter]
  private let deflater: Deflater
  /// The compressor by which filters are judged, if there is a choice.
  private let judge: Deflater?
  /// The segment's rows in big-endian order, if they are of 16 bits.
  private var swapped: [UInt8] = []
  /// The rows behind their filter types.
  private var filtered: [UInt8] = []

  /// Creates an encoder, or returns `nil` without memory.
  init?(layout: ImageLayout, effort: PNGEffort) {
    guard let deflater = Deflater(effort.engine, level: effort.level) else { return nil }
    self.layout = layout
    self.deflater = deflater
    filters = effort.filters
    judge = filters.count > 1 ? Deflater(.isal, level: PNGEffort.quickLevel) : nil
    if filters.count > 1, judge == nil { return nil }
  }

  /// Encodes a segment's rows.
  ///
  /// - Precondition: `rows` holds at least one row, and whole rows only.
  func encode(_ rows: UnsafeRawBufferPointer, isLast: Bool) -> EncodedSegment {
    precondition(!rows.isEmpty && rows.count.isMultiple(of: layout.rowBytes))
    let count = rows.count / layout.rowBytes * (layout.rowBytes + 1)
    if filtered.count != count { filtered = [UInt8](repeating: 0, count: count) }
    switch layout.depth {
    case .eight:
      chooseFilter(rows.bindMemory(to: UInt8.self))
    case .sixteen:
      swap(rows)
      swapped.withUnsafeBufferPointer(chooseFilter)
    }
    return EncodedSegment(
      bytes: deflater.compress(filtered, isLast: isLast),
      adler32: cio_adler32(filtered, filtered.count), rawCount: filtered.count)
  }

  private func swap(_ rows: UnsafeRawBufferPointer) {
    if swapped.count != rows.count { swapped = [UInt8](repeating: 0, count: rows.count) }
    swapped.withUnsafeMutableBytes { bytes in
      let (samples, target) = (rows.bindMemory(to: UInt16.self), bytes.bindMemory(to: UInt16.self))
      for i in samples.indices { target[i] = samples[i].bigEndian }
    }
  }

  /// Leaves in `filtered` the rows as the best of the filters makes them.
  private func chooseFilter(_ rows: UnsafeBufferPointer<UInt8>) {
    guard let judge else { return apply(filters[0], to: rows) }
    let sizes = filters.map { filter in
      apply(filter, to: rows)
      return judge.compressedCount(filtered)
    }
    let smallest = sizes.min()
    apply(filters[sizes.firstIndex { $0 == smallest }!], to: rows)
  }

  private func apply(_ filter: PNGFilter, to rows: UnsafeBufferPointer<UInt8>) {
    let rowBytes = layout.rowBytes
    let pixelBytes = layout.channels * layout.depth.bytes
    filtered.withUnsafeMutableBufferPointer { filtered in
      for y in 0..<(rows.count / rowBytes) {
        let row = rows.extracting((y * rowBytes)..<((y + 1) * rowBytes))
        let above = y == 0 ? row : rows.extracting(((y - 1) * rowBytes)..<(y * rowBytes))
        let filter = y == 0 ? filter.withoutRowAbove : filter
        let start = y * (rowBytes + 1)
        let output = filtered.extracting((start + 1)..<(start + 1 + rowBytes))
        filtered[start] = filter.rawValue
        filter.apply(row, above: above, pixelBytes: pixelBytes, into: output)
      }
    }
  }
}
