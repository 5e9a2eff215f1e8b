import CColour
import UpsampleBase

/// A picture in the colours by which pictures of different colours are compared: red, green and
/// blue of 16 bits, of the primaries and the white of ITU-R BT.2020 and with the tone curve of
/// sRGB. Colours beyond them are clipped.
package final class CommonColours: ImageSource {
  package let layout: ImageLayout
  /// Those of the file, with colours as they are here.
  package let properties: ImageProperties
  package var heldBytes: Int { source.heldBytes }
  package var lateWarnings: [DecodingNotice] { source.lateWarnings }

  private let source: any ImageSource
  private let conversion: OpaquePointer

  /// - Parameter source: A picture, none of whose rows have been read.
  /// - Throws: ``UnknownColours`` when it is not known what they are.
  package init(_ source: any ImageSource) throws(UnknownColours) {
    let metadata = source.properties.metadata
    let isOfFormula = metadata.profile(of: source.layout.colorModel) == nil
    self.source = isOfFormula ? source.withoutInks : source
    let stored = self.source.layout
    conversion = try metadata.taggedColours(of: stored).commonConversion(of: stored)
    layout = ImageLayout(
      width: stored.width, height: stored.height, channels: stored.hasAlpha ? 4 : 3,
      depth: .sixteen)
    var properties = source.properties
    properties.metadata.profile = nil
    properties.metadata.colour = PNGColour()
    properties.metadata.colour.codingPoints = [9, 13, 0, 1]
    self.properties = properties
  }

  deinit { cco_colours_destroy(conversion) }

  package func readRows(
    _ count: Int, into rows: UnsafeMutableRawBufferPointer
  ) throws(UpsampleError) {
    precondition(rows.count == count * layout.rowBytes)
    let stored = source.layout
    for number in 0..<count {
      let row = try [UInt8](count: stored.rowBytes) { (row) throws(UpsampleError) in
        try source.readRows(1, into: row)
      }
      let start = number * layout.rowBytes
      convert(row, into: rows.baseAddress! + start)
    }
  }

  package func finish() throws(UpsampleError) { try source.finish() }

  private func convert(_ row: [UInt8], into target: UnsafeMutableRawPointer) {
    let (stored, width) = (source.layout, source.layout.width)
    let samples = MemoryRow(row, stored)
    // Gray that no profile describes is three equal colours.
    let isSpread = stored.colorModel == .gray && !hasGrayProfile
    let entered = isSpread ? 3 : stored.colors
    withUnsafeTemporaryAllocation(of: UInt16.self, capacity: width * entered) { colours in
      for index in colours.indices {
        let channel = isSpread ? 0 : index % entered
        colours[index] = samples[index / entered * stored.channels + channel]
      }
      withUnsafeTemporaryAllocation(of: UInt16.self, capacity: width * 3) { rgb in
        cco_colours_convert(conversion, colours.baseAddress!, rgb.baseAddress!, width)
        let target = target.assumingMemoryBound(to: UInt16.self)
        for pixel in 0..<width {
          let place = pixel * layout.channels
          for channel in 0..<3 { target[place + channel] = rgb[3 * pixel + channel] }
          if stored.hasAlpha {
            target[4 * pixel + 3] = samples[(pixel + 1) * stored.channels - 1]
          }
        }
      }
    }
  }

  private var hasGrayProfile: Bool {
    if case .profile = source.properties.metadata.taggedColours(of: source.layout) { return true }
    return false
  }
}

/// The samples of a row as 16 bits.
private struct MemoryRow {
  private let bytes: [UInt8]
  private let depth: ImageLayout.Depth

  init(_ bytes: [UInt8], _ layout: ImageLayout) {
    self.bytes = bytes
    depth = layout.depth
  }

  subscript(index: Int) -> UInt16 {
    switch depth {
    case .eight: UInt16(bytes[index]) * 257
    case .sixteen:
      bytes.withUnsafeBytes { $0.loadUnaligned(fromByteOffset: 2 * index, as: UInt16.self) }
    }
  }
}

extension ImageSource {
  /// Whether the file says the same of its colours as another one's.
  package func hasColours(of other: any ImageSource) -> Bool {
    properties.metadata.taggedColours(of: layout)
      == other.properties.metadata.taggedColours(of: other.layout)
  }
}

extension TaggedColours {
  /// The conversion of a picture to common colours, which its user destroys.
  ///
  /// - Throws: ``UnknownColours`` when there is none.
  fileprivate func commonConversion(
    of stored: ImageLayout
  ) throws(UnknownColours) -> OpaquePointer {
    var failure = cco_failure()
    let conversion: OpaquePointer?
    if case .profile(let profile) = self {
      conversion = cco_colours_create(
        profile.bytes, profile.bytes.count, Int32(stored.colors), &failure)
    } else {
      try checkPaperWhite()
      let curve = try toneCurves(of: stored.colorModel)[0]
      let own = try chromaticities() ?? PNGColour.chromaticitiesOfSRGB.map { Double($0) / 100_000 }
      guard own.indices.allSatisfy({ (0...1).contains(own[$0]) && own[$0 | 1] >= 0.00001 }) else {
        throw .flatChromaticities
      }
      conversion = cco_colours_of_light(own, curve.light, &failure)
    }
    guard let conversion else { throw .profile(ProfileFailure(failure)) }
    return conversion
  }
}
