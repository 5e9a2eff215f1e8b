/// The room that is left for what a file holds beside its pixels.
struct MetadataRoom {
  private let limit: Int
  private let overhead: Int
  private var left: Int
  private var passed = 0
  /// What first was too much.
  private(set) var excess: MetadataExcess?

  /// - Parameters:
  ///   - limit: The most bytes of all pieces. One of them may have a quarter.
  ///   - pieces: The most pieces, if their number is limited: each counts as if it
  ///     had so large a share of the bytes beside its own.
  init(limit: Int, pieces: Int? = 16_384) {
    let limit = max(0, limit)
    self.limit = limit
    overhead = pieces.map { max(1, limit / $0) } ?? 0
    left = limit
  }

  /// The most bytes that another piece may have.
  var mostOfPiece: Int { max(0, min(limit / 4, left - overhead)) }

  /// Takes the room of a piece, or tells by `false` that there is not enough.
  ///
  /// - Parameters:
  ///   - count: The bytes of the piece, or as many as were counted.
  ///   - name: What it is, for people to read.
  mutating func take(_ count: Int, for name: String) -> Bool {
    // Also what is refused has cost the time to read or to inflate it.
    defer { left = max(0, left - count - overhead) }
    if count > limit / 4 {
      exceed("bytes or more in its \(name)", count, limit / 4)
    } else if count > left - overhead {
      let note = overhead > 0 ? ", with \(overhead) for each piece" : ", inflated"
      exceed("bytes or more of metadata\(note)", limit - left + count + overhead, limit)
    } else {
      return true
    }
    return false
  }

  /// Passes over bytes between pieces, or tells by `false` that they are more than all
  /// pieces may have.
  mutating func pass(_ count: Int) -> Bool {
    passed += count
    if passed > limit { exceed("bytes or more between its segments", passed, limit) }
    return passed <= limit
  }

  /// Notes that bytes ended before the pixels: those of a stream of which more came
  /// than is kept.
  mutating func end(of window: ByteWindow) {
    guard window.isStart, window.count > limit else { return }
    exceed("bytes or more before its pixels", window.count, limit)
  }

  private mutating func exceed(_ quantity: String, _ value: Int, _ limit: Int) {
    excess = excess ?? MetadataExcess(quantity: quantity, value: value, limit: limit)
  }
}

/// What is too much of a file's metadata.
struct MetadataExcess: Hashable, Sendable {
  /// What is counted, as a plural.
  let quantity: String
  let value: Int
  let limit: Int
}
