import Testing

@testable import UpsampleBase
@testable import UpsampleImages

@Suite struct XMPPacketTests {
  @Test func attributesAndElementsAreUpdated() {
    var packet = XMPPacket.sample(
      "tiff:ImageWidth=\"300\" e:PixelYDimension='200' tiff:Orientation = \"6\"",
      "<tiff:ImageLength>200</tiff:ImageLength><e:PixelXDimension>300</e:PixelXDimension>")
    packet.set(width: 1200, height: 80)
    packet.setOrientation(.topLeft)
    let expected = XMPPacket.sample(
      "tiff:ImageWidth=\"1200\" e:PixelYDimension='80' tiff:Orientation = \"1\"",
      "<tiff:ImageLength>80</tiff:ImageLength><e:PixelXDimension>1200</e:PixelXDimension>")
    #expect(packet == expected)
  }

  @Test func everythingElseStays() {
    for packet in [
      XMPPacket.sample(
        "tiff:ImageWidth=\"3OO\" tiff:ImageHeight=\"3\" ImageWidth=\"3\" x:ImageWidth=\"3\""),
      XMPPacket.sample("", "<tiff:ImageWidth/><tiff:ImageWidth><rdf:Bag/></tiff:ImageWidth>300"),
      XMPPacket.sample("", "<![CDATA[<tiff:ImageWidth>300</tiff:ImageWidth>]]>"),
      XMPPacket([]), XMPPacket(Array("tiff:ImageWidth=\"300\"".utf8)),
      XMPPacket(Array("<a xmlns:tiff='http://ns.adobe.com/tiff/1.0/' tiff:ImageWidth='3".utf8)),
      XMPPacket(Array("<a xmlns:t='http://ns.adobe.com/tiff/1.0/' t:ImageWidth='3'/><".utf8)),
    ] {
      var changed = packet
      changed.set(width: 7, height: 8)
      changed.setOrientation(.topLeft)
      changed.multiplyDensity(x: 2, y: 3)
      #expect(changed == packet)
    }
  }

  @Test func gainMapsAreRemoved() {
    var packet = XMPPacket.sample(
      "hdrgm:Version=\"1.0\" tiff:ImageWidth=\"3\"",
      """
      <Container:Directory><rdf:Seq><rdf:li rdf:parseType="Resource"><Container:Item/></rdf:li>\
      </rdf:Seq></Container:Directory><hdrgm:Gamma><hdrgm:Gamma/></hdrgm:Gamma><tiff:Make>M</tiff:Make>
      """)
    let removed = packet.removeFurtherPictures()
    #expect(removed)
    #expect(packet == XMPPacket.sample(" tiff:ImageWidth=\"3\"", "<tiff:Make>M</tiff:Make>"))
    let again = packet.removeFurtherPictures()
    #expect(!again)
  }

  @Test func filmsAndThumbnailsAreRemoved() {
    var packet = XMPPacket.sample(
      "GCamera:MotionPhotoVersion=\"1\" GCamera:MicroVideoOffset=\"9\" GCamera:BurstID=\"a\"",
      "<GCamera:MotionPhoto>1</GCamera:MotionPhoto><xmp:Thumbnails><a/></xmp:Thumbnails>")
    packet.removeThumbnails()
    let removed = packet.removeFurtherPictures()
    #expect(removed)
    #expect(packet == XMPPacket.sample("  GCamera:BurstID=\"a\""))
  }

