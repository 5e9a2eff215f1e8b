import Upsample
import UpsampleBatch

/// Tells what becomes of the files of a folder.
final class BatchTeller {
  private let telling: Telling
  private let kernel: String
  private let progress: BatchProgress?
  private let report: ReportFile?
  private var peak: BatchPeak
  private var idle: IdleOptions
  private var latestFailure: UpsampleError?

  init(
    _ telling: Telling, _ arguments: Arguments, jobs: Int, _ progress: BatchProgress?,
    _ report: ReportFile?
  ) {
    self.telling = telling
    kernel = arguments.wayName
    self.progress = progress
    self.report = report
    peak = BatchPeak(jobs: jobs)
    idle = IdleOptions(arguments)
  }

  /// Tells what became of a file.
  func tell(_ result: BatchResult<UpsampleJob>) throws(UpsampleError) {
    progress?.addFile()
    if case .planned(let estimate) = result.outcome { peak.add(estimate) }
    if let report = result.outcome.report { idle.see(report.inputFormat, as: report.outputFormat) }
    let lines = lines(result)
    if !lines.isEmpty {
      progress?.interrupt()
      lines.forEach(Console.note)
    }
    guard report != nil || telling.contains(.json) else { return }
    let object = object(result)
    try report?.write(object)
    if telling.contains(.json) { try Console.print("\(object)\n") }
  }

  /// Tells what became of all of them.
  func tell(
    _ summary: BatchSummary, _ action: BatchAction, in output: FilePath, after time: Duration
  ) throws(UpsampleError) {
    if telling.contains(.warnings) { idle.warnings.forEach(Console.note) }
    if telling.contains(.json) {
      var object = JSONObject()
      object.add(summary, action)
      switch action {
      case .make: object.add(time)
      case .plan:
        object.add(peak)
        if let free = FreeSpace(at: output)?.bytes { object.add("free_bytes", free) }
      }
      return try Console.print("\(object)\n")
    }
    switch action {
    case .make where telling.contains(.warnings): Console.note(summary.text(after: time))
    case .make: break
    case .plan: try Console.print(summary.plan(peak, in: output))
    }
  }

  private func lines(_ result: BatchResult<UpsampleJob>) -> [String] {
    let names = names(result)
    switch result.outcome {
    case .made(let report, _):
      let warnings = telling.contains(.warnings) ? names.warnings(report) : []
      guard telling.contains(.line) else { return warnings }
      let time = "\(result.duration.milliseconds) ms"
      return warnings + ["\(names.line(report)), \(time)"] + names.notes(report)
    case .planned(let estimate):
      return telling.contains(.line) ? ["\(names.line(estimate.report)), planned"] : []
    case .skipped: return ifTellingAll("\(names.output) is there already, skipped")
    case .failed(let error, isNews: true): return [failure(error, of: names)]
    case .failed(_, isNews: false): return []
    case .foreign(let format): return left(result, as: format, "is \(format.rawValue), left")
    case .notPicture(let format): return left(result, as: format, "is no picture, left")
    case .link: return ifTellingAll("\(result.input) is a link to a folder, not followed")
    case .special: return ifTellingAll("\(result.input) is no regular file, left")
    }
  }

  /// Lines about a file that has no output: a warning if it is named as one that has.
  private func left(
    _ result: BatchResult<UpsampleJob>, as format: ForeignFormat?, _ text: String
  ) -> [String] {
    guard result.name.endsAsPicture else { return ifTellingAll("\(result.input) \(text)") }
    let found = format.map { "is \($0.rawValue)" } ?? "is neither a PNG nor a JPEG file"
    let warning = "warning: \(result.input) \(found), whatever its name"
    return telling.contains(.warnings) ? [warning] : []
  }

  /// The message of a failure, without the remedy where the one before had the same.
  private func failure(_ error: UpsampleError, of names: PictureNames) -> String {
    defer { latestFailure = error }
    let text = names.failure(error)
    return error == latestFailure ? String(text.prefix { $0 != "\n" }) : text
  }

  private func ifTellingAll(_ line: String) -> [String] { telling.contains(.line) ? [line] : [] }

