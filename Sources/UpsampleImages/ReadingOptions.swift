/// How pictures are read.
public struct ReadingOptions: Hashable, Sendable {
  /// What becomes of a picture that is stored turned or mirrored.
  public var orientation = OrientationPolicy.apply
  /// What becomes of an animation.
  public var animation = AnimationPolicy.refuse
  /// What becomes of a damaged file.
  public var damage = DamagePolicy.refuse
  /// How much of a file is accepted.
  public var limits = InputLimits()

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

/// What becomes of an input that is damaged or ends too early.
public enum DamagePolicy: Hashable, Sendable {
  /// It is refused, whatever could be read of it.
  case refuse
  /// What could be read is taken; a warning tells what was lost. The rest is
  /// transparent, or black in a PNG and a guess in a JPEG. Without any pixel the
  /// input is refused nonetheless.
  case recover
}
