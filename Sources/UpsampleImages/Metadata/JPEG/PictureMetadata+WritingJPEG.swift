import UpsampleBase

extension PictureMetadata {
  /// Adds the segments and the density of a JPEG output.
  func writeJPEG(_ form: OutputForm, _ output: inout OutputMetadata) {
    output.jfif = jfif(form.layout.colorModel)
    output.segments += exifSegments(form, &output)
    output.segments += packetSegments()
    output.segments += photoshop.flatMap {
      JPEGSegment.segments(0xed, PhotoshopResources.identifier, $0)
    }
    if let profile {
      if let parts = profile.segments {
        output.segments += parts
      } else {
        output.warnings.append(.profileBeyondJPEG)
      }
    }
    output.segments += segments
    output.segments += comments.map { JPEGSegment(marker: JPEGSegment.comment, data: $0) }
    if origin.isPNG { dropChunks(&output) }
  }

  /// The JFIF header: none where a JPEG file had none and EXIF data tells the
  /// density. EXIF data wants to be first, and cameras write it so. JFIF knows no
  /// inks, so they have a header only if they had one.
  private func jfif(_ model: ImageLayout.ColorModel) -> JFIFDensity? {
    switch origin {
    case .png: (exif?.density ?? density)?.jfif ?? .unknown
    case .jpeg(hasJFIF: true): density?.jfif ?? .unknown
    case .jpeg(hasJFIF: false), .none:
      exif == nil && model != .cmyk ? density?.jfif ?? .unknown : nil
    }
  }

  /// EXIF data as a segment, without the maker's notes where it is too long. A
  /// JPEG file that had several keeps them, though few programs know of that.
  private func exifSegments(
    _ form: OutputForm, _ output: inout OutputMetadata
  ) -> [JPEGSegment] {
    guard let exif else { return [] }
    let density = output.jfif ?? .unknown
    func segments(_ data: EXIF) -> [JPEGSegment]? {
      var data = data
      // Another format's data has to become what a JPEG file must hold.
      if origin.isPNG { data.fitJPEG(form.layout, density: density, isSRGB: profile == nil) }
      let parts = JPEGSegment.segments(0xe1, EXIF.identifier, data.bytes)
      return parts.count == 1 || !origin.isPNG ? parts : nil
    }
    if let whole = segments(exif) { return whole }
    var shorter = exif
    shorter.removeMakerNote()
    let rest = segments(shorter)
    output.warnings.append(.exifBeyondJPEG(dropped: rest == nil ? .all : .makerNotes))
    return rest ?? []
  }

  /// The packet in a segment. One that is too long is divided, or becomes an
  /// extension as a whole.
  private func packetSegments() -> [JPEGSegment] {
    guard var main = xmp else { return [] }
    var rest = extendedXMP
    if main.bytes.count > ExtendedXMP.largestPacket { main = XMPPacket(main.unframed) }
    if main.bytes.count > ExtendedXMP.largestPacket {
      if let more = rest?.bytes { _ = main.merge(more) }
      let whole = ExtendedXMP(main.bytes)
      let parts = main.divided() ?? (whole.mainPacket, whole)
      (main, rest) = (parts.main, parts.rest)
    }
    let segment = JPEGSegment(marker: 0xe1, data: XMPPacket.identifier + main.framed)
    return [segment] + (rest?.segments ?? [])
  }

  /// Says what of a PNG file has no place in a JPEG.
  private func dropChunks(_ output: inout OutputMetadata) {
    if colour.codingPoints != nil || colour.masteringVolume != nil || colour.lightLevels != nil {
      output.warnings.append(.codingPointsInJPEG)
    }
    var budget = InflationBudget()
    var dropped: [String] = []
    for chunk in chunks {
      guard let text = PNGText(chunk) else { continue }
      if text.keyword.lowercased() == "comment", let comment = text.utf8(&budget),
        comment.count <= JPEGSegment.largestCount
      {
        output.segments.append(JPEGSegment(marker: JPEGSegment.comment, data: comment))
      } else {
        dropped.append(text.keyword)
      }
    }
    if !dropped.isEmpty { output.notes.append(.textsInJPEG(dropped)) }
  }
}
