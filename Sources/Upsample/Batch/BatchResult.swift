/// What became of one file of a folder.
package struct BatchResult: Sendable {
  package enum Outcome: Sendable {
    /// Its output was made, of that many bytes.
    case made(UpsampleReport, bytes: Int)
    /// Its output would be made.
    case planned(UpsampleEstimate)
    /// Its output was there and stayed.
    case skipped
    /// Its output was not made. The cause is told of more than one file when it
    /// lies in the system, of which only the first one is ``isNews``.
    case failed(UpsampleError, isNews: Bool)
    /// It is no picture by its first bytes, and was left.
    case notPicture
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

/// What became of all files of a folder.
package struct BatchSummary: Sendable {
  package var made = 0
  package var skipped = 0
  package var failed = 0
  package var notPictures = 0
  package var links = 0
  package var specials = 0
  /// The pixels of the outputs that were made, or would be.
  package var pixels = 0
  /// The system's failure that ended the batch before its end, if one did.
  package var cause: UpsampleError?
  /// Whether the batch ended before its end because it was asked to.
  package var isStopped = false

  /// Whether the batch came to its end.
  package var isWhole: Bool { cause == nil && !isStopped }

  /// All files that were looked at.
  package var total: Int { made + skipped + failed + notPictures + links + specials }

  mutating func count(_ outcome: BatchResult.Outcome) {
    switch outcome {
    case .made(let report, _): (made, pixels) = (made + 1, pixels + report.output.pixels)
    case .planned(let estimate):
      (made, pixels) = (made + 1, pixels + estimate.report.output.pixels)
    case .skipped: skipped += 1
    case .failed: failed += 1
    case .notPicture: notPictures += 1
    case .link: links += 1
    case .special: specials += 1
    }
  }
}

extension ImageLayout {
  fileprivate var pixels: Int { width * height }
}
