import UpsampleBase

/// What the journals of earlier processes tell.
struct JournalHistory: Sendable {
  /// The digests of the lines that tell of an output of the options asked for.
  private let made: DigestSet
  /// Pictures whose output may be one of other options, by the digest of their
  /// name: its length and time may all the same be those of such a line.
  private let replaced: Set<UInt64>
  /// Pictures that were begun last by a process that ended before they did, by
  /// the digest of their name.
  private let suspects: [UInt64: Suspect]
  /// Pictures that a process had begun and not done with when it ended, or has now,
  /// by the digest of their name.
  private let unfinished: Set<UInt64>

  private struct Suspect {
    /// The digest of the input as it was and of what was asked.
    let subject: UInt64
    /// How often a signal that a defect raises ended the process.
    let crashes: Int
  }

  /// The history of a folder without journals.
  init() {
    made = DigestSet([])
    replaced = []
    suspects = [:]
    unfinished = []
  }

  /// Reads journals, the oldest first. An unfinished last line was torn by the
  /// end of its process and counts for nothing.
  ///
  /// - Parameters:
  ///   - journals: Their names in the folder.
  ///   - options: The digest of the options asked for.
  ///   - isStopped: Whether they are not to be read on.
  init(
    of journals: [FilePath], in folder: StateFolder, options: UInt64,
    isStopped: () -> Bool = { false }
  ) throws(UpsampleError) {
    var lines: [UInt64] = []
    var replaced: Set<UInt64> = []
    var suspects: [UInt64: Suspect] = [:]
    var unfinished: Set<UInt64> = []
    for journal in journals {
      var open: [UInt64: UInt64] = [:]
      // The digest of the options by that of the name.
      var appearing: [UInt64: UInt64] = [:]
      var hasCrashed = false
      try folder.file(journal)?.forEachLine(until: isStopped) { line in
        guard let digests = JournalDigests(line) else { return }
        switch digests.word {
        case .begun:
          open[digests.name] = digests.subject
        case .made:
          if digests.options == options {
            lines.append(digests.line)
          } else {
            replaced.insert(digests.name)
          }
          appearing[digests.name] = digests.options
          open[digests.name] = nil
          suspects[digests.name] = nil
        case .ended, .failed:
          // Only with its end is it certain that the output has its name.
          let made = appearing.removeValue(forKey: digests.name)
          if digests.word == .ended, made == options { replaced.remove(digests.name) }
          open[digests.name] = nil
          suspects[digests.name] = nil
        case .crashed:
          hasCrashed = true
        }
      }
      for (name, subject) in open {
        let before = suspects[name].flatMap { $0.subject == subject ? $0.crashes : nil } ?? 0
        suspects[name] = Suspect(subject: subject, crashes: before + (hasCrashed ? 1 : 0))
      }
      unfinished.formUnion(appearing.keys)
      unfinished.formUnion(open.keys)
    }
    made = DigestSet(lines)
    self.replaced = replaced
    self.suspects = suspects
    self.unfinished = unfinished
  }

  /// Whether a journal has the line of a picture's output, and no later one tells of
  /// an output of other options.
  func tells(_ line: JournalLine, of name: FilePath) -> Bool {
    made.contains(stableHash(line.bytes.dropLast()))
      && (replaced.isEmpty || !replaced.contains(JournalDigests.name(name)))
  }

  /// Whether the last process that began the picture ended before the picture
  /// did.
  func suspects(_ name: FilePath) -> Bool { suspects[JournalDigests.name(name)] != nil }

  /// Whether a process that has ended may have left a temporary file of the
  /// picture's output, though another one made the output.
  func mayHaveLeftOver(_ name: FilePath) -> Bool {
    unfinished.contains(JournalDigests.name(name))
  }

  /// How many processes in a row a defect ended while they made the picture.
  func crashes(of name: FilePath, _ subject: JournalSubject) -> Int {
    guard let suspect = suspects[JournalDigests.name(name)], suspect.subject == subject.digest
    else { return 0 }
    return suspect.crashes
  }
}
