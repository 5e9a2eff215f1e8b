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

  /// What the channels of a pixel mean, alpha apart.
  public enum ColorModel: Hashable, Sendable {
    /// One channel, from black to white.
    case gray
    /// Red, green and blue.
    case rgb
    /// Cyan, magenta, yellow and black, each the share of ink that is left out:
    /// the largest sample is none, as Adobe's programs store it.
    case cmyk
  }

  /// The width in pixels, at least 1.
  public let width: Int
  /// The height in pixels, at least 1.
  public let height: Int
  /// The channels of a pixel: 1 gray, 2 gray and alpha, 3 RGB, 4 RGBA or CMYK.
  public let channels: Int
  /// What the channels mean.
  public let colorModel: ColorModel
  /// The number of bits in a sample.
  public let depth: Depth

  /// Creates a layout.
  ///
  /// - Precondition: Width and height are in 1...4294967295, there are 1 to 4
  ///   channels, and 4 of them for `cmyk`.
  /// - Parameters:
  ///   - colorModel: What the channels mean: `cmyk` takes four; `nil` stands for
  ///     gray or RGB, with alpha if there is a channel for it.
  package init(
    width: Int, height: Int, channels: Int, depth: Depth, colorModel: ColorModel? = nil
  ) {
    let sides = 1...Int(UInt32.max)
    precondition(sides.contains(width) && sides.contains(height) && (1...4).contains(channels))
    precondition(colorModel != .cmyk || channels == 4, "there are four inks")
    self.width = width
    self.height = height
    self.channels = channels
    self.colorModel = colorModel ?? (channels <= 2 ? .gray : .rgb)
    self.depth = depth
  }

  /// The samples of a row.
  public var rowSamples: Int { width * channels }

  /// The bytes of a row.
  public var rowBytes: Int { width * channels * depth.bytes }

  /// The bytes of a pixel.
  package var pixelBytes: Int { channels * depth.bytes }

  /// Whether the last channel is alpha.
  public var hasAlpha: Bool { channels.isMultiple(of: 2) && colorModel != .cmyk }

  /// The channels that are not alpha: 1, 3 or 4.
  public var colors: Int { hasAlpha ? channels - 1 : channels }
}
