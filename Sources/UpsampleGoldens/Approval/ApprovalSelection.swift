import Upsample

/// Which pictures are approved.
package struct ApprovalSelection: Sendable {
  private enum Selectors: Sendable {
    /// All that a comparison fails by.
    case failing
    /// Names, and patterns of names.
    case words([(word: FilePath, glob: Glob?)])
    case list([FilePath: SHA256?])
  }

  /// What a selection says of a picture.
  enum Choice { case selected, passedOver, otherDigest }

  private let selectors: Selectors
  /// What has selected no picture so far.
  private var idle: Set<FilePath>

  /// All pictures that a comparison fails by.
  package init() {
    selectors = .failing
    idle = []
  }

  /// Pictures by their names, or by patterns of names.
  package init(_ words: [FilePath]) {
    selectors = .words(words.map { ($0, try? Glob($0.bytes)) })
    idle = Set(words)
  }

  /// Pictures of a list, of a name that it has twice by the last.
  package init(_ list: PictureList) {
    let digests = list.entries.map { ($0.name, $0.digest) }
    selectors = .list(Dictionary(digests) { _, last in last })
    idle = Set(digests.map(\.0))
  }

  /// Whether it names pictures, and is not all that a comparison fails by.
  var isNamed: Bool {
    if case .failing = selectors { false } else { true }
  }

  mutating func choose(_ verdict: Verdict) -> Choice {
    switch selectors {
    case .failing:
      return .selected
    case .words(let words):
      let matching = words.filter { word, glob in
        word == verdict.name || glob?.matches(verdict.name) == true
      }
      idle.subtract(matching.map(\.word))
      return matching.isEmpty ? .passedOver : .selected
    case .list(let digests):
      guard let digest = digests[verdict.name] else { return .passedOver }
      idle.remove(verdict.name)
      guard let digest, let own = verdict.digests?.actual else { return .selected }
      return digest == own ? .selected : .otherDigest
    }
  }

  /// Refuses a selection of which a part has selected no picture.
  func checkAllNamed() throws(UpsampleError) {
    guard let name = idle.min(by: { $0.bytes.lexicographicallyPrecedes($1.bytes) }) else { return }
    throw .request(
      RequestFault(
        subject: "--approve", fault: "\(name.echoed) is the name of no picture that is compared",
        remedy: "Names are relative to both folders; in patterns * stops at a slash, ** does not."))
  }
}
