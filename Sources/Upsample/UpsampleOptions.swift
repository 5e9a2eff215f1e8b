import UpsampleImages

/// How pictures are made larger and written.
///
/// The options of each part of the way can be named here without the part:
/// `options.kernel` is `options.resampling.kernel`.
@dynamicMemberLookup
public struct UpsampleOptions: Sendable {
  /// How the input is read.
  public var reading = ReadingOptions()
  /// How the picture becomes larger.
  public var resampling = ResamplingOptions()
  /// What becomes of its colours.
  public var colors = ColorOptions()
  /// How the output is written.
  public var writing = WritingOptions()
  /// The number of threads that work at once, at least 1. The bytes written
  /// never depend on it.
  public var jobs = 1

  /// Creates the options of doubling a picture bilinearly.
  public init() {}

  /// An option of resampling.
  public subscript<Value>(
    dynamicMember option: WritableKeyPath<ResamplingOptions, Value>
  ) -> Value {
    get { resampling[keyPath: option] }
    set { resampling[keyPath: option] = newValue }
  }

  /// An option of colours.
  public subscript<Value>(
    dynamicMember option: WritableKeyPath<ColorOptions, Value>
  ) -> Value {
    get { colors[keyPath: option] }
    set { colors[keyPath: option] = newValue }
  }

  /// An option of writing.
  public subscript<Value>(
    dynamicMember option: WritableKeyPath<WritingOptions, Value>
  ) -> Value {
    get { writing[keyPath: option] }
    set { writing[keyPath: option] = newValue }
  }
}
