import UpsampleBase
import UpsampleImages

/// What became of one file of a folder.
package struct BatchResult<Job: FolderJob>: Sendable {
  package enum Outcome: Sendable {
    /// The work on it is done, with an output of that many bytes, 0 without one.
    case made(Job.Report, bytes: Int)
    /// The work on it would be done.
    case planned(Job.Plan)
    /// Its output was there and stayed.
    case skipped
    /// The work on it failed. The cause is told of more than one file when it
    /// lies in the system, of which only the first one is ``isNews``.
    case failed(UpsampleError, isNews: Bool)
    /// It is not for the job, but a picture of a format by its first bytes, and was left.
    case foreign(ForeignFormat)
    /// It is not for the job, and no picture by its first bytes. What it is may be known.
    case notPicture(ForeignFormat?)
    /// It is a link to a folder, and was not followed.
    case link
    /// It is a pipe, a socket or a device, and was not opened.
    case special
  }

  /// The name relative to the input folder.
  package let name: FilePath
  /// The file, its name beginning with the input folder's.
  package let input: FilePath
  /// Its output, its name beginning with the output folder's; `nil` where there
  /// would be none.
  package let output: FilePath?
  /// The length of the file, where it was opened.
  package let inputBytes: Int?
  package internal(set) var outcome: Outcome
  package let duration: Duration
}

extension BatchResult.Outcome {
  /// What becomes of a file without a format that is read here.
  init(left format: ForeignFormat?) {
    if let format, format.isPicture {
      self = .foreign(format)
    } else {
      self = .notPicture(format)
    }
  }

  /// Whether it is that of a file that has an output, or would have one.
  var hasOutput: Bool {
    switch self {
    case .made, .planned, .skipped, .failed: true
    case .foreign, .notPicture, .link, .special: false
    }
  }
}

extension [ForeignFormat: Int] {
  /// The names and counts, the largest first.
  var sorted: [(name: String, count: Int)] {
    map { (name: $0.rawValue, count: $1) }.sorted { ($1.count, $0.name) < ($0.count, $1.name) }
  }

  /// Such as `left: 2 HEIC, 1 WebP`; `nil` where there are none.
  package var text: String? {
    isEmpty ? nil : "left: " + sorted.map { "\($0.count) \($0.name)" }.joined(separator: ", ")
  }
}

/// What became of all files of a folder.
package struct BatchSummary: Sendable {
  package var made = 0
  package var skipped = 0
  package var failed = 0
  /// The pictures of formats that are not read.
  package var foreign: [ForeignFormat: Int] = [:]
  package var notPictures = 0
  package var links = 0
  package var specials = 0
  /// The pixels of the outputs that were made, or would be.
  package var pixels = 0
  /// The system's failure that ended the batch before its end, if one did.
  package var cause: UpsampleError?
  /// Why no more could be told, which nobody was told, if that ended the batch.
  package var silence: UpsampleError?
  /// Whether the batch ended before its end because it was asked to.
  package var isStopped = false

  /// Whether the batch came to its end.
  package var isWhole: Bool { cause == nil && !isStopped }

  /// All files that were looked at.
  package var total: Int {
    made + skipped + failed + foreign.values.reduce(notPictures, +) + links + specials
  }

  mutating func count<Job>(_ outcome: BatchResult<Job>.Outcome) {
    switch outcome {
    case .made(let report, _): (made, pixels) = (made + 1, pixels + report.outputPixels)
    case .planned(let plan): (made, pixels) = (made + 1, pixels + plan.outputPixels)
    case .skipped: skipped += 1
    case .failed: failed += 1
    case .foreign(let format): foreign[format, default: 0] += 1
    case .notPicture: notPictures += 1
    case .link: links += 1
    case .special: specials += 1
    }
  }
}

extension JSONObject {
  /// Adds the pictures of formats that are not read, as `"other_formats":{"HEIC":2}`.
  package mutating func add(_ counts: [ForeignFormat: Int]) {
    var object = JSONObject()
    for (name, count) in counts.sorted { object.add(name, count) }
    add("other_formats", object)
  }
}
