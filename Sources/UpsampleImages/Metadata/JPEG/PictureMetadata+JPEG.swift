extension PictureMetadata {
  /// What the segments of a JPEG file say.
  init(_ file: JPEGMarkers) {
    origin = .jpeg(hasJFIF: false)
    for segment in file.segments
    where !ICCProfile.isPart(segment) && !ExtendedXMP.isPart(segment) { take(segment) }
    takeEXIF(file.segments.filter { $0.isMarked(0xe1, EXIF.identifier) })
    do throws(ICCProfile.BrokenProfile) {
      profile = try ICCProfile(file.segments)
    } catch {
      warnings.append(.broken(.profile))
    }
    if let id = xmp?.extensionID {
      extendedXMP = ExtendedXMP(file.segments, id: id)
      if extendedXMP == nil {
        xmp?.removeExtensionID()
        warnings.append(.broken(.xmpExtension))
      }
    } else if file.segments.contains(where: ExtendedXMP.isPart) {
      warnings.append(.extensionWithoutPacket)
    }
    if file.segments.count(where: { $0.isMarked(0xe1, XMPPacket.identifier) }) > 1 {
      warnings.append(.furtherPackets)
    }
    excess = file.excess
    orientation = exif?.orientation ?? .topLeft
  }

  private mutating func take(_ segment: JPEGSegment) {
    let data = segment.data
    if segment.isMarked(0xe0, Array("JFIF\0".utf8)) {
      guard origin != .jpeg(hasJFIF: true) else { return }
      origin = .jpeg(hasJFIF: true)
      density = PixelDensity(jfif: data)
    } else if segment.isMarked(0xe1, EXIF.identifier) {
      return
    } else if segment.isMarked(0xe1, XMPPacket.identifier) {
      xmp = xmp ?? XMPPacket(Array(data.dropFirst(XMPPacket.identifier.count)))
    } else if segment.isMarked(0xed, PhotoshopResources.identifier) {
      photoshop.append(Array(data.dropFirst(PhotoshopResources.identifier.count)))
    } else if segment.marker == JPEGSegment.comment {
      comments.append(data)
    } else {
      segments.append(segment)
    }
  }

  /// Takes the first segment of EXIF data. A full one may go on in the next, which
  /// is told by its having no header.
  private mutating func takeEXIF(_ segments: [JPEGSegment]) {
    guard let first = segments.first else { return }
    var data = first.data
    for (last, next) in zip(segments, segments.dropFirst()) {
      let more = next.data.dropFirst(EXIF.identifier.count)
      guard last.data.count == JPEGSegment.largestCount, !EXIF.hasHeader(more) else { break }
      data += more
    }
    if let found = EXIF(data) { exif = found } else { warnings.append(.broken(.exif)) }
  }
}
