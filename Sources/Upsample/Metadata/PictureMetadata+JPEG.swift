extension PictureMetadata {
  /// What the segments of a JPEG file say.
  init(_ file: JPEGMarkers) {
    for segment in file.segments
    where !ICCProfile.isPart(segment) && !ExtendedXMP.isPart(segment) { take(segment) }
    do throws(ICCProfile.BrokenProfile) {
      profile = try ICCProfile(file.segments)
    } catch {
      warnBroken("colour profile")
    }
    if let id = xmp?.extensionID {
      extendedXMP = ExtendedXMP(file.segments, id: id)
      if extendedXMP == nil {
        xmp?.removeExtensionID()
        warnBroken("XMP extension")
      }
    }
    if file.isOversized {
      warnings.append("its metadata is larger than \(JPEGMarkers.largestSum) bytes, cut off")
    }
    orientation = exif?.orientation ?? .topLeft
  }

  private mutating func take(_ segment: JPEGSegment) {
    let data = segment.data
    if segment.isMarked(0xe0, Array("JFIF\0".utf8)) {
      guard !hasJFIF else { return }
      hasJFIF = true
      density = PixelDensity(jfif: data)
    } else if segment.isMarked(0xe1, EXIF.identifier) {
      guard exif == nil else { return }
      if let found = EXIF(data) { exif = found } else { warnBroken("EXIF data") }
    } else if segment.isMarked(0xe1, XMPPacket.identifier) {
      xmp = xmp ?? XMPPacket(Array(data.dropFirst(XMPPacket.identifier.count)))
    } else if segment.isMarked(0xed, Self.photoshopIdentifier) {
      photoshop.append(Array(data.dropFirst(Self.photoshopIdentifier.count)))
    } else if segment.marker == JPEGSegment.comment {
      comments.append(data)
    } else {
      segments.append(segment)
    }
  }

  /// What a segment of Photoshop's resources begins with.
  static let photoshopIdentifier = Array("Photoshop 3.0\0".utf8)
}
