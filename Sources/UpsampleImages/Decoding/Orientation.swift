/// How the stored rows of a picture are shown, by the numbers of EXIF.
///
/// Names say where the first stored row and the first stored column are shown.
package enum Orientation: Int, Hashable, Sendable, CaseIterable {
  case topLeft = 1
  case topRight = 2
  case bottomRight = 3
  case bottomLeft = 4
  case leftTop = 5
  case rightTop = 6
  case rightBottom = 7
  case leftBottom = 8

  /// Whether stored rows are shown as columns.
  var transposes: Bool { rawValue >= 5 }

  /// Whether the first stored row is shown last: at the bottom or at the right.
  var reversesRows: Bool {
    switch self {
    case .bottomRight, .bottomLeft, .rightTop, .rightBottom: true
    case .topLeft, .topRight, .leftTop, .leftBottom: false
    }
  }

  /// Whether the first stored column is shown last: at the right or at the bottom.
  var reversesColumns: Bool {
    switch self {
    case .topRight, .bottomRight, .rightBottom, .leftBottom: true
    case .topLeft, .bottomLeft, .leftTop, .rightTop: false
    }
  }

  /// The layout of a stored picture as it is shown.
  func upright(_ stored: ImageLayout) -> ImageLayout {
    ImageLayout(
      width: transposes ? stored.height : stored.width,
      height: transposes ? stored.width : stored.height, channels: stored.channels,
      depth: stored.depth, colorModel: stored.colorModel)
  }
}

extension ImageProperties {
  /// What a picture says once its rows are stored as they are shown.
  var upright: ImageProperties {
    var properties = self
    properties.metadata = metadata.upright
    if metadata.orientation.transposes { properties.jpegEncoding = jpegEncoding?.transposed }
    return properties
  }
}

extension JPEGEncoding {
  /// The way to compress the transposed picture alike: what held along rows
  /// holds along columns.
  var transposed: JPEGEncoding {
    JPEGEncoding(
      tables: tables.map { table in (0..<64).map { table[$0 % 8 * 8 + $0 / 8] } },
      components: components.map { component in
        Component(
          horizontalSampling: component.verticalSampling,
          verticalSampling: component.horizontalSampling, table: component.table)
      }, transform: transform, restarts: restarts, inkTransform: inkTransform)
  }
}
