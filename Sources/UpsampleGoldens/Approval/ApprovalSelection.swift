import Upsample

/// Which pictures are approved.
package struct ApprovalSelection: Sendable {
  private enum Selectors: Sendable {
    /// All that a comparison fails by.
    case failing
    /// Names, and patterns of names.
    case words([(word: FilePath, glob: Glob?)])
    /// Those that the list has.
    case list
  }

  /// By what a picture is selected.
  enum Way {
    /// As all that a comparison fails by.
    case failing
    case pattern, name
  }

  /// What a selection says of a picture.
  enum Choice {
    case selected(by: Way)
    case passedOver
    case otherDigest
  }

  private let selectors: Selectors
  /// The names and patterns that have selected no picture so far.
  private var idle: Set<FilePath> = []
  private var list = PictureIndex(PictureList([]))

  /// All pictures that a comparison fails by.
  package init() { selectors = .failing }

  /// Pictures by their names, or by patterns of names.
  package init(_ words: [FilePath]) {
    let words = words.map(\.withoutDot)
    selectors = .words(words.map { ($0, try? Glob($0.bytes)) })
    idle = Set(words)
  }

  /// Pictures of a list, of a name that it has twice by the last.
  package init(_ list: PictureList) {
    selectors = .list
    self.list = PictureIndex(list)
  }

  mutating func choose(_ verdict: Verdict, of job: ComparisonJob) -> Choice {
    switch selectors {
    case .failing:
      return .selected(by: .failing)
    case .words(let words):
      let matching = words.filter { word, glob in
        word == verdict.name || glob?.matches(verdict.name) == true
      }
      idle.subtract(matching.map(\.word))
      if matching.isEmpty { return .passedOver }
      return .selected(by: matching.contains { $0.word == verdict.name } ? .name : .pattern)
    case .list:
      guard let entry = list.use(verdict.name) else { return .passedOver }
      guard let digest = entry.digest, ![.missing, .error].contains(verdict.status) else {
        return .selected(by: .name)
      }
      let own = verdict.digests?.actual ?? job.digest(ofActual: verdict.name)
      return digest == own ? .selected(by: .name) : .otherDigest
    }
  }

  /// Refuses a selection of which a part has selected no picture.
  func checkAllNamed() throws(UpsampleError) {
    let unused = idle.min { $0.bytes.lexicographicallyPrecedes($1.bytes) } ?? list.firstUnused
    guard let name = unused else { return }
    throw .request(
      RequestFault(
        subject: "--approve", fault: "\(name.echoed) is the name of no picture that is compared",
        remedy: "Names are relative to both folders; in patterns * stops at a slash, ** does not."))
  }
}
