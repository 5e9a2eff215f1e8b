import UpsampleBase

/// What becomes of metadata that one might not expect, as values.
package enum MetadataNotice: Hashable, Sendable {
  /// A piece of metadata that a file may have.
  package enum Piece: String, Hashable, Sendable {
    case profile = "colour profile"
    case exif = "EXIF data"
    case xmp = "XMP packet"
    case xmpExtension = "XMP extension"
    case iptc = "IPTC data"
  }

  // MARK: Of a file

  /// The piece can't be read, and is dropped.
  case broken(Piece)
  /// Chunks of these types stand behind the pixels, and have to stand before them.
  case late([String])
  /// Segments extend a packet that is not there, and are dropped.
  case extensionWithoutPacket
  /// There are packets beyond the first, which are dropped.
  case furtherPackets

  // MARK: Of an output

  /// The orientation is stripped from a picture that is stored turned.
  case strippedOrientation
  /// An animation's first picture is written.
  case firstOfAnimation
  /// The profile of another colour space than the output's is dropped.
  case misfitProfile(ICCProfile.ColourSpace, output: ICCProfile.ColourSpace)
  /// What goes with further pictures of the file is dropped.
  case furtherPictures
  /// A signature of the input's bytes is dropped.
  case signature
  /// Texts are broken, or more than so many bytes, and are dropped.
  case droppedTexts(limit: Int)
  /// An extension can't be joined to its packet, and is dropped.
  case unjoinedExtension
  /// The piece can't be looked through for private data, and is dropped.
  case notSearched(Piece)
  /// A profile has more parts than a JPEG can number.
  case profileBeyondJPEG
  /// EXIF data does not fit into a segment: all of it is dropped, or the maker's notes.
  case exifBeyondJPEG(dropped: DroppedEXIF)
  /// IPTC data do not fit into a text.
  case iptcBeyondPNG
  /// A JPEG can't tell of cICP, mDCV or cLLI.
  case codingPointsInJPEG

  // MARK: As usual

  /// Private data of these names are dropped.
  case privateData([String])
  /// A PNG has no place for application segments.
  case applicationDataInPNG
  /// A PNG has no place for resources of Photoshop beyond IPTC.
  case photoshopInPNG
  /// A JPEG has no place for texts of these keywords.
  case textsInJPEG([String])

  /// What is left out of EXIF data.
  package enum DroppedEXIF: Hashable, Sendable { case all, makerNotes }
}

extension MetadataNotice: CustomStringConvertible {
  /// A clause for people to read.
  package var description: String {
    switch self {
    case .broken(let piece): "its \(piece.rawValue) is broken, dropped"
    case .late(let types):
      "what has to stand before its pixels stands behind them: \(types.joined(separator: ", "))"
    case .extensionWithoutPacket: "its XMP extension is named by no packet, dropped"
    case .furtherPackets: "it has further XMP packets, dropped"
    case .strippedOrientation: "its orientation is stripped, so it will be shown turned"
    case .firstOfAnimation: "it is an animation, of which the first picture is written"
    case .misfitProfile(let space, let output):
      "its \(space.name) colour profile does not fit the \(output.name) output, dropped"
    case .furtherPictures: "its gain map, film or further pictures do not fit the output, dropped"
    case .signature: "its digital signature does not hold any more, dropped"
    case .droppedTexts(let limit): "its text is broken or beyond \(limit) bytes, dropped in part"
    case .unjoinedExtension: "its XMP extension can't be joined to the packet, dropped"
    case .notSearched(let piece):
      "its \(piece.rawValue) can't be searched for private data, dropped"
    case .profileBeyondJPEG: "its colour profile does not fit into a JPEG, dropped"
    case .exifBeyondJPEG(.all): "its EXIF data is too long for a JPEG, dropped"
    case .exifBeyondJPEG(.makerNotes):
      "its EXIF data is too long for a JPEG, the maker's notes dropped"
    case .iptcBeyondPNG: "its IPTC data are too long for a text of a PNG, dropped"
    case .codingPointsInJPEG: "its cICP, mDCV or cLLI has no place in a JPEG, dropped"
    case .privateData(let names): "its private data are dropped: \(listed(names))"
    case .applicationDataInPNG: "its application data have no place in a PNG, dropped"
    case .photoshopInPNG: "its further data of Photoshop have no place in a PNG, dropped"
    case .textsInJPEG(let keywords):
      "its text has no place in a JPEG, dropped: \(listed(keywords))"
    }
  }

  /// The first eight names for people to read, and how many more there are.
  private func listed(_ names: [String]) -> String {
    let more = names.count > 8 ? " and \(names.count - 8) more" : ""
    return names.prefix(8).map { printableText($0.utf8) }.joined(separator: ", ") + more
  }
}

extension ICCProfile.ColourSpace {
  /// For people to read.
  var name: String {
    switch self {
    case .gray: "gray"
    case .rgb: "RGB"
    case .cmyk: "CMYK"
    case .other: "foreign"
    }
  }
}
