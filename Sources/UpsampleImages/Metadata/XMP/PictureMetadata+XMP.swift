extension PictureMetadata {
  /// Changes the XMP packet as the output's form asks for.
  ///
  /// - Returns: Whether it told of further pictures or films, which is gone.
  mutating func fitXMP(_ form: OutputForm) -> Bool {
    var hadPictures = false
    changeXMP { packet in
      hadPictures = packet.removeFurtherPictures() || hadPictures
      packet.removeThumbnails()
      packet.set(width: form.layout.width, height: form.layout.height)
      if form.density == .multiply {
        packet.multiplyDensity(x: form.widthRatio, y: form.heightRatio)
      }
    }
    return hadPictures
  }

  /// Changes the packet, and its extension, which gets another name then.
  mutating func changeXMP(_ change: (inout XMPPacket) -> Void) {
    if var packet = xmp {
      change(&packet)
      xmp = packet
    }
    guard let before = extendedXMP else { return }
    var packet = XMPPacket(before.bytes)
    change(&packet)
    if packet.bytes == before.bytes { return }
    let after = ExtendedXMP(packet.bytes)
    extendedXMP = after
    xmp?.set(extensionID: after.id)
  }
}
