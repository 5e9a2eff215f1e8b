import Glibc
import Upsample
import UpsampleBase
import UpsampleBatch
import UpsampleImages

/// The job that compares each golden of a folder with the picture of its name in another.
///
/// What is named as a picture is compared too if it is none, and fails: a golden picture
/// that was damaged is never passed over.
package struct ComparisonJob: FolderJob {
  /// What is done with files of equal bytes.
  package enum EqualBytes: Sendable {
    /// They are equal, whatever they hold.
    case trusted
    /// They are decoded as others are.
    case decoded
  }

  /// Whether the SHA-256 of files that differ are taken.
  package enum Digests: Sendable { case left, taken }

  package struct Finding: FileReport {
    /// What is said of the picture; `nil` of a golden that is accepted for another one's, and of
    /// a mask.
    package let verdict: Verdict?

    package var outputPixels: Int { 0 }
  }

  /// The folder of goldens.
  package let expected: FilePath
  /// The folder whose pictures are compared with them.
  package let actual: FilePath
  /// What the pictures are held to.
  package let rules: Rules
  /// What keeps the pictures that fail.
  package var report: FolderReport?
  private let masks: GoldenMasks
  private let labels: GoldenLabels
  private let options: ComparisonOptions
  private let equalBytes: EqualBytes
  private let digests: Digests

  /// - Throws: ``UpsampleError`` when the folder of goldens can't be read.
  package init(
    _ expected: FilePath, _ actual: FilePath, by rules: Rules, _ options: ComparisonOptions,
    _ equalBytes: EqualBytes = .trusted, _ digests: Digests = .left
  ) throws(UpsampleError) {
    self.expected = expected
    self.actual = actual
    self.rules = rules
    self.options = options
    self.equalBytes = equalBytes
    self.digests = digests
    masks = try GoldenMasks(in: expected)
    labels = try GoldenLabels(in: expected, besides: actual)
  }

  package var record: OptionsRecord { OptionsRecord(values: ["job": "comparison"]) }
  package var threads: Int { options.jobs }
  package var existing: ExistingPolicy { .fail }
  package var renamingOption: String? { nil }

  package func check() {}

  package func outputName(for input: FilePath) -> FilePath { input }

  package func accepts(_ file: InputFile) throws(UpsampleError) -> Bool {
    if FilePath(file.name).isNamedAsPicture { return true }
    return try file.format() != nil
  }

  package func plan(_ task: FileTask) throws(UpsampleError) -> Finding { try make(task) }

  package func make(_ task: FileTask) throws(UpsampleError) -> Finding {
    if labels.contains(task.name) || masks.contains(task.name) { return Finding(verdict: nil) }
    let rule = rules.rule(for: task.name)
    do throws(UpsampleError) {
      let verdict = try verdict(on: task, by: rule)
      rules.note(verdict)
      return Finding(verdict: verdict)
    } catch {
      rules.noteUnknown(by: rule)
      let other = try? InputFile(regular: actual.appending(task.name))
      try keep(.error, on: task, of: nil, task.file, other, by: rule)
      throw error
    }
  }

  /// That of the first golden that the picture passes by, or that of the one of its name.
  private func verdict(on task: FileTask, by rule: Rule) throws(UpsampleError) -> Verdict {
    guard try isMade(task.name) else {
      try keep(.missing, on: task, of: nil, task.file, nil, by: rule)
      return Verdict(.missing, task.name, by: rule)
    }
    let other = try InputFile(regular: actual.appending(task.name))
    let verdict = try verdict(on: task, task.file, task.name, other, by: rule)
    if Verdict.Status.well.contains(verdict.status) { return verdict }
    for golden in labels.goldens(of: task.name) {
      try other.rewind()
      let file = try InputFile(regular: expected.appending(golden.file))
      var labelled = try self.verdict(on: task, file, golden.file, other, by: rule)
      labelled.label = golden.label
      if Verdict.Status.well.contains(labelled.status) { return labelled }
    }
    try keep(verdict.status, on: task, of: verdict.comparison, task.file, other, by: rule)
    return verdict
  }

  private func keep(
    _ status: Verdict.Status, on task: FileTask, of comparison: ImageComparison?,
    _ golden: InputFile?, _ other: InputFile?, by rule: Rule
  ) throws(UpsampleError) {
    guard let report else { return }
    let options = options(for: task.name, on: task, by: rule)
    try task.budget.withMemory(Self.memory(for: options)) { () throws(UpsampleError) in
      report.keep(status, task.name, comparison, golden, other, options)
    }
  }

  /// That by one golden, of a name relative to the folder.
  private func verdict(
    on task: FileTask, _ golden: InputFile, _ name: FilePath, _ other: InputFile, by rule: Rule
  ) throws(UpsampleError) -> Verdict {
    if equalBytes == .trusted, try golden.holdsBytes(of: other) {
      return Verdict(.equal, task.name, by: rule)
    }
    // What is approved by its digest has to be what is decoded afterwards.
    let digests =
      digests == .left && report == nil
      ? nil : Verdict.Digests(expected: try SHA256(of: golden), actual: try SHA256(of: other))
    let options = options(for: name, on: task, by: rule)
    let comparison = try task.budget.withMemory(Self.memory(for: options)) {
      () throws(UpsampleError) in
      try compareFiles(golden, other, options: options) { [progress = task.progress] rows, read in
        progress.tell(Double(rows) / Double(read.height), of: read.width * read.height)
      }
    }
    var verdict = Verdict(comparison, of: task.name, by: rule)
    verdict.digests = digests
    return verdict
  }

  /// How a golden of a name is compared.
  private func options(
    for golden: FilePath, on task: FileTask, by rule: Rule
  ) -> ComparisonOptions {
    var options = options.measuring(rule.thresholds)
    // Pictures are compared side by side.
    options.jobs = 1
    options.rules = rule.pixels
    if let mask = masks.mask(of: golden) ?? masks.mask(of: task.name) {
      options.rules.masks.append(.file(expected.appending(mask)))
    }
    return options
  }

  /// The files that go with a golden: those that are accepted beside it, and the masks that no
  /// golden has but these and those that are removed.
  func companions(of name: FilePath, besides removed: Set<FilePath>) -> [FilePath] {
    let labelled = labels.goldens(of: name).map(\.file)
    let gone = removed.union(labelled + [name])
    return labelled
      + (labelled + [name]).compactMap(masks.mask).filter { mask in
        masks.goldens(of: mask).allSatisfy(gone.contains)
      }
  }

  /// The SHA-256 of a picture as it is; `nil` where it can't be read.
  func digest(ofActual name: FilePath) -> SHA256? {
    try? SHA256(of: InputFile(regular: actual.appending(name)))
  }

  /// The number of goldens that are accepted beside others.
  var labelCount: Int { labels.count }

  /// The number of masks beside goldens.
  var maskCount: Int { masks.count }

  /// Whether a name is that of a mask beside a golden.
  func isMask(_ name: FilePath) -> Bool { masks.contains(name) }

  /// Whether the folder that is compared has a file of a name. A link that leads nowhere is
  /// there, and fails to be opened.
  ///
  /// - Throws: ``UpsampleError/system(_:)`` where nobody can tell.
  func isMade(_ name: FilePath) throws(UpsampleError) -> Bool {
    let path = actual.appending(name)
    if FileStatus(of: path, in: AT_FDCWD) != nil { return true }
    guard [ENOENT, ENOTDIR].contains(errno) else {
      throw .lastFailure(action: "look at", name: "\(path)", side: .input)
    }
    return false
  }

  /// That on a picture without a golden, which is decoded where its digest is taken: what can't
  /// be is no golden.
  func verdict(onNew name: FilePath) throws(UpsampleError) -> Verdict {
    var verdict = Verdict(.new, name, by: rules.rule(for: name))
    let file = try InputFile(regular: actual.appending(name))
    do throws(UpsampleError) {
      try file.checkBegins(options.reading)
      if digests == .taken { try file.checkDecodes(options.reading) }
    } catch {
      report?.keep(.error, name, nil, nil, file, options)
      throw error
    }
    if digests == .taken || report != nil {
      verdict.digests = Verdict.Digests(expected: nil, actual: try SHA256(of: file))
      report?.keep(.new, name, nil, nil, file, options)
    }
    return verdict
  }

  /// About the bytes that a comparison takes: bands of both pictures, and their decoders, and
  /// planes of what is seen of them.
  private static func memory(for options: ComparisonOptions) -> Int {
    options.perceptual.isEmpty ? 32 << 20 : 96 << 20
  }

  package func defect(
    of output: FilePath, madeOf file: InputFile, _ depth: VerificationDepth
  ) -> String? { nil }
}

extension FilePath {
  /// Whether the name is that of a picture, which is compared whatever it is.
  var isNamedAsPicture: Bool { ImageFormat(extensionOf: self) != nil }
}

extension InputFile {
  /// Refuses what is no picture, by its beginning.
  fileprivate func checkBegins(_ options: ReadingOptions) throws(UpsampleError) {
    _ = try openImageSource(self, options)
  }

  /// Refuses what can't be decoded to its end.
  fileprivate func checkDecodes(_ options: ReadingOptions) throws(UpsampleError) {
    try rewind()
    let source = try openImageSource(self, options)
    for _ in 0..<source.layout.height { _ = try source.readRow() }
    try source.finish()
  }
}
