import UpsampleBase

extension XMPPacket {
  private static let tiff = "http://ns.adobe.com/tiff/1.0/"
  static let exif = "http://ns.adobe.com/exif/1.0/"

  /// Says that the picture has that size, wherever the packet tells of one in plain
  /// digits.
  mutating func set(width: Int, height: Int) {
    let names = [
      Name(Self.tiff, "ImageWidth"): width, Name(Self.tiff, "ImageLength"): height,
      Name(Self.exif, "PixelXDimension"): width, Name(Self.exif, "PixelYDimension"): height,
    ]
    replaceValues(of: names) { value, text in Self.isNumber(text) ? "\(value)" : nil }
  }

  /// Says how the stored pixels are shown, if the packet tells of that.
  mutating func setOrientation(_ orientation: Orientation) {
    replaceValues(of: [Name(Self.tiff, "Orientation"): orientation.rawValue]) { value, text in
      Self.isNumber(text) ? "\(value)" : nil
    }
  }

  /// Multiplies the density, which is told in fractions.
  mutating func multiplyDensity(x: Ratio, y: Ratio) {
    let names = [Name(Self.tiff, "XResolution"): x, Name(Self.tiff, "YResolution"): y]
    replaceValues(of: names) { factor, text in
      let parts = text.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
      let numbers = parts.compactMap { UInt32(String(decoding: $0, as: UTF8.self)) }.map(Int.init)
      guard parts.count == 2, numbers.count == 2, numbers.allSatisfy({ $0 > 0 }) else { return nil }
      let product = Fraction(numbers[0], numbers[1], times: factor)
      return "\(product.numerator)/\(product.denominator)"
    }
  }

  /// Names another extension, if the packet names one.
  mutating func set(extensionID: [UInt8]) {
    let text = String(decoding: extensionID, as: UTF8.self)
    replaceValues(of: [Name(Self.note, "HasExtendedXMP"): text]) { text, _ in text }
  }

  /// The name of a property.
  struct Name: Hashable {
    let namespace: String
    let local: String

    init(_ namespace: String, _ local: String) {
      self.namespace = namespace
      self.local = local
    }
  }

  private static func isNumber(_ text: ArraySlice<UInt8>) -> Bool {
    !text.isEmpty && text.allSatisfy { (0x30...0x39).contains($0) }
  }

  /// Replaces the values of the picture's properties, as attributes or as elements
  /// without children, by texts that are made of them, where they are not `nil`.
  ///
  /// Names further within are those of other pictures, such as ingredients.
  mutating func replaceValues<Value>(
    of names: [Name: Value], _ text: (Value, ArraySlice<UInt8>) -> String?
  ) {
    guard let tags = XMLTags(bytes) else { return }
    var changes: [(range: Range<Int>, text: [UInt8])] = []
    func change(_ name: Range<Int>, _ range: Range<Int>) {
      guard
        let (_, value) = names.first(where: {
          tags.isName(name, $0.key.local, of: $0.key.namespace)
        }),
        let text = text(value, bytes[range])
      else { return }
      changes.append((range, Array(text.utf8)))
    }
    // The number of elements around a tag, from the one around all properties on.
    var depth: Int?
    for tag in tags.tags {
      if tag.kind == .closing {
        depth = depth.flatMap { $0 > 1 ? $0 - 1 : nil }
        continue
      }
      if depth == 1 {
        for attribute in tag.attributes { change(attribute.name, attribute.value) }
      } else if depth == 2, tag.kind == .opening {
        let start = tag.range.upperBound
        let end = bytes[start...].firstIndex(of: UInt8(ascii: "<")) ?? start
        change(tag.name, start..<end)
      }
      if tag.kind == .opening { depth = depth.map { $0 + 1 } ?? (tags.isRDF(tag.name) ? 1 : nil) }
    }
    replace(changes)
  }
}
