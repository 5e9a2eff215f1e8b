extension PictureMetadata {
  /// Says that the colours are red, green and blue, or gray, of sRGB, wherever
  /// something is said of them.
  mutating func becomeSRGB() {
    profile = nil
    colour = PNGColour()
    exif?.setSRGB()
    changeXMP { $0.setSRGB() }
  }
}

extension EXIF {
  /// Says that the colours are sRGB, wherever data tells of them.
  fileprivate mutating func setSRGB() {
    for entry in details?.entries(of: .colorSpace) ?? [] { set(1, in: entry) }
  }
}

extension XMPPacket {
  /// Says that the colours are sRGB, wherever the packet tells of them. Photoshop
  /// adds the profile's name.
  fileprivate mutating func setSRGB() {
    let names = [
      Name(Self.exif, "ColorSpace"): "1",
      Name("http://ns.adobe.com/photoshop/1.0/", "ICCProfile"): "sRGB IEC61966-2.1",
    ]
    replaceValues(of: names) { value, _ in value }
  }
}
