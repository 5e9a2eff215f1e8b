/// A format that is known by a file's first bytes, though it is not read.
package enum ForeignFormat: String, Sendable, CaseIterable {
  case webP = "WebP"
  case tiff = "TIFF"
  case gif = "GIF"
  case heic = "HEIC"
  case avif = "AVIF"
  case bmp = "BMP"
  case jpegXL = "JPEG XL"
  case jpeg2000 = "JPEG 2000"
  case jpegXR = "JPEG XR"
  case jpegXS = "JPEG XS"
  case svg = "SVG"
  case pdf = "PDF"
  case postScript = "PostScript"
  case photoshop = "Photoshop"
  case gimp = "GIMP"
  case icon = "ICO"
  case netpbm = "Netpbm"
  case openEXR = "OpenEXR"
  case radiance = "Radiance HDR"
  case rawPhoto = "camera raw"
  case qoi = "QOI"
  case dds = "DDS"
  case djVu = "DjVu"
  case mng = "MNG"
  case fits = "FITS"
  case dicom = "DICOM"
  case video = "a video"
  case html = "an HTML page"
  case lfsPointer = "a Git LFS pointer"
  case numpyArray = "a NumPy array"

  /// The bytes at a file's start that tell all of them apart.
  static let mostBytes = 512

  /// Whether files of the format hold pictures, or pages of them.
  package var isPicture: Bool {
    switch self {
    case .video, .html, .lfsPointer, .numpyArray: false
    default: true
    }
  }

  /// What makes a PNG of such a file, or helps otherwise.
  var remedy: String {
    switch self {
    case .webP: converting("dwebp in.webp -o in.png")
    case .tiff:
      converting("convert in.tif in.png; a camera's raw: darktable-cli in.nef in.png")
    case .gif: converting("convert 'in.gif[0]' in.png, which takes the first picture")
    case .heic: converting("heif-convert in.heic in.png")
    case .avif: converting("avifdec in.avif in.png")
    case .bmp: converting("convert in.bmp in.png")
    case .jpegXL: converting("djxl in.jxl in.png")
    case .jpeg2000: converting("opj_decompress -i in.jp2 -o in.png")
    case .jpegXR: converting("JxrDecApp -i in.jxr -o in.bmp, then: convert in.bmp in.png")
    case .svg: "A drawing needs no upsampling, as in: rsvg-convert --width 1920 in.svg -o out.png"
    case .pdf: "A page needs no upsampling, as in: pdftoppm -png -r 300 in.pdf out"
    case .postScript:
      "A page needs no upsampling, as in: gs -sDEVICE=png16m -r300 -o out.png in.ps"
    case .photoshop: converting("convert 'in.psd[0]' in.png")
    case .icon: converting("icotool -x in.ico")
    case .netpbm: converting("pnmtopng in.ppm | upsample - out.png")
    case .openEXR: converting("convert in.exr in.png")
    case .radiance: converting("convert in.hdr in.png")
    case .rawPhoto: converting("darktable-cli in.cr2 in.png")
    case .qoi: converting("ffmpeg -i in.qoi in.png")
    case .djVu: converting("ddjvu -format=ppm in.djvu in.ppm; pnmtopng in.ppm > in.png")
    case .jpegXS, .gimp, .dds, .mng, .fits, .dicom:
      "Convert it to PNG first, with a program that reads it."
    case .video: "Take its pictures first, as in: ffmpeg -i in.mp4 photos/%06d.png"
    case .html: "A download may have been answered by a page that says what went wrong: read it."
    case .lfsPointer: "The picture itself is fetched by: git lfs pull"
    case .numpyArray: "Operations on arrays are those of: upsample op"
    }
  }

  private func converting(_ command: String) -> String { "Convert it first, as in: \(command)" }
}

extension ForeignFormat {
  /// The format that a file's first bytes name, of which there are up to ``mostBytes``.
  init?(_ start: [UInt8]) {
    let found =
      Self.signatures.first { $0.isFound(in: start) }?.format ?? Self.isoMedia(start)
      ?? Self.bitmap(start) ?? Self.netpbm(start) ?? Self.markup(start)
    guard let found else { return nil }
    self = found
  }

  private struct Signature {
    let format: ForeignFormat
    let offset: Int
    let bytes: [UInt8]

    init(_ format: ForeignFormat, _ text: StaticString, at offset: Int = 0) {
      self.format = format
      self.offset = offset
      // A character above U+007F stands for the byte of its number.
      bytes = "\(text)".unicodeScalars.map { UInt8($0.value) }
    }

    func isFound(in start: [UInt8]) -> Bool { start.dropFirst(offset).starts(with: bytes) }
  }

