import UpsampleBase

/// A picture of inks as red, green and blue of 8 bits.
final class InksAsRGB: ImageSource {
  let layout: ImageLayout
  var properties: ImageProperties { source.properties }
  var heldBytes: Int { source.heldBytes }
  var lateWarnings: [DecodingNotice] { source.lateWarnings }

  private let source: any ImageSource
  private let conversion: InkConversion

  /// - Precondition: The source's colour model is CMYK.
  init(_ source: any ImageSource) {
    precondition(source.layout.colorModel == .cmyk)
    self.source = source
    conversion = InkConversion.best(for: source.properties.metadata).conversion
    layout = ImageLayout(
      width: source.layout.width, height: source.layout.height, channels: 3, depth: .eight)
  }

  func readRows(_ count: Int, into rows: UnsafeMutableRawBufferPointer) throws(UpsampleError) {
    precondition(rows.count == count * layout.rowBytes)
    let inks = try [UInt8](count: count * source.layout.rowBytes) { (inks) throws(UpsampleError) in
      try source.readRows(count, into: inks)
    }
    withUnsafeTemporaryAllocation(of: UInt16.self, capacity: rows.count) { rgb in
      conversion.convert(inks, count: count * layout.width, into: rgb.baseAddress!)
      for index in 0..<rows.count {
        rows[index] = UInt8(truncatingIfNeeded: (UInt32(rgb[index]) &+ 128) / 257)
      }
    }
  }

  func finish() throws(UpsampleError) { try source.finish() }
}

extension ImageSource {
  /// The same picture, with inks as red, green and blue.
  package var withoutInks: any ImageSource { layout.colorModel == .cmyk ? InksAsRGB(self) : self }
}
