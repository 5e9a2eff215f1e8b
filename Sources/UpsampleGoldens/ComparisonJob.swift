import Glibc
import Upsample
import UpsampleBase
import UpsampleBatch
import UpsampleImages

/// The job that compares each picture of a folder with the file of its name in another.
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

  /// What was found of a picture.
  package enum Finding: FileReport {
    /// The files have the same bytes.
    case sameBytes
    case compared(ImageComparison)
    /// The other folder has no file of the name.
    case missing

    package var outputPixels: Int { 0 }
  }

  /// The folder whose pictures are compared with those of the batch's input.
  private let actual: FilePath
  private let options: ComparisonOptions
  private let equalBytes: EqualBytes

  package init(with actual: FilePath, _ options: ComparisonOptions, _ equalBytes: EqualBytes) {
    self.actual = actual
    self.options = options
    self.equalBytes = equalBytes
  }

  package var record: OptionsRecord { OptionsRecord(values: ["job": "comparison"]) }
  package var threads: Int { options.jobs }
  package var existing: ExistingPolicy { .fail }
  package var renamingOption: String? { nil }

  package func check() {}

  package func outputName(for input: FilePath) -> FilePath { input }

  package func accepts(_ file: InputFile) throws(UpsampleError) -> Bool {
    if ImageFormat(extensionOf: FilePath(file.name)) != nil { return true }
    return try file.format() != nil
  }

  package func plan(_ task: FileTask) throws(UpsampleError) -> Finding { try make(task) }

  package func make(_ task: FileTask) throws(UpsampleError) -> Finding {
    let path = actual.appending(task.name)
    // A link that leads nowhere is there, and fails to be opened.
    guard FileStatus(of: path, in: AT_FDCWD) != nil else { return .missing }
    let other = try InputFile(regular: path)
    if equalBytes == .trusted, try task.file.holdsBytes(of: other) { return .sameBytes }
    var options = options
    // Pictures are compared side by side.
    options.jobs = 1
    return try task.budget.withMemory(Self.memory) { () throws(UpsampleError) in
      .compared(try compareFiles(task.file, other, options: options))
    }
  }

  /// About the bytes that a comparison takes: bands of both pictures, and their decoders.
  private static let memory = 32 << 20

  package func defect(
    of output: FilePath, madeOf file: InputFile, _ depth: VerificationDepth
  ) -> String? { nil }
}

/// Calls `body` with the name of each picture of a folder to which none of its name
/// corresponds in the folder of goldens, and with what can't be read.
///
/// - Throws: What `body` throws, and ``UpsampleError`` for a folder that can't be opened.
package func listNewPictures(
  in actual: FilePath, besides expected: FilePath, _ job: ComparisonJob,
  _ body: (Result<FilePath, UpsampleError>) throws(UpsampleError) -> Void
) throws(UpsampleError) {
  try listInputs(BatchRequest(actual, to: nil, job)) { entry throws(UpsampleError) in
    guard case .success(let name) = entry else { return try body(entry) }
    let golden = expected.appending(name)
    if FileStatus(of: golden, in: AT_FDCWD) == nil { return try body(entry) }
    // A golden that is there and can't be read was told of already.
    let isCompared = try? job.accepts(InputFile(regular: golden))
    if isCompared == false { try body(entry) }
  }
}
