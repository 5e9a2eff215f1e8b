/// How the samples of a picture are laid out: rows from the top, pixels from
/// the left, the channels of a pixel side by side.
public struct ImageLayout: Hashable, Sendable {
  /// The number of bits in a sample.
  public enum Depth: Int, Hashable, Sendable {
    /// Samples of 0...255, one byte each.
    case eight = 8
    /// Samples of 0...65535, two bytes each in the machine's byte order.
    case sixteen = 16

    /// The bytes that a sample takes.
    public var bytes: Int { rawValue / 8 }

    /// The largest sample: 255 or 65535.
    public var maximum: Int { (1 << rawValue) - 1 }
  }

  /// The width in pixels, at least 1.
  public let width: Int
  /// The height in pixels, at least 1.
  public let height: Int
  /// The channels of a pixel: 1 gray, 2 gray and alpha, 3 RGB, 4 RGBA.
  public let channels: Int
  /// The number of bits in a sample.
  public let depth: Depth

  /// Creates a layout of at least one pixel and 1 to 4 channels.
  public init(width: Int, height: Int, channels: Int, depth: Depth) {
    precondition(width > 0 && height > 0 && (1...4).contains(channels))
    self.width = width
    self.height = height
    self.channels = channels
    self.depth = depth
  }

  /// The samples of a row.
  public var rowSamples: Int { width * channels }

  /// The bytes of a row.
  public var rowBytes: Int { width * channels * depth.bytes }

  /// The bytes of a pixel.
  var pixelBytes: Int { channels * depth.bytes }

  /// Whether the last channel is alpha.
  public var hasAlpha: Bool { channels == 2 || channels == 4 }
}
