/// How pictures are read.
public struct ReadingOptions: Hashable, Sendable {
  /// What becomes of a picture that is stored turned or mirrored.
  public var orientation = OrientationPolicy.apply
  /// What becomes of an animation.
  public var animation = AnimationPolicy.refuse
  /// The largest picture that is accepted, in pixels.
  public var maxPixels = ReadingOptions.defaultMaxPixels

  /// 2^34 pixels: a picture of 131072x131072.
  public static let defaultMaxPixels = 1 << 34

  /// Creates the options of reading pictures as they are shown.
  public init() {}
}

/// What becomes of a picture whose EXIF data says that its pixels are stored
/// turned or mirrored.
public enum OrientationPolicy: String, Hashable, Sendable, CaseIterable {
  /// It is turned upright, and the output's data says so.
  case apply
  /// It is read as it is stored, and the output's data says what the input's does.
  case keep
}

/// What becomes of an input that is an animated PNG.
public enum AnimationPolicy: Hashable, Sendable {
  /// It is refused, unless the output is a JPEG, which holds one picture anyway.
  case refuse
  /// Its first picture is made larger: the one that a reader shows that knows no
  /// animations.
  case firstFrame
}
