import UpsampleBase

/// What the file of a network says of itself, and what of it is not understood.
struct NetworkMetadata {
  private let entries: [String: String]
  private let name: String
  /// In words, one for each choice that is none.
  private(set) var warnings: [String] = []

  /// - Parameter name: The file's name, for messages.
  init(_ entries: [String: String], name: String) { (self.entries, self.name) = (entries, name) }

  /// What an entry chooses; `nil` where there is none, and with a warning where it is no choice.
  ///
  /// - Parameter option: The option that tells the same.
  mutating func choice<Choice: RawRepresentable<String> & CaseIterable>(
    _ key: String, option: String
  ) -> Choice? {
    guard let text = entries[key] else { return nil }
    if let choice = Choice(rawValue: text) { return choice }
    let choices = Choice.allCases.map(\.rawValue).joined(separator: ", ")
    warnings.append(
      "\(name) has the metadata \(key) \"\(text.echoed(upTo: 40))\", none of \(choices), "
        + "which is passed over; `\(option)` tells it")
    return nil
  }
}
