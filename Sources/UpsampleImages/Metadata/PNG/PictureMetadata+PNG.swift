extension PictureMetadata {
  /// What the chunks of a PNG file say.
  ///
  /// - Parameter limit: The most bytes of all of them, inflated. One may have a
  ///   quarter.
  init(_ file: PNGChunks, limit: Int = InputLimits().metadata) {
    origin = .png(file.header, isAnimated: file.isAnimated)
    var budget = InflationBudget(limit: limit)
    var seen: Set<PNGChunkType> = []
    for chunk in file.chunks {
      // A chunk that a sound file has once counts once.
      let mayRepeat = chunk.type.isPrivate || Self.repeatable.contains(chunk.type)
      guard mayRepeat || seen.insert(chunk.type).inserted else { continue }
      take(chunk, of: file, &budget)
      if budget.room.excess != nil { break }
    }
    excess = file.excess ?? budget.room.excess
    orientation = exif?.orientation ?? .topLeft
    warnOfOrder(file.chunks)
  }

  /// Warns of chunks behind the pixels that have to stand before them: other readers
  /// may pass over what is obeyed here.
  private mutating func warnOfOrder(_ chunks: [PNGChunk]) {
    let late = chunks.filter { $0.followsPixels && Self.leading.contains($0.type) }
    var seen: Set<PNGChunkType> = []
    let names = late.filter { seen.insert($0.type).inserted }.map(\.type.name)
    if !names.isEmpty { warnings.append(.late(names)) }
  }

  /// The chunks that have to stand before the pixels.
  static let leading: Set<PNGChunkType> = [
    "cHRM", "gAMA", "iCCP", "sBIT", "sRGB", "cICP", "mDCV", "cLLI", "bKGD", "hIST", "pHYs", "sPLT",
    "oFFs", "pCAL", "sCAL", "sTER",
  ]

  /// The registered chunks of which a file may have several.
  private static let repeatable: Set<PNGChunkType> = ["tEXt", "zTXt", "iTXt", "sPLT", "gIFx"]

  private mutating func take(
    _ chunk: PNGChunk, of file: PNGChunks, _ budget: inout InflationBudget
  ) {
    let data = chunk.data
    switch chunk.type {
    case "eXIf":
      // EXIF data of the chunk's own comes before that of a text chunk.
      if let own = EXIF(data) { exif = own } else { warnBroken(.exif) }
    case "iCCP": takeProfile(data, &budget)
    case "gAMA":
      if data.count == 4, (1...0x7fff_ffff).contains(data.bigEndian(4)) {
        colour.gamma = data.bigEndian(4)
      }
    case "cHRM": colour.chromaticities = Self.chromaticities(data)
    case "sRGB": if data.count == 1, data[0] <= 3 { colour.sRGB = Int(data[0]) }
    case "cICP": if data.count == 4 { colour.codingPoints = data }
    case "mDCV": if data.count == 24 { colour.masteringVolume = data }
    case "cLLI": if data.count == 8 { colour.lightLevels = data }
    case "bKGD": background = file.header?.background(data, palette: file.palette)
    case "pHYs": density = PixelDensity(pHYs: data)
    case "tEXt", "zTXt", "iTXt": takeText(chunk, &budget)
    default: chunks.append(chunk)
    }
  }

  /// The x and y of four points, if there are such colours or primaries: neither a
  /// coordinate nor the sum of two is beyond 1.
  private static func chromaticities(_ data: [UInt8]) -> [Int]? {
    guard data.count == 32 else { return nil }
    let values = stride(from: 0, to: 32, by: 4).map { data[$0...].bigEndian(4) }
    let sums = stride(from: 0, to: 8, by: 2).map { values[$0] + values[$0 + 1] }
    return sums.allSatisfy { $0 <= 100_000 } ? values : nil
  }

  private mutating func takeProfile(_ data: [UInt8], _ budget: inout InflationBudget) {
    guard let end = data.firstIndex(of: 0), (1...79).contains(end), data.count > end + 2,
      data[end + 1] == 0,
      let bytes = budget.inflate(
        Array(data[(end + 2)...]), name: MetadataNotice.Piece.profile.rawValue),
      let found = ICCProfile(bytes, name: String(latin1: data[..<end]))
    else { return warnBroken(.profile) }
    profile = found
  }

  /// Takes a text chunk, or what it carries in disguise.
  private mutating func takeText(_ chunk: PNGChunk, _ budget: inout InflationBudget) {
    guard let text = PNGText(chunk) else { return }
    if text.keyword == PNGText.xmpKeyword {
      guard xmp == nil else { return }
      guard let bytes = text.contents(&budget) else { return warnBroken(.xmp) }
      xmp = XMPPacket(bytes)
      return
    }
    guard let name = text.profileName, let what = Self.profilesInText[name] else {
      chunks.append(chunk)
      return
    }
    guard let bytes = text.contents(&budget).flatMap({ rawProfile($0) }),
      takeProfile(named: name, bytes)
    else { return warnBroken(what) }
  }

  /// The profiles that text may be in disguise, but for those that stay text in a PNG.
  private static let profilesInText: [String: MetadataNotice.Piece] = [
    "icc": .profile, "icm": .profile, "exif": .exif, "app1": .exif, "xmp": .xmp,
  ]

  /// Takes a profile that a text is in disguise, unless a chunk of its own has it.
  ///
  /// - Returns: Whether it is one.
  private mutating func takeProfile(named name: String, _ bytes: [UInt8]) -> Bool {
    if name.hasPrefix("ic") {
      guard let found = ICCProfile(bytes) else { return false }
      profile = profile ?? found
    } else if name == "xmp" {
      xmp = xmp ?? XMPPacket(bytes)
    } else if bytes.starts(with: XMPPacket.identifier) {
      xmp = xmp ?? XMPPacket(Array(bytes.dropFirst(XMPPacket.identifier.count)))
    } else {
      guard let found = EXIF(bytes) else { return false }
      exif = exif ?? found
    }
    return true
  }

  /// Warns that a piece is too broken to be kept.
  private mutating func warnBroken(_ piece: MetadataNotice.Piece) {
    warnings.append(.broken(piece))
  }
}

extension PNGChunks.Header {
  /// The colour of a bKGD chunk in the units of the decoded rows, or `nil` when
  /// the chunk does not fit the picture.
  func background(_ data: [UInt8], palette: [UInt8]) -> [UInt16]? {
    if colorType == 3 {
      guard data.count == 1, palette.count >= 3 * (Int(data[0]) + 1) else { return nil }
      return palette[(3 * Int(data[0]))...].prefix(3).map(UInt16.init)
    }
    let count = colorType & 2 == 0 ? 1 : 3
    guard data.count == 2 * count else { return nil }
    let samples = (0..<count).map { data[(2 * $0)...].bigEndian(2) }
    let largest = 1 << depth - 1
    guard samples.allSatisfy({ $0 <= largest }) else { return nil }
    // Depths below 8 are widened as the rows are: 255 is a multiple of each.
    return samples.map { UInt16(depth < 8 ? $0 * 255 / largest : $0) }
  }
}

extension String {
  /// The text of bytes of which each is a character of Latin-1.
  init(latin1 bytes: some Sequence<UInt8>) {
    self.init(String.UnicodeScalarView(bytes.map { Unicode.Scalar($0) }))
  }
}
