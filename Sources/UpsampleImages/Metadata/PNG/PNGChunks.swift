import CImageIO
import UpsampleBase

/// The four letters that name a chunk of a PNG file.
struct PNGChunkType: RawRepresentable, Hashable, Sendable, ExpressibleByStringLiteral {
  let rawValue: UInt32

  init(rawValue: UInt32) { self.rawValue = rawValue }

  /// - Precondition: The text has four ASCII letters.
  init(stringLiteral text: String) {
    precondition(text.utf8.count == 4)
    rawValue = text.utf8.reduce(0) { $0 << 8 | UInt32($1) }
  }

  /// Whether a reader that does not know the chunk may pass over it.
  var isAncillary: Bool { rawValue & 0x2000_0000 != 0 }

  /// Whether an editor that does not know the chunk may keep it although it
  /// changed the pixels.
  var isSafeToCopy: Bool { rawValue & 0x20 != 0 }

  /// Whether it is of a program's own, by a name that the format leaves to them.
  var isPrivate: Bool { rawValue & 0x20_2000 == 0x20_0000 }

  /// Whether it is four ASCII letters.
  var isValid: Bool {
    bytes.allSatisfy { ($0 | 0x20) >= UInt8(ascii: "a") && ($0 | 0x20) <= UInt8(ascii: "z") }
  }

  var bytes: [UInt8] { bigEndianBytes(Int(rawValue)) }

  /// The letters, for people to read.
  var name: String { String(decoding: bytes, as: UTF8.self) }
}

/// An ancillary chunk of a PNG file.
struct PNGChunk: Hashable, Sendable {
  var type: PNGChunkType
  var data: [UInt8]
  /// Whether it stands behind the pixels.
  var followsPixels = false
}

/// What a PNG file holds beside its pixels.
///
/// Reading it never fails: it ends where the file does not go on as it should,
/// which the decoder of the pixels will complain of. Chunks with a wrong
/// checksum are passed over for the same reason.
struct PNGChunks {
  /// The numbers of the IHDR chunk.
  struct Header: Hashable, Sendable {
    var width: Int
    var height: Int
    /// The bits of a sample or of an index: 1, 2, 4, 8 or 16.
    var depth: Int
    /// 0 gray, 2 RGB, 3 palette, 4 gray and alpha, 6 RGBA.
    var colorType: Int
  }

  private(set) var header: Header?
  /// The palette's red, green and blue bytes.
  private(set) var palette: [UInt8] = []
  /// The ancillary chunks in the file's order, but for tRNS and those of an
  /// animation's frames.
  private(set) var chunks: [PNGChunk] = []
  /// Whether the file is an animation, which it tells before the pixels.
  private(set) var isAnimated = false
  /// What the chunks take more than they may: those behind were not read.
  var excess: MetadataExcess? { room.excess }
  private var room: MetadataRoom

  /// Reads a whole file, or the start of a stream up to the pixels.
  ///
  /// - Parameter limit: The most bytes of all chunks. One may have a quarter.
  init(_ window: ByteWindow, limit: Int = InputLimits().metadata) {
    var window = window
    room = MetadataRoom(limit: limit)
    var offset = 8
    var followsPixels = false
    while let start = window.bytes(at: offset, count: 8) {
      let length = start.bigEndian(4)
      let type = PNGChunkType(rawValue: UInt32(start.dropFirst(4).bigEndian(4)))
      if type == "IDAT" { followsPixels = true }
      if followsPixels, window.isStart { return }
      guard type.isValid, type != "IEND", length <= window.count - offset - 12 else { break }
      if type == "acTL", !followsPixels { isAnimated = true }
      if Self.isWanted(type) {
        // A palette has 768 bytes at most.
        guard type.isAncillary ? room.take(length, for: "chunk \(type.name)") : length <= 768
        else { return }
        if let data = Self.data(of: type, at: offset, length, &window) {
          add(PNGChunk(type: type, data: data, followsPixels: followsPixels))
        }
      }
      offset += 12 + length
    }
    if !followsPixels { room.end(of: window) }
  }

  private static func isWanted(_ type: PNGChunkType) -> Bool {
    switch type {
    case "IHDR", "PLTE": true
    case "tRNS", "acTL", "fcTL", "fdAT": false
    default: type.isAncillary
    }
  }

  /// The data of a chunk whose checksum is right.
  private static func data(
    of type: PNGChunkType, at offset: Int, _ length: Int, _ window: inout ByteWindow
  ) -> [UInt8]? {
    guard let body = window.bytes(at: offset + 4, count: length + 8) else { return nil }
    let checked = Array(body.dropLast(4))
    guard cio_crc32(0, checked, checked.count) == body.suffix(4).bigEndian(4) else { return nil }
    return Array(checked.dropFirst(4))
  }

  private mutating func add(_ chunk: PNGChunk) {
    switch chunk.type {
    case "IHDR": header = header ?? Header(chunk.data)
    case "PLTE": if palette.isEmpty { palette = chunk.data }
    default: chunks.append(chunk)
    }
  }
}

extension PNGChunks.Header {
  /// The numbers of an IHDR chunk, or `nil` when the format knows no such.
  init?(_ data: [UInt8]) {
    guard data.count == 13, [1, 2, 4, 8, 16].contains(data[8]), [0, 2, 3, 4, 6].contains(data[9])
    else { return nil }
    width = data.bigEndian(4)
    height = data[4...].bigEndian(4)
    depth = Int(data[8])
    colorType = Int(data[9])
  }
}
