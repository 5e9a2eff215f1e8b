import TestSupport
import Testing

@testable import UpsampleBase
@testable import UpsampleImages

/// Hostile metadata: no change of any byte may trap, or take long.
@Suite struct MetadataMutationTests {
  @Test(arguments: [false, true])
  func noEXIFTraps(isBigEndian: Bool) {
    let sample = EXIFBytes.camera(isBigEndian: isBigEndian).bytes
    mutate(sample, times: 4000, seed: isBigEndian ? 1 : 2) { bytes in
      guard var exif = EXIF(bytes) else { return }
      exif.setOrientation(.topLeft)
      exif.setSize(width: 70_000, height: 3)
      #expect(exif.bytes.count == bytes.count)
      exif.multiplyDensity(x: 2, y: Ratio(1_000_003, 1_000_001))
      exif.swapDensities()
      exif.removeThumbnail()
      var other = exif
      let layout = ImageLayout(width: 9, height: 70_000, channels: 3, depth: .eight)
      other.fitJPEG(layout, density: .unknown, isSRGB: true)
      #expect(EXIF(other.bytes) == other)
      var bare = exif
      if bare.removePrivateTags() != nil { #expect(EXIF(bare.bytes) == bare) }
      exif.removeMakerNote()
      #expect(exif.bytes.count <= bytes.count && EXIF(exif.bytes) != nil)
    }
  }

  @Test func noXMPTraps() {
    let sample = XMPPacket.sample(
      "hdrgm:Version=\"1\" tiff:ImageWidth='3'",
      "<tiff:ImageLength>4</tiff:ImageLength><Container:Directory><a/></Container:Directory>"
        + "<tiff:XResolution>72/1</tiff:XResolution><xmp:Thumbnails/>")
    mutate(sample.bytes, times: 3000, seed: 5) { bytes in
      var packet = XMPPacket(bytes)
      packet.set(width: 70_000, height: 3)
      packet.setOrientation(.topLeft)
      packet.multiplyDensity(x: 2, y: 3)
      packet.removeThumbnails()
      _ = packet.removeFurtherPictures()
      _ = packet.divided()
      _ = packet.removePrivateProperties()
      _ = packet.merge(sample.bytes)
      _ = (packet.extensionID, packet.unframed, packet.framed)
    }
  }

  @Test func noResourcesTrap() {
    mutate(PhotoshopBytes.sample, times: 4000, seed: 6) { bytes in
      var resources = PhotoshopResources(text: bytes)
      resources.removeThumbnails()
      resources.multiplyDensity(x: 2, y: Ratio(1_000_003, 1_000_001))
      resources.swapDensities()
      resources.append(PhotoshopResources(bytes))
      _ = resources.removePrivateData()
      _ = IPTCData(bytes)?.bytes
    }
  }

  @Test func noPNGTraps() {
    var png = PNGBytes()
    png.addHeader(width: 300, height: 200, depth: 8, color: 3)
    png.add("PLTE", [1, 2, 3, 4, 5, 6])
    png.add("bKGD", [1])
    png.add("gAMA", [0, 0, 1, 1])
    png.add("eXIf", EXIFBytes.camera(isBigEndian: true).bytes)
    png.add("IDAT", [1])
    png.add("iTXt", Array("XML:com.adobe.xmp\0\u{1}\0\0\0".utf8) + zlibCompressed([60, 62]))
    mutate(png.bytes, times: 1500, seed: 3) { write(PictureMetadata(PNGChunks(ByteWindow($0)))) }
  }

  /// Each chunk's data is changed and its checksum made anew.
  @Test func noChunkTraps() {
    let samples: [(PNGChunkType, [UInt8])] = [
      ("bKGD", [0, 1, 0, 2, 0, 3]), ("pHYs", [0, 0, 1, 1, 0, 0, 1, 1, 1]),
      ("iCCP", Array("name\0\0".utf8) + zlibCompressed(profileBytes("RGB "))),
      (
        "zTXt",
        Array("Raw profile type exif\0\0".utf8) + zlibCompressed(Array("\nexif\n2\n0102".utf8))
      ),
      ("iTXt", Array("XML:com.adobe.xmp\0\0\0en\0key\0<x:xmpmeta/>".utf8)),
      ("tEXt", Array("Raw profile type APP1\0\nAPP1\n 3\n010203\n".utf8)),
      ("tEXt", Array("Raw profile type icc\0\nICC profile\n 3\n010203\n".utf8)),
      ("cHRM", (1...8).flatMap { bigEndianBytes($0 * 5000) }),
      (
        "zTXt",
        PNGText.rawProfile("8bim", PhotoshopBytes.sample).data
      ),
      ("sCAL", [1] + Array("0.5\03e-2".utf8)), ("oFFs", [0, 0, 0, 1, 0, 0, 0, 2, 0]),
      ("pCAL", Array("a\0".utf8) + [UInt8](repeating: 0, count: 8) + Array("\0\u{2}m\01\02".utf8)),
    ]
    for (index, sample) in samples.enumerated() {
      mutate(sample.1, times: 400, seed: UInt64(10 + index)) { bytes in
        write(PictureMetadata(png: [(sample.0, bytes)]))
      }
    }
  }

  @Test func noJPEGTraps() {
    let profile = ICCProfile(profileBytes("RGB "))!.segments!
    let extended = ExtendedXMP(XMPPacket.sample("tiff:ImageWidth=\"6\"").unframed)
    let bytes = jpegBytes(
      [
        JPEGSegment(marker: 0xe0, data: Array("JFIF\0".utf8) + [1, 2, 1, 0, 72, 0, 72, 0, 0]),
        JPEGSegment(
          marker: 0xe1, data: EXIF.identifier + EXIFBytes.camera(isBigEndian: false).bytes),
        JPEGSegment(marker: 0xe1, data: XMPPacket.identifier + extended.mainPacket.bytes),
        JPEGSegment(
          marker: 0xed, data: PhotoshopResources.identifier + PhotoshopBytes.sample),
      ] + profile + extended.segments)
    mutate(bytes, times: 3000, seed: 4) { write(PictureMetadata(JPEGMarkers(ByteWindow($0)))) }
  }

  private func write(_ metadata: PictureMetadata) {
    var options = WritingOptions()
    options.density = .multiply
    let input = ImageLayout(width: 30, height: 20, channels: 3, depth: .eight)
    let output = ImageLayout(width: 70, height: 30, channels: 3, depth: .eight)
    for format in ImageFormat.allCases {
      for policy in MetadataPolicy.allCases {
        options.metadata = policy
        let form = OutputForm(output, of: input, format, options, animation: .firstFrame)
        let written = metadata.upright.written(as: form)
        #expect(written.segments.allSatisfy { $0.data.count <= JPEGSegment.largestCount })
      }
    }
  }
}
