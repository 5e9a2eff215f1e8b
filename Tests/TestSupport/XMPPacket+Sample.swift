import UpsampleImages

extension XMPPacket {
  /// A packet with the given attributes and children of its description.
  package static func sample(_ attributes: String, _ children: String = "") -> XMPPacket {
    XMPPacket(
      Array(
        """
        <?xpacket begin="\u{feff}" id="W5M0MpCehiHzreSzNTczkc9d"?>
        <!-- tiff:ImageWidth="1" --><x:xmpmeta xmlns:x="adobe:ns:meta/">
        <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
        <rdf:Description rdf:about="" xmlns:tiff="http://ns.adobe.com/tiff/1.0/"
          xmlns:e="http://ns.adobe.com/exif/1.0/" xmlns:xmpNote="http://ns.adobe.com/xmp/note/"
          xmlns:hdrgm="http://ns.adobe.com/hdr-gain-map/1.0/"
          xmlns:Container="http://ns.google.com/photos/1.0/container/"
          xmlns:GCamera="http://ns.google.com/photos/1.0/camera/"
          xmlns:xmp="http://ns.adobe.com/xap/1.0/" \(attributes)>\(children)
        </rdf:Description></rdf:RDF></x:xmpmeta>
        <?xpacket end="w"?>
        """.utf8))
  }
}
