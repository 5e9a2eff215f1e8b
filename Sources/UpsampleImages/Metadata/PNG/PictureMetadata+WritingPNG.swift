import UpsampleBase

extension PictureMetadata {
  /// Adds the chunks of a PNG output.
  func writePNG(_ form: OutputForm, _ output: inout OutputMetadata) {
    func add(_ type: PNGChunkType, _ data: [UInt8]?) {
      if let data { output.chunks.append(PNGChunk(type: type, data: data)) }
    }
    // What tells of colours has to stand first.
    add("cICP", colour.codingPoints)
    add("mDCV", colour.masteringVolume)
    add("cLLI", colour.lightLevels)
    add("iCCP", profile?.chunkData)
    // A profile comes before sRGB, and no file may have both.
    if profile == nil { add("sRGB", colour.sRGB.map { [UInt8($0)] }) }
    add("gAMA", colour.gamma.map { bigEndianBytes($0) })
    add("cHRM", colour.chromaticities?.flatMap { bigEndianBytes($0) })
    add("bKGD", backgroundData(form))
    add("pHYs", writtenDensity?.pHYs)
    add("eXIf", exif?.bytes)
    add("iTXt", packetOfPNG(&output).map { PNGText.chunkData(PNGText.xmpKeyword, utf8: $0) })
    output.chunks += chunksOfPNG(form, &output)
    output.chunks += comments.map { PNGText.comment($0) }
    if !segments.isEmpty || !photoshop.isEmpty { dropSegments(form, &output) }
  }

  /// The density that the output tells: that of EXIF, where a JPEG file has it,
  /// is the one that programs look at. A JFIF header has to tell one even if it is
  /// unknown.
  private var writtenDensity: PixelDensity? {
    if origin.isPNG { return density }
    let told = exif?.density ?? density
    return told?.isUnknown == true ? nil : told
  }

  /// The background of an output whose samples are as wide as the input's.
  private func backgroundData(_ form: OutputForm) -> [UInt8]? {
    guard let background, background.count == (form.colourSpace == .gray ? 1 : 3),
      form.layout.depth == form.input.depth
    else { return nil }
    return background.flatMap { bigEndianBytes(Int($0), count: 2) }
  }

  /// The packet with its extension.
  private func packetOfPNG(_ output: inout OutputMetadata) -> [UInt8]? {
    guard var packet = xmp, let extendedXMP else { return xmp?.bytes }
    if !packet.merge(extendedXMP.bytes) {
      output.warnings.append(.unjoinedExtension)
    }
    return packet.bytes
  }

  private func dropSegments(_ form: OutputForm, _ output: inout OutputMetadata) {
    if !segments.isEmpty { output.notes.append(.applicationDataInPNG) }
    if !photoshop.isEmpty { writeResources(form, &output) }
  }

  /// Writes resources as text, as other programs do: of a JPEG file IPTC data and what
  /// tells of a copyright, and the others if all is wanted.
  private func writeResources(_ form: OutputForm, _ output: inout OutputMetadata) {
    let whole = PhotoshopResources(Array(photoshop.joined()))
    var resources = whole
    if form.policy != .all, !origin.isPNG { resources.keepIPTCAndCopyright() }
    if resources != whole { output.notes.append(.photoshopInPNG) }
    if resources.bytes.isEmpty { return }
    // Two digits of each byte, and the ends of lines.
    if resources.bytes.count <= Self.largestText / 3 {
      output.chunks.append(PNGText.rawProfile("iptc", resources.bytes))
    } else {
      output.warnings.append(.iptcBeyondPNG)
    }
  }
}

extension ICCProfile {
  /// The data of an iCCP chunk.
  fileprivate var chunkData: [UInt8] {
    let name = PNGText.keyword(self.name ?? "") ?? Array("ICC profile".utf8)
    return name + [0, 0] + zlibCompressed(bytes)
  }
}