  /// More special ones come first.
  private static let signatures: [Signature] = [
    Signature(.webP, "WEBP", at: 8), Signature(.rawPhoto, "CR\u{2}\0", at: 8),
    Signature(.tiff, "II*\0"), Signature(.tiff, "MM\0*"), Signature(.tiff, "II+\0"),
    Signature(.tiff, "MM\0+"), Signature(.gif, "GIF87a"), Signature(.gif, "GIF89a"),
    Signature(.jpegXL, "\u{ff}\n"), Signature(.jpegXL, "\0\0\0\u{c}JXL \r\n\u{87}\n"),
    Signature(.jpeg2000, "\u{ff}\u{4f}\u{ff}\u{51}"),
    Signature(.jpeg2000, "\0\0\0\u{c}jP  \r\n\u{87}\n"), Signature(.jpegXR, "II\u{bc}\u{1}"),
    Signature(.jpegXS, "\u{ff}\u{10}\u{ff}\u{50}"),
    Signature(.jpegXS, "\0\0\0\u{c}JXS \r\n\u{87}\n"), Signature(.pdf, "%PDF-"),
    Signature(.postScript, "%!PS"), Signature(.postScript, "\u{c5}\u{d0}\u{d3}\u{c6}"),
    Signature(.photoshop, "8BPS"), Signature(.gimp, "gimp xcf"),
    Signature(.openEXR, "v/1\u{1}"), Signature(.radiance, "#?RADIANCE"),
    Signature(.radiance, "#?RGBE"), Signature(.rawPhoto, "IIRO"), Signature(.rawPhoto, "IIRS"),
    Signature(.rawPhoto, "MMOR"), Signature(.rawPhoto, "IIU\0"),
    Signature(.rawPhoto, "FUJIFILMCCD-RAW"), Signature(.rawPhoto, "FOVb"),
    Signature(.rawPhoto, "\0MRM"), Signature(.qoi, "qoif"), Signature(.dds, "DDS "),
    Signature(.djVu, "AT&TFORM"), Signature(.mng, "\u{8a}MNG\r\n\u{1a}\n"),
    Signature(.mng, "\u{8b}JNG\r\n\u{1a}\n"), Signature(.fits, "SIMPLE  ="),
    Signature(.dicom, "DICM", at: 128), Signature(.video, "\u{1a}\u{45}\u{df}\u{a3}"),
    Signature(.video, "AVI ", at: 8), Signature(.lfsPointer, "version https://git-lfs"),
    Signature(.numpyArray, "\u{93}NUMPY"),
  ]

  /// What the brands of an ISO base media file name: pictures, or else a video.
  private static func isoMedia(_ start: [UInt8]) -> ForeignFormat? {
    guard start.count >= 12, start[4..<8].elementsEqual("ftyp".utf8) else { return nil }
    let length = start[..<4].reduce(0) { $0 << 8 | Int($1) }
    let brands = stride(from: 8, to: min(max(length, 12), start.count) - 3, by: 4).map {
      String(decoding: start[$0..<$0 + 4], as: UTF8.self)
    }
    if brands.contains("crx ") { return .rawPhoto }
    if brands.contains(where: ["avif", "avis"].contains) { return .avif }
    let pictures = ["heic", "heix", "heim", "heis", "hevc", "hevx", "hevm", "hevs", "mif1", "msf1"]
    return brands.contains(where: pictures.contains) ? .heic : .video
  }

  /// Windows' bitmaps and icons, whose few fixed bytes are checked with their headers'.
  private static func bitmap(_ start: [UInt8]) -> ForeignFormat? {
    guard start.count >= 22 else { return nil }
    let headers: [UInt8] = [12, 16, 40, 52, 56, 64, 108, 124]
    if start.starts(with: "BM".utf8), start[6..<10].allSatisfy({ $0 == 0 }),
      headers.contains(start[14]), start[15..<18].allSatisfy({ $0 == 0 })
    {
      return .bmp
    }
    let isIcon = start[0...1] == [0, 0] && (1...2).contains(start[2]) && start[3] == 0
    return isIcon && start[4] > 0 && start[5] == 0 && start[9] == 0 ? .icon : nil
  }

  /// PBM, PGM, PPM, PAM and PFM: a letter, a digit and a blank before more digits.
  private static func netpbm(_ start: [UInt8]) -> ForeignFormat? {
    guard start.count >= 4, start[0] == UInt8(ascii: "P") else { return nil }
    let kind = UnicodeScalar(start[1])
    let isBlank = [0x09, 0x0a, 0x0d, 0x20].contains(start[2])
    let follows = UnicodeScalar(start[3])
    if kind == "7" { return isBlank && (follows == "W" || follows == "#") ? .netpbm : nil }
    let isFollowed = ("0"..."9").contains(follows) || follows == "#"
    return "123456Ff".unicodeScalars.contains(kind) && isBlank && isFollowed ? .netpbm : nil
  }

  /// Text that begins with a tag.
  private static func markup(_ start: [UInt8]) -> ForeignFormat? {
    let text = start.drop { [0xef, 0xbb, 0xbf, 0x09, 0x0a, 0x0d, 0x20].contains($0) }
    guard text.first == UInt8(ascii: "<") else { return nil }
    let beginning = String(decoding: text, as: UTF8.self).lowercased()
    if ["<!doctype html", "<html"].contains(where: beginning.contains) { return .html }
    return beginning.contains("<svg") ? .svg : nil
  }
}
