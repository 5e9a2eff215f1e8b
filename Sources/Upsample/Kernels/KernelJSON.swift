import UpsampleBase
import UpsampleTensors

/// The taps of a JSON file: arrays of numbers, nested as deep as the filter has
/// dimensions and all of one length at each depth.
///
/// `[[0.25, 0.5, 0.25], [0.5, 1, 0.5], [0.25, 0.5, 0.25]]` is a filter of shape
/// `[3, 3]`. Numbers become the nearest 32-bit ones. What is read takes no more
/// memory than its taps, and reading stops at the first defect.
struct KernelJSON {
  /// The filter.
  let taps: Tensor

  /// Reads a file's bytes.
  ///
  /// - Parameters:
  ///   - name: The file's name, for messages.
  ///   - limit: The most taps that are read.
  /// - Throws: ``UpsampleError/file(_:)`` for anything but such arrays,
  ///   ``UpsampleError/limit(_:)`` for too many taps.
  init(
    _ bytes: [UInt8], name: String, limit: Int = Kernel.largestFilter
  ) throws(UpsampleError) {
    var reader = NestedArrayReader(bytes, name: name, limit: limit)
    taps = try reader.tensor()
  }
}

/// Reads nested arrays of numbers from their first byte to their last.
private struct NestedArrayReader {
  private let bytes: [UInt8]
  private let name: String
  private let limit: Int
  private var place = 0
  private var scalars: [Float] = []
  /// The extents of the arrays that were read, outermost first; `nil` where
  /// none has ended yet.
  private var extents: [Int?] = []
  /// How deep the first number is nested, and so all others must be.
  private var rank: Int?

  /// No filter has more dimensions.
  private static let greatestRank = 4

  init(_ bytes: [UInt8], name: String, limit: Int) {
    self.bytes = bytes
    self.name = name
    self.limit = limit
    let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]
    if bytes.starts(with: byteOrderMark) { place = byteOrderMark.count }
  }

  mutating func tensor() throws(UpsampleError) -> Tensor {
    if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
      throw fault(.utf16)
    }
    try readValue(depth: 0)
    if nextByte() != nil { throw unexpected(.end) }
    return Tensor(shape: Shape(extents.map { $0 ?? 0 }), scalars: scalars)
  }

  private mutating func readValue(depth: Int) throws(UpsampleError) {
    switch nextByte() {
    case UInt8(ascii: "["):
      try readArray(depth: depth)
    case let byte?:
      guard byte == UInt8(ascii: "-") || byte.isDigit else {
        throw unexpected(.value)
      }
      scalars.append(try number())
      guard rank ?? depth == depth, extents.count <= depth else { throw fault(.uneven) }
      rank = depth
    case nil:
      throw fault(.endsBeforeValue)
    }
  }

  /// Reads an array at whose first bracket the reader stands.
  private mutating func readArray(depth: Int) throws(UpsampleError) {
    guard depth < Self.greatestRank else {
      throw fault(.deep(limit: Self.greatestRank))
    }
    guard rank.map({ depth < $0 }) ?? true else { throw fault(.uneven) }
    if extents.count == depth { extents.append(nil) }
    place += 1
    var count = 0
    if nextByte() == UInt8(ascii: "]") {
      place += 1
    } else {
      repeat {
        try readValue(depth: depth + 1)
        count += 1
      } while try skipsComma()
    }
    guard extents[depth] ?? count == count else { throw fault(.uneven) }
    extents[depth] = count
  }

  /// Skips what stands behind an element: a comma, or the array's end.
  private mutating func skipsComma() throws(UpsampleError) -> Bool {
    guard let byte = nextByte() else {
      throw fault(.endsWithinArray)
    }
    guard byte == UInt8(ascii: ",") || byte == UInt8(ascii: "]") else {
      throw unexpected(.separator)
    }
    place += 1
    return byte == UInt8(ascii: ",")
  }

  /// The next byte that is no white space, at which the reader then stands.
  private mutating func nextByte() -> UInt8? {
    while place < bytes.count, bytes[place].isJSONSpace { place += 1 }
    return place < bytes.count ? bytes[place] : nil
  }

  private mutating func number() throws(UpsampleError) -> Float {
    let token = word
    guard token.isJSONNumber, let number = Float(String(decoding: token, as: UTF8.self)) else {
      throw unexpected(.number)
    }
    guard number.isFinite else {
      throw fault(.overflow(shown(token), tap: scalars.count))
    }
    guard scalars.count < limit else {
      throw .limit(
        LimitExcess(
          subject: name, quantity: "taps or more", value: scalars.count + 1, limit: limit))
    }
    place += token.count
    return number
  }

  /// What stands at the place, up to the next bracket, comma or white space.
  private var word: ArraySlice<UInt8> {
    bytes[place...].prefix { !$0.endsWord }
  }

  private func shown(_ word: ArraySlice<UInt8>) -> String {
    printableText(word.prefix(20)) + (word.count > 20 ? "..." : "")
  }

  /// - Precondition: The reader stands at a byte.
  private func unexpected(_ expected: KernelFault.Expected) -> UpsampleError {
    let line = bytes[..<place].count { $0 == UInt8(ascii: "\n") } + 1
    let start = bytes[..<place].lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
    let seen = word.isEmpty ? shown([bytes[place]]) : shown(word)
    return fault(.unexpected(seen, line: line, column: place - start + 1, expected))
  }

  private func fault(_ fault: KernelFault.JSONFault) -> UpsampleError {
    .file(FileDefect(name: name, KernelFault.json(fault)))
  }
}

extension UInt8 {
  fileprivate var endsWord: Bool {
    isJSONSpace || self == UInt8(ascii: ",") || self == UInt8(ascii: "[")
      || self == UInt8(ascii: "]")
  }
}
