/// An XMP packet, ISO 16684-1: RDF in XML.
struct XMPPacket: Hashable, Sendable {
  /// The packet's text, of UTF-8 in most files.
  var bytes: [UInt8]

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// What stands before a packet in a JPEG file.
  static let identifier = Array("http://ns.adobe.com/xap/1.0/\0".utf8)
}
