/// Values of a caller's own as messages repeat them: the beginning, and how much more
/// there is, so that a message stays short whatever was given.

extension Collection where Element: CustomStringConvertible {
  /// The elements in brackets, as `[1, 2, 3]`; of more than eight the first eight
  /// and how many more there are.
  package var echoed: String {
    let shown = prefix(8).map(\.description)
    let rest = count > shown.count ? ["... and \(count - shown.count) more"] : []
    return "[\((shown + rest).joined(separator: ", "))]"
  }
}

extension Collection
where
  Element: RandomAccessCollection & CustomStringConvertible,
  Element.Element: CustomStringConvertible
{
  /// Lists in brackets, as `[[0, 0], [1, 2]]`, bounded within and without.
  package var echoed: String { map { EchoedList(description: $0.echoed) }.echoed }
}

private struct EchoedList: CustomStringConvertible {
  let description: String
}

extension String {
  /// The text for people to read; of more than 200 characters the first 200 and how
  /// many more there are.
  package var echoed: String { echoed(upTo: 200) }

  /// The same with a limit of one's own.
  package func echoed(upTo limit: Int) -> String {
    let (shown, count) = (unicodeScalars.prefix(limit), unicodeScalars.count)
    let text = printableText(String(shown).utf8)
    return count > limit ? "\(text)... and \(count - limit) more characters" : text
  }
}

extension FilePath {
  /// The name for people to read where it may be anything, and not only a file's.
  package var echoed: String { description.echoed }
}
