/// What becomes of colours on their way through a picture.
public struct ColorOptions: Hashable, Sendable {
  /// Whether samples or their light is interpolated.
  public var light = LightPolicy.asStored
  /// What becomes of colours that a JPEG output can't tell of.
  public var color = ColorPolicy.convert
  /// What a JPEG output shows behind transparency; `nil` is white, with a warning.
  public var background: Background?

  /// Creates the options of interpolating samples as they are stored.
  public init() {}
}

/// What is interpolated.
public enum LightPolicy: Hashable, Sendable {
  /// The samples as they are stored.
  case asStored
  /// The light that they stand for, by the picture's tone curve.
  case linear
}

/// What becomes of the colours of a PNG input whose gamma, chromaticities or
/// code points a JPEG output can't tell.
public enum ColorPolicy: String, Hashable, Sendable, CaseIterable {
  /// They are converted to sRGB.
  case convert
  /// Their samples stay as they are, with a warning.
  case keep
}

/// What is behind a picture with transparency.
public enum Background: Hashable, Sendable {
  /// A colour of 8 bits a sample, in the colours of the output.
  public struct Color: Hashable, Sendable {
    /// The share of red light, 0 to 255, as the output stores it.
    public let red: UInt8
    /// The share of green light, 0 to 255, as the output stores it.
    public let green: UInt8
    /// The share of blue light, 0 to 255, as the output stores it.
    public let blue: UInt8

    /// Creates a colour of the three shares, each 0 to 255.
    public init(red: UInt8, green: UInt8, blue: UInt8) {
      (self.red, self.green, self.blue) = (red, green, blue)
    }

    /// All light that there is.
    public static let white = Color(red: 255, green: 255, blue: 255)

    /// Whether it is gray, black or white.
    var isGray: Bool { red == green && green == blue }
  }

  /// That colour, whatever the input says.
  case color(Color)
  /// What the input names itself, and white if it names nothing.
  case own
}
