extension PictureMetadata {
  /// Adds the segments and the density of a JPEG output.
  func writeJPEG(_ form: OutputForm, _ output: inout OutputMetadata) {
    output.jfif = jfif
    output.segments += exifSegment(form, &output)
    output.segments += packetSegments()
    output.segments += photoshopSegments(&output)
    if let profile {
      if let parts = profile.segments {
        output.segments += parts
      } else {
        output.warnings.append("its colour profile does not fit into a JPEG, dropped")
      }
    }
    output.segments += segments
    output.segments += comments.map { JPEGSegment(marker: JPEGSegment.comment, data: $0) }
    if header != nil { dropChunks(&output) }
  }

  /// The JFIF header: none where a JPEG file had none and EXIF data tells the
  /// density. EXIF data wants to be first, and cameras write it so.
  private var jfif: JFIFDensity? {
    let unknown = JFIFDensity(unit: 0, x: 1, y: 1)
    if header == nil {
      return hasJFIF || exif == nil ? density?.jfif ?? unknown : nil
    }
    return (exif?.density ?? density)?.jfif ?? unknown
  }

  /// EXIF data as a segment, without the maker's notes where it is too long.
  private func exifSegment(
    _ form: OutputForm, _ output: inout OutputMetadata
  ) -> [JPEGSegment] {
    guard let exif else { return [] }
    func segment(_ data: EXIF) -> [JPEGSegment]? {
      var data = data
      // Another format's data has to become what a JPEG file may hold.
      if header != nil { data.fitJPEG(width: form.layout.width, height: form.layout.height) }
      let bytes = EXIF.identifier + data.bytes
      return bytes.count <= JPEGSegment.largestCount
        ? [JPEGSegment(marker: 0xe1, data: bytes)] : nil
    }
    if let whole = segment(exif) { return whole }
    var shorter = exif
    shorter.removeMakerNote()
    let rest = segment(shorter)
    output.warnings.append(
      "its EXIF data is too long for a JPEG, \(rest == nil ? "" : "the maker's notes ")dropped")
    return rest ?? []
  }

  private func packetSegments() -> [JPEGSegment] {
    guard let packet = xmp else { return [] }
    var (main, rest) = (packet, extendedXMP)
    if packet.bytes.count > ExtendedXMP.largestPacket {
      let unframed = packet.unframed
      if rest == nil, unframed.count > ExtendedXMP.largestPacket {
        rest = ExtendedXMP(unframed)
        main = rest!.mainPacket
      } else {
        main = XMPPacket(unframed)
      }
    }
    let segment = JPEGSegment(marker: 0xe1, data: XMPPacket.identifier + main.framed)
    return [segment] + (rest?.segments ?? [])
  }

  /// Photoshop's resources, also those that a PNG file holds as text.
  private func photoshopSegments(_ output: inout OutputMetadata) -> [JPEGSegment] {
    var budget = InflationBudget()
    let texts = chunks.compactMap { PNGText($0) }.filter { $0.isPhotoshop }
    let resources =
      photoshop
      + texts.compactMap { text in
        text.contents(&budget).flatMap { rawProfile($0) }.map { photoshopResources($0) }
      }
    let partCount = JPEGSegment.largestCount - Self.photoshopIdentifier.count
    return resources.flatMap { resources in
      stride(from: 0, to: resources.count, by: partCount).map { start in
        let part = resources[start..<min(start + partCount, resources.count)]
        return JPEGSegment(marker: 0xed, data: Self.photoshopIdentifier + part)
      }
    }
  }

  /// Says what of a PNG file has no place in a JPEG.
  private func dropChunks(_ output: inout OutputMetadata) {
    if colour.codingPoints != nil || colour.masteringVolume != nil || colour.lightLevels != nil {
      output.warnings.append("its cICP, mDCV or cLLI has no place in a JPEG, dropped")
    }
    var budget = InflationBudget()
    var dropped: [String] = []
    for chunk in chunks {
      guard let text = PNGText(chunk) else {
        if ["caBX", "dSIG"].contains(chunk.type) {
          output.warnings.append("its digital signature does not hold any more, dropped")
        }
        continue
      }
      if text.keyword == "Comment", let comment = text.utf8(&budget),
        comment.count <= JPEGSegment.largestCount
      {
        output.segments.append(JPEGSegment(marker: JPEGSegment.comment, data: comment))
      } else if !text.isPhotoshop {
        dropped.append(text.keyword)
      }
    }
    if !dropped.isEmpty {
      output.notes.append(
        "its text has no place in a JPEG, dropped: \(dropped.prefix(8).joined(separator: ", "))")
    }
  }
}

/// Resources as Photoshop writes them: IPTC data alone becomes one.
private func photoshopResources(_ bytes: [UInt8]) -> [UInt8] {
  if bytes.starts(with: "8BIM".utf8) { return bytes }
  if bytes.starts(with: PictureMetadata.photoshopIdentifier) {
    return Array(bytes.dropFirst(PictureMetadata.photoshopIdentifier.count))
  }
  let padding: [UInt8] = bytes.count % 2 == 0 ? [] : [0]
  return Array("8BIM".utf8) + [4, 4, 0, 0] + bigEndianBytes(bytes.count) + bytes + padding
}