  @Test func fractionsOfTheDensityAreMultiplied() {
    var packet = XMPPacket.sample(
      "tiff:XResolution=\"720000/10000\"", "<tiff:YResolution>72/1</tiff:YResolution>")
    packet.multiplyDensity(x: Ratio(3, 2), y: 2)
    #expect(
      packet
        == XMPPacket.sample(
          "tiff:XResolution=\"108/1\"", "<tiff:YResolution>144/1</tiff:YResolution>"))
    let other = XMPPacket.sample(
      "tiff:XResolution=\"72\"", "<tiff:YResolution>72/0</tiff:YResolution>")
    packet = other
    packet.multiplyDensity(x: 2, y: 2)
    #expect(packet == other)
  }

  @Test func packetsAreFramedOnce() {
    let packet = XMPPacket(Array("<x:xmpmeta/>".utf8))
    let framed = XMPPacket(packet.framed)
    #expect(framed.unframed == packet.bytes)
    #expect(framed.framed == framed.bytes)
    #expect(framed.bytes.starts(with: "<?xpacket begin=".utf8))
  }

  @Test func extensionsAreNamedByAttributeOrElement() {
    #expect(
      XMPPacket.sample("xmpNote:HasExtendedXMP=\"ABC\"").extensionID == Array("ABC".utf8))
    #expect(
      XMPPacket.sample("", "<xmpNote:HasExtendedXMP>ABC</xmpNote:HasExtendedXMP>").extensionID
        == Array("ABC".utf8))
    #expect(XMPPacket.sample("").extensionID == nil)
  }

  @Test func extensionIsMergedIntoThePacket() {
    var packet = XMPPacket.sample("xmpNote:HasExtendedXMP=\"ABC\"")
    let more = """
      <x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf\
      -syntax-ns#"><rdf:Description a="b"/></rdf:RDF></x:xmpmeta>
      """
    let merged = packet.merge(Array(more.utf8))
    #expect(merged)
    let text = String(decoding: packet.bytes, as: UTF8.self)
    #expect(text.contains("</rdf:Description><rdf:Description a=\"b\"/></rdf:RDF></x:xmpmeta>"))
    #expect(packet.extensionID == nil)
    let refused = packet.merge(Array("no XML".utf8))
    #expect(!refused)
    let start = "<r:RDF xmlns:r='\(XMLTags.rdf)'>"
    var reversed = XMPPacket(Array("</r:RDF>\(start)".utf8))
    let isMerged = reversed.merge(Array("\(start)</r:RDF>".utf8))
    #expect(!isMerged, "it ends before it begins")
  }

  @Test func theLongestPropertiesBecomeAnExtension() throws {
    let long = String(repeating: "long ", count: 10_000)
    let longer =
      "<rdf:Bag><rdf:li>\(String(repeating: "longer ", count: 10_000))</rdf:li></rdf:Bag>"
    let packet = XMPPacket.sample(
      "tiff:Make=\"M\"", "<e:A>\(long)</e:A><e:B>\(longer)</e:B><tiff:Model/>")
    var (main, rest) = try #require(packet.divided())
    let text = String(decoding: main.bytes, as: UTF8.self)
    #expect(text.contains("<e:A>\(long)</e:A><tiff:Model/>") && text.contains("tiff:Make=\"M\""))
    #expect(main.extensionID == rest.id && main.bytes.count <= ExtendedXMP.largestPacket)
    #expect(
      String(decoding: rest.bytes, as: UTF8.self)
        .hasSuffix(
          "<rdf:Description rdf:about=\"\"><e:B>\(longer)</e:B></rdf:Description></rdf:RDF>"))
    let merged = main.merge(rest.bytes)
    #expect(merged && main.bytes.count > packet.unframed.count)
  }

  @Test func packetsWhoseAttributesAreTooLongAreNotDivided() {
    let long = String(repeating: "x", count: 66_000)
    #expect(XMPPacket.sample("e:A=\"\(long)\"", "<e:B/>").divided() == nil)
    #expect(XMPPacket(Array(long.utf8)).divided() == nil)
    let others = String(decoding: XMPPacket.sample("", "<e:B>\(long)</e:B>").bytes, as: UTF8.self)
      .replacing("rdf:", with: "r:").replacing(":rdf", with: ":r")
    #expect(XMPPacket(Array(others.utf8)).divided() == nil, "prefixes of one's own")
    #expect(XMPPacket.sample("", "<e:B xmlns:e=\"twice\">\(long)</e:B>").divided() == nil)
  }

  @Test func prefixesOfAnExtensionAreBoundInThePacketToo() {
    let rdf = "xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\""
    func merged(_ binding: String) -> String? {
      var packet = XMPPacket.sample("")
      let more = "<x><rdf:RDF \(rdf) \(binding)><rdf:Description n:a=\"b\"/></rdf:RDF></x>"
      return packet.merge(Array(more.utf8)) ? String(decoding: packet.bytes, as: UTF8.self) : nil
    }
    let packet = merged("xmlns:n='u'")
    #expect(packet?.contains("22-rdf-syntax-ns#\" xmlns:n='u'>") == true)
    #expect(merged("xmlns:tiff='another'") == nil)
  }

  /// A prefix that one description binds does not hold in the others.
  @Test func prefixesThatHoldOnlyFurtherWithinAreBoundAgain() {
    var packet = XMPPacket.sample("")
    let more = """
      <rdf:RDF xmlns:rdf="\(XMLTags.rdf)" xmlns:tiff="http://ns.adobe.com/tiff/1.0/">\
      <rdf:Description tiff:Make="M"/></rdf:RDF>
      """
    let isMerged = packet.merge(Array(more.utf8))
    let text = String(decoding: packet.bytes, as: UTF8.self)
    #expect(
      isMerged && text.contains("\"\(XMLTags.rdf)\" xmlns:tiff=\"http://ns.adobe.com/tiff/1.0/\">"))
  }

  @Test func whatTellsOfOtherPicturesStays() {
    let ingredient = """
      <e:Pantry><rdf:Bag><rdf:li><rdf:Description tiff:ImageWidth="5000" tiff:Orientation="6">\
      <tiff:ImageLength>4000</tiff:ImageLength></rdf:Description></rdf:li></rdf:Bag></e:Pantry>
      """
    func packet(_ width: Int) -> XMPPacket {
      XMPPacket.sample(
        "", "\(ingredient)<tiff:ImageWidth>\(width)</tiff:ImageWidth>\(ingredient)")
    }
    var changed = packet(300)
    changed.set(width: 600, height: 8)
    changed.setOrientation(.topLeft)
    #expect(changed == packet(600))
  }

  @Test(arguments: [1, 65_458, 65_459, 200_000])
  func extensionsAreTheSameAfterTheyWereSplit(count: Int) throws {
    let whole = ExtendedXMP((0..<count).map { UInt8(truncatingIfNeeded: $0 * 13) })
    #expect(whole.segments.count == (count + 65_457) / 65_458)
    #expect(ExtendedXMP(whole.segments.reversed(), id: whole.id) == whole)
    #expect(whole.mainPacket.extensionID == whole.id)
    #expect(ExtendedXMP(whole.segments, id: Array(repeating: 0x41, count: 32)) == nil)
    #expect(ExtendedXMP(Array(whole.segments.dropFirst()), id: whole.id) == nil)
    #expect(ExtendedXMP(whole.segments + [whole.segments[0]], id: whole.id) == whole)
    var other = whole.segments[0]
    other.data[other.data.count - 1] ^= 1
    #expect(ExtendedXMP(whole.segments + [other], id: whole.id) == nil)
    let lowercase = whole.id.map { (0x41...0x46).contains($0) ? $0 | 0x20 : $0 }
    #expect(ExtendedXMP(whole.segments, id: lowercase)?.bytes == whole.bytes)
  }
}
