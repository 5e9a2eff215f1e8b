/// What a picture file says beside its pixels.
///
/// It is the same for both formats, but for what only one of them can hold,
/// which stays as it stands in the file.
package struct PictureMetadata: Sendable {
  /// Where all of it comes from.
  var origin = Origin.none
  /// EXIF data.
  var exif: EXIF?
  /// How the stored pixels are shown, as EXIF data says.
  package var orientation = Orientation.topLeft
  /// The colour profile, whatever its colour space.
  var profile: ICCProfile?
  /// The colours as PNG tells them.
  var colour = PNGColour()
  /// The colour behind the picture: 1 sample of gray, or 3 of red, green and
  /// blue, in the units of the decoded rows.
  var background: [UInt16]?
  /// The density of a pHYs chunk or a JFIF segment. That of EXIF is there.
  var density: PixelDensity?
  /// The XMP packet.
  var xmp: XMPPacket?
  /// What did not fit into the packet's segment of a JPEG file.
  var extendedXMP: ExtendedXMP?
  /// The resources of Photoshop segments, IPTC among them, one for each segment.
  var photoshop: [[UInt8]] = []
  /// Comments of a JPEG file.
  var comments: [[UInt8]] = []
  /// The other chunks of a PNG file, text among them, in order.
  var chunks: [PNGChunk] = []
  /// The other segments of a JPEG file, in order.
  var segments: [JPEGSegment] = []
  /// What is too much of it: it was read in part, and the picture is refused.
  var excess: MetadataExcess?
  /// What was left out because it is broken.
  var warnings: [MetadataNotice] = []

  /// The profile's bytes.
  var iccProfile: [UInt8]? { profile?.bytes }

  /// What metadata comes from, and what a file of that format alone tells.
  enum Origin: Hashable, Sendable {
    /// Nothing that was read, or nothing that is to be told.
    case none
    /// A PNG file: its IHDR, unless that is broken, and whether it is an animation.
    case png(PNGChunks.Header?, isAnimated: Bool)
    /// A JPEG file, and whether it has a JFIF header.
    case jpeg(hasJFIF: Bool)

    /// Whether it is a PNG file.
    var isPNG: Bool { if case .png = self { true } else { false } }
  }
}

/// The colours of a PNG file, as its chunks tell them. Where several do, cICP
/// comes before the profile, that before sRGB, and that before gamma and
/// chromaticities.
struct PNGColour: Hashable, Sendable {
  /// The reciprocal of the exponent that turns samples into light, times
  /// 100000: 45455 for 1/2.2.
  var gamma: Int?
  /// The x and y of white, red, green and blue, times 100000.
  var chromaticities: [Int]?
  /// The rendering intent of samples that are sRGB, 0 to 3.
  var sRGB: Int?
  /// The data of cICP, mDCV and cLLI: primaries, transfer function, matrix and
  /// range by ITU-T H.273, the mastering display's volume, light levels.
  var codingPoints: [UInt8]?
  var masteringVolume: [UInt8]?
  var lightLevels: [UInt8]?

  /// Whether nothing is told.
  var isEmpty: Bool { self == PNGColour() }
}
