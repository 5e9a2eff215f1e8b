import UpsampleBase
import UpsampleImages

/// A picture that is fitted to: gray or RGB of 8 bits, without alpha.
struct FittingPicture: Sendable {
  let width: Int
  let height: Int
  /// 1 or 3.
  let channels: Int
  /// In row-major order, the channels of a pixel side by side.
  var samples: [UInt8]

  /// Reads a picture as it is shown. Alpha is left out, 16 bits are rounded to 8.
  init(_ path: FilePath, _ options: ReadingOptions) throws(UpsampleError) {
    let source = try openImageSource(InputFile(regular: path), options).withoutInks
    let layout = source.layout
    var samples: [UInt8] = []
    samples.reserveCapacity(layout.width * layout.height * layout.colors)
    for _ in 0..<layout.height {
      let row = try source.readRow()
      for sample in 0..<layout.rowSamples where sample % layout.channels < layout.colors {
        samples.append(Self.eightBits(row, sample, layout.depth))
      }
    }
    try source.finish()
    (width, height, channels) = (layout.width, layout.height, layout.colors)
    self.samples = samples
  }

  init(width: Int, height: Int, channels: Int, samples: [UInt8]) {
    precondition(samples.count == width * height * channels)
    (self.width, self.height, self.channels, self.samples) = (width, height, channels, samples)
  }

  private static func eightBits(_ row: [UInt8], _ index: Int, _ depth: ImageLayout.Depth) -> UInt8 {
    guard depth == .sixteen else { return row[index] }
    let sample = row.withUnsafeBytes {
      $0.loadUnaligned(fromByteOffset: 2 * index, as: UInt16.self)
    }
    return UInt8((UInt32(sample) + 128) / 257)
  }

  var layout: ImageLayout {
    ImageLayout(width: width, height: height, channels: channels, depth: .eight)
  }

  /// The picture with columns at the right and rows at the bottom left out, so that both
  /// extents are multiples of `scale`; `nil` where nothing is left.
  func cropped(toMultiplesOf scale: Int) -> FittingPicture? {
    let (columns, rows) = (width / scale * scale, height / scale * scale)
    guard columns > 0, rows > 0 else { return nil }
    if columns == width, rows == height { return self }
    var kept: [UInt8] = []
    kept.reserveCapacity(columns * rows * channels)
    for row in 0..<rows {
      let start = row * width * channels
      kept += samples[start..<start + columns * channels]
    }
    return FittingPicture(width: columns, height: rows, channels: channels, samples: kept)
  }

  /// Y of ITU-R BT.601 from code values, 0...255, in sixteenths of a level: whole numbers,
  /// whose products sum exactly.
  var luma: LumaPlane {
    let thousandths = [Luma.red, Luma.green, Luma.blue].map { Int(($0 * 1000).rounded()) }
    let weights = channels == 1 ? [1000] : thousandths
    var values = [Int16](repeating: 0, count: width * height)
    for pixel in values.indices {
      var sum = 0
      for (channel, weight) in weights.enumerated() {
        sum += weight * Int(samples[pixel * channels + channel])
      }
      values[pixel] = Int16((sum * LumaPlane.unitsPerLevel + 500) / 1000)
    }
    return LumaPlane(width: width, height: height, values: values)
  }
}

/// A picture's luma in sixteenths of a level, 0...4080.
struct LumaPlane: Sendable {
  let width: Int
  let height: Int
  let values: [Int16]

  /// The units of a level.
  static let unitsPerLevel = 16

  /// The plane with `margin` pixels of a border on every side.
  func bordered(by margin: Int, _ border: Border) -> LumaPlane {
    let (columns, rows) = (width + 2 * margin, height + 2 * margin)
    let sources = (0..<columns).map { border.source(of: $0 - margin, extent: width) }
    var result = [Int16](repeating: 0, count: columns * rows)
    for row in 0..<rows {
      guard let line = border.source(of: row - margin, extent: height) else { continue }
      for (column, source) in sources.enumerated() {
        if let source { result[row * columns + column] = values[line * width + source] }
      }
    }
    return LumaPlane(width: columns, height: rows, values: result)
  }
}
