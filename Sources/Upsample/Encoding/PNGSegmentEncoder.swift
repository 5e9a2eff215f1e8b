import CImageIO

/// The way a PNG is compressed.
struct PNGEffort {
  var engine: cio_deflate_engine
  /// The engine's level.
  var level: Int32
  /// The filters to choose from, for each row that which leaves the smallest
  /// sum of magnitudes. The first row of a segment takes those that do not look
  /// above, or ``PNGFilter/sub``.
  var filters: [PNGFilter]

  init(_ compression: Compression) {
    switch compression {
    case .fast:
      (engine, level, filters) = (.isal, 1, [.paeth])
    case .balanced:
      (engine, level, filters) = (.zlib, 6, PNGFilter.allCases)
    case .small:
      (engine, level, filters) = (.zlib, 9, PNGFilter.allCases)
    }
  }
}

/// Filters and compresses segments of one picture, one at a time.
///
/// It owns the memory that this takes, so that it can be used again and again.
/// It passes from thread to thread, but belongs to one at a time.
final class PNGSegmentEncoder: @unchecked Sendable {
  private let layout: ImageLayout
  private let filters: [PNGFilter]
  private let firstFilters: [PNGFilter]
  private let deflater: OpaquePointer
  /// Rows behind their filter types.
  private var filtered: [UInt8] = []
  /// Rows of 16 bits in big-endian order.
  private var swapped: [UInt8] = []
  /// A row on trial.
  private var trial: [UInt8]

  /// Creates an encoder, or returns `nil` without memory.
  init?(layout: ImageLayout, effort: PNGEffort) {
    guard let deflater = cio_deflater_create(effort.engine, effort.level) else { return nil }
    self.layout = layout
    self.deflater = deflater
    filters = effort.filters
    let independent = effort.filters.filter(PNGFilter.firstRow.contains)
    firstFilters = independent.isEmpty ? [.sub] : independent
    trial = [UInt8](repeating: 0, count: effort.filters.count > 1 ? layout.rowBytes : 0)
  }

  deinit { cio_deflater_destroy(deflater) }

  /// Encodes a segment's rows.
  ///
  /// - Precondition: `rows` holds at least one row, and whole rows only.
  func encode(_ rows: UnsafeRawBufferPointer, isLast: Bool) -> EncodedSegment {
    precondition(!rows.isEmpty && rows.count.isMultiple(of: layout.rowBytes))
    filter(rows.bindMemory(to: UInt8.self))
    return EncodedSegment(
      bytes: compress(isLast: isLast), adler32: cio_adler32(filtered, filtered.count),
      rawCount: filtered.count)
  }

  private func filter(_ rows: UnsafeBufferPointer<UInt8>) {
    let count = rows.count / layout.rowBytes * (layout.rowBytes + 1)
    if filtered.count != count { filtered = [UInt8](repeating: 0, count: count) }
    guard layout.depth == .sixteen else { return filterBytes(rows) }
    swap(rows)
    swapped.withUnsafeBufferPointer(filterBytes)
  }

  private func swap(_ rows: UnsafeBufferPointer<UInt8>) {
    if swapped.count != rows.count { swapped = [UInt8](repeating: 0, count: rows.count) }
    UnsafeRawBufferPointer(rows).withMemoryRebound(to: UInt16.self) { samples in
      swapped.withUnsafeMutableBytes { bytes in
        let target = bytes.bindMemory(to: UInt16.self)
        for i in samples.indices { target[i] = samples[i].bigEndian }
      }
    }
  }

  private func filterBytes(_ rows: UnsafeBufferPointer<UInt8>) {
    let rowBytes = layout.rowBytes
    filtered.withUnsafeMutableBufferPointer { filtered in
      for y in 0..<(rows.count / rowBytes) {
        let row = rows.extracting((y * rowBytes)..<((y + 1) * rowBytes))
        let above = y == 0 ? row : rows.extracting(((y - 1) * rowBytes)..<(y * rowBytes))
        let start = y * (rowBytes + 1)
        let filter = choose(from: y == 0 ? firstFilters : filters, for: row, above: above)
        filtered[start] = filter.rawValue
        let output = filtered.extracting((start + 1)..<(start + 1 + rowBytes))
        filter.apply(row, above: above, pixelBytes: pixelBytes, into: output)
      }
    }
  }

  private var pixelBytes: Int { layout.channels * layout.depth.bytes }

  private func choose(
    from candidates: [PNGFilter], for row: UnsafeBufferPointer<UInt8>,
    above: UnsafeBufferPointer<UInt8>
  ) -> PNGFilter {
    guard candidates.count > 1 else { return candidates[0] }
    var best = candidates[0]
    var smallest = Int.max
    trial.withUnsafeMutableBufferPointer { trial in
      for filter in candidates {
        filter.apply(row, above: above, pixelBytes: pixelBytes, into: trial)
        let sum = sumOfMagnitudes(UnsafeBufferPointer(trial))
        if sum < smallest { (best, smallest) = (filter, sum) }
      }
    }
    return best
  }

  private func compress(isLast: Bool) -> [UInt8] {
    let capacity = cio_deflate_bound(filtered.count)
    return [UInt8](unsafeUninitializedCapacity: capacity) { output, count in
      count = cio_deflate(
        deflater, filtered, filtered.count, output.baseAddress!, capacity, isLast)
      precondition(count > 0, "compressed data always fits within its bound")
    }
  }
}

/// The sum of the bytes' magnitudes, taken as signed numbers.
private func sumOfMagnitudes(_ bytes: UnsafeBufferPointer<UInt8>) -> Int {
  let bytes = UnsafeRawBufferPointer(bytes).assumingMemoryBound(to: Int8.self)
  var sum = 0
  for byte in bytes { sum &+= Int(byte.magnitude) }
  return sum
}
