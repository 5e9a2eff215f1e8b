import UpsampleImages

extension MemoryImage {
  /// The picture as it is shown, pixel by pixel after the table of the EXIF
  /// standard, JEITA CP-3451, section 4.6.4 A.
  package func upright(_ orientation: Orientation) -> MemoryImage {
    let (bottom, right) = (layout.height - 1, layout.width - 1)
    let isTurned = orientation.rawValue >= 5
    let shown = ImageLayout(
      width: isTurned ? layout.height : layout.width,
      height: isTurned ? layout.width : layout.height, channels: layout.channels,
      depth: layout.depth)
    var samples: [UInt16] = []
    for y in 0..<shown.height {
      for x in 0..<shown.width {
        let (row, column) =
          switch orientation {
          case .topLeft: (y, x)
          case .topRight: (y, right - x)
          case .bottomRight: (bottom - y, right - x)
          case .bottomLeft: (bottom - y, x)
          case .leftTop: (x, y)
          case .rightTop: (bottom - x, y)
          case .rightBottom: (bottom - x, right - y)
          case .leftBottom: (x, right - y)
          }
        let pixel = (row * layout.width + column) * layout.channels
        samples += self.samples[pixel..<pixel + layout.channels]
      }
    }
    return MemoryImage(layout: shown, samples: samples)
  }
}