  private func names(_ result: BatchResult<UpsampleJob>) -> PictureNames {
    PictureNames(input: result.input, output: result.output ?? result.input, kernel: kernel)
  }

  private func object(_ result: BatchResult<UpsampleJob>) -> JSONObject {
    var object = JSONObject()
    object.add("input", result.input)
    if let output = result.output { object.add("output", output) }
    object.add("status", result.outcome.status)
    if let bytes = result.inputBytes { object.add("input_bytes", bytes) }
    switch result.outcome {
    case .made(let report, let bytes):
      object.add("output_bytes", bytes)
      object.add(report)
    case .planned(let estimate): object.add(estimate)
    case .failed(let error, _): object.add("error", error.spellingOptions.description)
    case .foreign(let format): object.add("format", format.rawValue)
    case .skipped, .notPicture, .link, .special: break
    }
    object.add(result.duration)
    return object
  }
}

extension BatchResult<UpsampleJob>.Outcome {
  /// What was done or would be.
  fileprivate var report: UpsampleReport? {
    switch self {
    case .made(let report, _): report
    case .planned(let estimate): estimate.report
    case .skipped, .failed, .foreign, .notPicture, .link, .special: nil
    }
  }

  /// The word for it in JSON.
  fileprivate var status: String {
    switch self {
    case .made: "written"
    case .planned: "planned"
    case .skipped: "skipped"
    case .failed: "failed"
    case .foreign: "other_format"
    case .notPicture: "not_a_picture"
    case .link: "link"
    case .special: "special"
    }
  }
}

extension BatchSummary {
  /// Each count with what it counts; those that are always told first.
  private func counts(_ made: String, _ skipped: String, _ failed: String) -> [(Int, String)] {
    [
      (self.made, made), (self.skipped, skipped), (self.failed, failed),
      (notPictures, "not pictures"),
    ]
      + [
        (links, links == 1 ? "link to a folder" : "links to folders"),
        (specials, specials == 1 ? "special file" : "special files"),
      ].filter { $0.0 > 0 }
  }

  /// The counts, and the formats that are not read.
  private func list(_ counts: [(Int, String)]) -> String {
    (counts.map { "\($0.0) \($0.1)" } + [foreign.text].compactMap { $0 }).joined(separator: ", ")
  }

  /// Such as `5 made, 0 skipped, 1 failed, 2 not pictures; 8 files, 12.3 MP in 0.4 s, 31 MP/s`.
  func text(after time: Duration) -> String {
    let (megapixels, seconds) = (Double(pixels) / 1e6, max(time / .seconds(1), 1e-6))
    let rate = ProgressLine.text(rate: megapixels / seconds)
    return "\(list(counts("made", "skipped", "failed"))); \(total) files, "
      + "\(megapixels.tenths) MP in \(seconds.tenths) s, \(rate) MP/s"
  }

  /// Lines that tell what a batch would do and take.
  func plan(_ peak: BatchPeak, in output: FilePath) -> String {
    let free = (FreeSpace(at: output)?.bytes).map { ", where \(byteText($0)) are free" } ?? ""
    let time = peak.seconds.map { " and \(fixedText($0, digits: 1)) s" } ?? ""
    return """
      \(list(counts("to make", "to skip", "that would fail"))); \(total) files
      \((Double(pixels) / 1e6).tenths) MP, at most \(byteText(peak.outputBytes)) on disk\(free)
      about \(byteText(peak.memory)) of memory at most\(time)

      """
  }
}

extension Double {
  fileprivate var tenths: String { "\((self * 10).rounded() / 10)" }
}

extension JSONObject {
  fileprivate mutating func add(_ summary: BatchSummary, _ action: BatchAction) {
    add(action == .make ? "written" : "planned", summary.made)
    add("skipped", summary.skipped)
    add("failed", summary.failed)
    add(summary.foreign)
    add("not_a_picture", summary.notPictures)
    add("link", summary.links)
    add("special", summary.specials)
    add("total", summary.total)
    add("output_pixels", summary.pixels)
    add("stopped", summary.isStopped)
  }
}
