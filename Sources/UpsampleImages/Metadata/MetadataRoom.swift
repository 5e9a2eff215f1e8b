import UpsampleBase

/// The room that is left for what a file holds beside its pixels.
struct MetadataRoom {
  /// How pieces count.
  enum Form {
    /// As they stand in the file.
    case stored
    /// With what they are inflated to.
    case inflated
  }

  private let limit: Int
  private let mostPieces: Int
  private let whole: String
  private var left: Int
  private var passed = 0
  private var pieces = 0
  /// What first was too much.
  private(set) var excess: MetadataExcess?

  /// The bytes of the limit for which there may be a piece in the file, however small
  /// it is. Reading one costs about as much as so many bytes.
  private static let bytesOfPiece = 4096

  /// The pieces that any limit lets be, as many as the usual one.
  private static let leastPieces = 16_384

  /// - Parameter limit: The most bytes of all pieces. One of them may have a quarter.
  init(limit: Int, _ form: Form = .stored) {
    let limit = max(0, limit)
    self.limit = limit
    left = limit
    switch form {
    case .stored:
      mostPieces = max(Self.leastPieces, limit / Self.bytesOfPiece)
      whole = "metadata"
    case .inflated:
      mostPieces = .max
      whole = "metadata, inflated"
    }
  }

  /// The most bytes that another piece may have.
  var mostOfPiece: Int { min(limit / 4, left) }

  /// Takes the room of a piece, or tells by `false` that there is not enough.
  ///
  /// - Parameters:
  ///   - count: The bytes of the piece, or as many as were counted.
  ///   - name: What it is, for people to read.
  mutating func take(_ count: Int, for name: String) -> Bool {
    // Also what is refused has cost the time to read or to inflate it.
    defer {
      left = max(0, left - count)
      pieces += 1
    }
    if count > limit / 4 {
      exceed("bytes or more in its \(name)", count, limit / 4)
    } else if count > left {
      exceed("bytes or more of \(whole)", limit - left + count, limit)
    } else if pieces >= mostPieces {
      excess =
        excess
        ?? MetadataExcess(
          quantity: "pieces or more of \(whole)", value: pieces + 1, limit: mostPieces,
          remedy: "Raise it with `max-metadata`: \(Self.bytesOfPiece) for each piece.")
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
  /// What the user can do.
  var remedy = "Raise it with `max-metadata`, of which one piece may have a quarter."
}
