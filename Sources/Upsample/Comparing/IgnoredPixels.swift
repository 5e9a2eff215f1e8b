import UpsampleBase
import UpsampleImages

/// The pixels of a picture that do not count.
struct IgnoredPixels: Sendable {
  /// A bit for each pixel of a row, the first in the lowest bit of the first word; `nil` for a
  /// row of which all pixels count. Rows that are alike share their words.
  private var rows: [[UInt64]?]
  /// Their number.
  private(set) var count = 0
  /// About the memory that the rows take.
  private(set) var heldBytes: Int

  /// - Parameters:
  ///   - regions: Parts that do not count.
  ///   - masks: Pictures of which black is not to count, none of whose rows have been read,
  ///     and their names.
  ///   - layout: The picture's.
  ///   - allowance: The most memory that they may take.
  /// - Throws: ``UpsampleError`` for a region that reaches beyond the picture, for a mask of
  ///   another size or that can't be read, and for too much memory.
  init(
    _ regions: [ImageRegion], masks: [(source: any ImageSource, name: String)],
    of layout: ImageLayout, within allowance: MemoryAllowance = .standard
  ) throws(UpsampleError) {
    heldBytes = layout.height * MemoryLayout<[UInt64]?>.stride
    try allowance.check(heldBytes, side: .input)
    rows = Array(repeating: nil, count: layout.height)
    for mask in masks {
      try mask.source.checkCovers(layout, name: mask.name)
      try mask.source.forEachBlackRow { (words, row) throws(UpsampleError) in
        try ignore(words, in: row, within: allowance)
      }
    }
    for region in regions {
      try region.check(within: layout)
      let words = region.words(of: layout.width)
      for row in region.y..<region.y + region.height {
        try ignore(words, in: row, within: allowance)
      }
    }
    count = rows.reduce(0) { $0 + ($1 ?? []).reduce(0) { $0 + $1.nonzeroBitCount } }
  }

  /// Whether a row has pixels that do not count.
  func concernRow(_ row: Int) -> Bool { rows[row] != nil }

  /// Calls `body` with the columns of a row that do not count, in ascending order.
  func forEach(inRow row: Int, _ body: (Int) -> Void) {
    guard let words = rows[row] else { return }
    for (index, word) in words.enumerated() {
      var rest = word
      while rest != 0 {
        body(index * 64 + rest.trailingZeroBitCount)
        rest &= rest - 1
      }
    }
  }

  private mutating func ignore(
    _ words: [UInt64], in row: Int, within allowance: MemoryAllowance
  ) throws(UpsampleError) {
    let all = rows[row].map { before in zip(before, words).map { $0 | $1 } } ?? words
    guard row == 0 || rows[row - 1] != all else {
      rows[row] = rows[row - 1]
      return
    }
    heldBytes += Self.headBytes + all.count * MemoryLayout<UInt64>.stride
    try allowance.check(heldBytes, side: .input)
    rows[row] = all
  }

  /// What a row's words take beyond themselves.
  private static let headBytes = 32
}

extension ImageRegion {
  /// A bit for each pixel of a row of so many, set for those that lie within.
  fileprivate func words(of columns: Int) -> [UInt64] {
    var words = [UInt64](repeating: 0, count: (columns + 63) / 64)
    for column in x..<x + width { words[column / 64] |= 1 << UInt64(column % 64) }
    return words
  }

  fileprivate func check(within layout: ImageLayout) throws(UpsampleError) {
    if x + width <= layout.width, y + height <= layout.height { return }
    throw .request(
      RequestFault(
        subject: "\(x),\(y),\(width)x\(height)",
        fault: "the region reaches beyond the picture of \(layout.width)x\(layout.height)"))
  }
}

extension ImageSource {
  fileprivate func checkCovers(_ picture: ImageLayout, name: String) throws(UpsampleError) {
    if layout.width == picture.width, layout.height == picture.height { return }
    throw .request(
      RequestFault(
        subject: name,
        fault: "the mask is \(layout.width)x\(layout.height) and the pictures are "
          + "\(picture.width)x\(picture.height)"))
  }

  /// Calls `body` with the pixels of a row that are black and opaque, a bit each, and the row's
  /// number, for each row that has some.
  fileprivate func forEachBlackRow(
    _ body: ([UInt64], Int) throws(UpsampleError) -> Void
  ) throws(UpsampleError) {
    var bytes: [UInt8] = []
    var words: [UInt64]?
    for row in 0..<layout.height {
      let next = try [UInt8](count: layout.rowBytes) { (target) throws(UpsampleError) in
        try readRows(1, into: target)
      }
      if next != bytes { words = blackPixels(of: next) }
      bytes = next
      if let words { try body(words, row) }
    }
    try finish()
  }

  private func blackPixels(of row: [UInt8]) -> [UInt64]? {
    var words = [UInt64](repeating: 0, count: (layout.width + 63) / 64)
    let colourBytes = layout.colors * layout.depth.bytes
    for column in 0..<layout.width {
      let pixel = row[column * layout.pixelBytes..<(column + 1) * layout.pixelBytes]
      let isBlack = pixel.prefix(colourBytes).allSatisfy { $0 == 0 }
      let isOpaque = pixel.dropFirst(colourBytes).allSatisfy { $0 == 255 }
      if isBlack, isOpaque { words[column / 64] |= 1 << UInt64(column % 64) }
    }
    return words.allSatisfy { $0 == 0 } ? nil : words
  }
}
