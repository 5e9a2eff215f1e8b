import Upsample
import UpsampleBase
import UpsampleImages

/// What was compared, and how, as a report tells it.
package struct ReportSubject: Sendable {
  package let expected: FilePath
  package let actual: FilePath
  /// The statuses that do not fail the comparison.
  package let allowed: Set<Verdict.Status>
  /// The options that decide verdicts, by name, with the values given: none of plain ones.
  package let options: [(name: String, values: [String])]

  package init(
    _ expected: FilePath, _ actual: FilePath, allowing allowed: Set<Verdict.Status>,
    options: [(name: String, values: [String])]
  ) {
    self.expected = expected
    self.actual = actual
    self.allowed = allowed
    self.options = options
  }
}

/// A report of two folders for people and machines: a page, lines of JSON, a JUnit file, a
/// summary, and the pictures that are not as expected.
package final class FolderReport: Sendable {
  private let folder: ReportFolder
  private let subject: ReportSubject
  private let kept = Guarded<[FilePath: KeptPictures]>([:])
  /// Why pictures could not be kept.
  private let failure = Guarded<UpsampleError?>(nil)

  /// Refuses a folder that a report may not be written to. Nothing is written.
  package static func check(
    _ path: FilePath, besides compared: [FilePath]
  ) throws(UpsampleError) {
    try ReportFolder.check(path, besides: compared)
  }

  /// Makes the folder where it is not there. A report of before stays until ``finish(_:)``.
  package init(_ path: FilePath, of subject: ReportSubject) throws(UpsampleError) {
    folder = try ReportFolder(path)
    self.subject = subject
  }

  /// Keeps the pictures of a name whose status fails. Safe to call from several threads at
  /// once.
  ///
  /// - Parameters:
  ///   - comparison: What was measured, where something was.
  ///   - expected: The golden, where there is one.
  ///   - actual: The picture, where there is one.
  package func keep(
    _ status: Verdict.Status, _ name: FilePath, _ comparison: ImageComparison?,
    _ expected: InputFile?, _ actual: InputFile?, _ options: ComparisonOptions
  ) {
    guard !subject.allowed.contains(status), failure.withLock({ $0 == nil }) else { return }
    do throws(UpsampleError) {
      let pictures = try pictures(of: name, comparison, expected, actual, options)
      kept.withLock { $0[name] = pictures }
    } catch {
      failure.withLock { $0 = $0 ?? error }
    }
  }

  private func pictures(
    of name: FilePath, _ comparison: ImageComparison?, _ expected: InputFile?,
    _ actual: InputFile?, _ options: ComparisonOptions
  ) throws(UpsampleError) -> KeptPictures {
    var pictures = KeptPictures()
    pictures.expected = try expected.flatMap { file throws(UpsampleError) in
      try folder.keep(file, of: name, as: .expected, options.reading)
    }
    pictures.actual = try actual.flatMap { file throws(UpsampleError) in
      try folder.keep(file, of: name, as: .actual, options.reading)
    }
    if let comparison, let expected, let actual,
      comparison.difference?.worst != nil || !comparison.haveOneSize
    {
      pictures.heatMap = try folder.draw(comparison, of: name, expected, actual, options)
    }
    return pictures
  }

  /// Writes the report of all verdicts, the page last, and removes the pictures of one before.
  ///
  /// - Throws: ``UpsampleError`` when any of it, or a picture before, can't be written.
  package func finish(_ verdicts: Verdicts) throws(UpsampleError) {
    if let failure = failure.withLock({ $0 }) { throw failure }
    let kept = kept.withLock { $0 }
    let header = subject.header(verdicts)
    let entries = verdicts.worstFirst.map { $0.reportObject(kept[$0.name]) }
    try folder.write(
      ([header] + entries).map { "\($0)\n" }.joined(), to: FilePath("report.jsonl"))
    let place = AttachmentPlace(folder.path)
    let junit = junitReport(verdicts, of: subject.expected, allowing: subject.allowed) { verdict in
      kept[verdict.name]?.shown.map(place.attachment) ?? []
    }
    try folder.write(junit, to: FilePath("junit.xml"))
    try folder.write(summary(verdicts, of: subject), to: FilePath("summary.md"))
    try folder.write(reportPage(header, entries), to: FilePath("index.html"))
    folder.removePictures(but: Set(kept.values.flatMap(\.shown).map(\.lastComponent)))
  }
}

extension KeptPictures {
  /// The names of all files, that which is looked at first before the others.
  fileprivate var shown: [FilePath] {
    [actual?.path, expected?.path, heatMap].compactMap { $0 }
  }
}

extension ReportSubject {
  /// The first line of a report's lines.
  fileprivate func header(_ verdicts: Verdicts) -> JSONObject {
    var header = JSONObject()
    header.add("schema", "upsample-diff")
    header.add("version", 1)
    header.add("expected", expected)
    header.add("actual", actual)
    header.add("allowed", Verdict.Status.allCases.filter(allowed.contains).map(\.rawValue))
    var options = JSONObject()
    for (name, given) in self.options {
      if PixelRules.collectedNames.contains(name) {
        options.add(name, given)
      } else if let last = given.last {
        options.add(name, last)
      } else {
        options.add(name, true)
      }
    }
    header.add("options", options)
    header.add("totals", verdicts.totals)
    return header
  }
}

extension Verdict {
  /// What a report says of the picture, and of those that it keeps.
  fileprivate func reportObject(_ pictures: KeptPictures?) -> JSONObject {
    var object = object
    guard let pictures else { return object }
    var paths = JSONObject()
    if let file = pictures.expected { object.add("sha256_expected", "\(file.digest)") }
    // What was broken when it was compared is never approved, whatever it is by now.
    if status != .error, let digest = digests?.actual {
      object.add("sha256_actual", "\(digest)")
    }
    if let path = pictures.expected?.path { paths.add("expected", path) }
    if let path = pictures.actual?.path { paths.add("actual", path) }
    if let path = pictures.heatMap { paths.add("heat_map", path) }
    object.add("pictures", paths)
    return object
  }
}
