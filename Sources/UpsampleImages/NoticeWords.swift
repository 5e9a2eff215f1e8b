extension Collection where Element: CustomStringConvertible {
  /// Each of some notices in words.
  package var words: [String] { map(\.description) }
}
