import CImageIO
import UpsampleBase

/// Damage of a picture file, as values.
package struct DecodingDamage: FaultValues {
  /// How the file breaks its format's rules.
  enum Kind: Hashable, Sendable {
    case damaged
    /// A chunk of a PNG stands where it must not.
    case misplaced
    case truncated
  }

  /// Whether an option would make do with what can be read.
  enum Recovery: Hashable, Sendable { case offered, none }

  let format: ImageFormat
  let kind: Kind
  /// The height of the picture, once its header was read.
  let height: Int?
  /// The row that was being read, from 0.
  let row: Int?
  /// The interlacing pass or the scan that was being read, from 1.
  let pass: Int?
  /// The offset in the file up to which it was read.
  let position: Int64?
  /// The chunk of a PNG that is concerned.
  let chunk: PNGChunkType?
  /// What the decoding library said.
  let text: String
  var recovery: Recovery

}

extension DecodingDamage {
  /// The damage that a decoder found.
  ///
  /// - Parameter height: The rows of the picture, when they are known.
  init(_ failure: cio_failure, _ kind: Kind, format: ImageFormat, height: Int?) {
    let chunk = failure.chunk == 0 ? nil : PNGChunkType(rawValue: failure.chunk)
    // A header that is damaged itself may say anything, and so may a critical chunk
    // before it.
    let precedes = kind == .misplaced && chunk.map(\.isAncillary) ?? true
    let isBehindHeader = height != nil || precedes || failure.is_checksum
    self.init(
      format: format, kind: kind, height: height, row: failure.row < 0 ? nil : Int(failure.row),
      pass: failure.pass > 0 ? Int(failure.pass) : nil,
      position: failure.position < 0 ? nil : failure.position, chunk: chunk, text: failure.text,
      recovery: isBehindHeader && chunk != "IHDR" ? .offered : .none)
  }

  /// Whether pixels may be wrong, where no row is.
  var mayConcernPixels: Bool {
    format == .jpeg || chunk.map { ["IDAT", "PLTE", "IEND"].contains($0) } ?? false
  }
}

/// What is told of a picture once its source was read.
package enum DecodingNotice: Hashable, Sendable {
  /// Damage was survived.
  case recovered(DecodingDamage, missing: Missing)
  /// Metadata behind the pixels of a stream came too late.
  case lateMetadata
  /// A rule is broken, without which no pixel is lost: what the library said.
  case complaint(String)

  /// What stands where nothing could be read.
  package enum Missing: Hashable, Sendable {
    case transparent
    case black
    /// The pixels of earlier passes, repeated.
    case neighbours
    case guess
  }
}

// MARK: Words

extension DecodingDamage {
  package var clause: String {
    recovery == .none ? found : "\(found); `recover` makes do with what can be read"
  }

  /// What is wrong with the file.
  fileprivate var found: String {
    let place = (height == nil ? " in its header" : "") + places.joined()
    let label = format == .png ? "PNG" : "JPEG"
    return kind == .truncated ? "is truncated\(place)" : "is a damaged \(label)\(place): \(text)"
  }

  /// Where it failed, for people: rows are counted from 1.
  private var places: [String] {
    [
      pass.map { " in \(format == .png ? "pass" : "scan") \($0)" },
      row.flatMap { row in height.flatMap { $0 > 0 ? rowPlace(row, of: $0) : nil } },
      position.map { ", byte \($0)" },
    ].compactMap { $0 }
  }

  private func rowPlace(_ row: Int, of height: Int) -> String {
    row < height ? " at row \(row + 1) of \(height)" : " after its last row"
  }
}

extension DecodingNotice: CustomStringConvertible {
  /// A clause for people to read.
  package var description: String {
    switch self {
    case .recovered(let damage, let missing): damage.recovered(missing.words)
    case .lateMetadata:
      "its metadata behind the pixels came too late to be kept or obeyed, since it is a stream"
    case .complaint(let text): "no pixel is lost, but it breaks a rule: \(text)"
    }
  }
}

extension DecodingNotice.Missing {
  fileprivate var words: String {
    switch self {
    case .transparent: "the rest is transparent"
    case .black: "the rest is black"
    case .neighbours: "later pixels repeat their neighbours"
    case .guess: "what is missing is a guess"
    }
  }
}

extension DecodingDamage {
  /// What was lost, and what stands where nothing could be read.
  fileprivate func recovered(_ missing: String) -> String {
    if pass != nil { return "recovered in part: it \(found); \(missing)" }
    if kind == .misplaced { return "recovered, but maybe not as it was meant: it \(found)" }
    guard let row, let height else {
      return mayConcernPixels
        ? "recovered, but maybe with wrong pixels: it \(found)"
        : "recovered, but without what a damaged chunk says: it \(found)"
    }
    if row >= height { return "recovered all rows: it \(found)" }
    return "recovered \(row) of \(height) rows: it \(found); \(missing)"
  }
}
