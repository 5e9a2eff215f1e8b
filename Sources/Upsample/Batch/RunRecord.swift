import FoundationEssentials
import Glibc

/// What the pictures of an output folder are being made by, as the file
/// `run.json` in the folder `.upsample` tells every process that works there.
struct RunRecord: Codable, Hashable, Sendable {
  /// The version of what is kept in `.upsample`.
  var version = Self.currentVersion
  /// The options that decide the outputs' bytes.
  var options: OptionsRecord
  /// The number of parts into which the pictures are divided, once a process
  /// was asked for one of them.
  var shards: Int?

  private static let currentVersion = 1
  private static let largestFile = 1 << 20

  init(_ options: UpsampleOptions, shards: Int?) {
    self.options = OptionsRecord(options)
    self.shards = shards
  }

  /// Reads the record of a folder's run; `nil` when there is none.
  ///
  /// - Throws: ``UpsampleError/file(_:)`` when the file is none of ours.
  init?(in folder: FilePath) throws(UpsampleError) {
    let path = Self.path(in: folder)
    guard FileStatus(at: path) != nil else { return nil }
    let bytes = try InputFile(.file(path)).contents(limit: Self.largestFile)
    guard let record = try? JSONDecoder().decode(Self.self, from: Data(bytes)),
      record.version == Self.currentVersion,
      (1...Shard.largestCount).contains(record.shards ?? 1)
    else {
      throw .file(
        FileDefect(
          name: "\(path)", defect: "is no record of a run that this program knows",
          remedy: "Remove it to begin anew; outputs that are complete stay so."))
    }
    self = record
  }

  /// Writes the record. With `.fail`, one that is there stays, and is an error
  /// of the system's with the code `EEXIST`.
  func write(in folder: FilePath, existing: ExistingPolicy) throws(UpsampleError) {
    try write(json: Self.path(in: folder), existing: existing)
  }

  static func path(in folder: FilePath) -> FilePath {
    folder.appending(FilePath("run.json"))
  }
}

extension Encodable {
  /// Writes the value as JSON, with its members in order, to a file that
  /// appears when it is complete.
  func write(json path: FilePath, existing: ExistingPolicy) throws(UpsampleError) {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
    guard let data = try? encoder.encode(self) else {
      preconditionFailure("numbers and text can be encoded")
    }
    let file = try OutputFile(.file(path), existing: existing)
    try file.write(Array(data) + [.newline])
    try file.commit()
  }
}
