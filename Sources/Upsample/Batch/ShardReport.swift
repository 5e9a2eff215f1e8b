import FoundationEssentials

/// What a process tells when it has come to the end of a part of the pictures.
///
/// Each part's report is a file `K-of-N.json` in the folder `.upsample/shards`.
package struct ShardReport: Codable {
  private let options: String
  private let host: String
  private let seconds: Double
  private let made: Int
  private let skipped: Int
  private let failed: Int
  private let notPictures: Int

  private static let largestFile = 1 << 16

  private enum CodingKeys: String, CodingKey {
    case options, host, seconds, made, skipped, failed
    case notPictures = "not_a_picture"
  }

  /// - Parameters:
  ///   - summary: What became of the part.
  ///   - options: Those that decide the outputs' bytes.
  ///   - time: How long it took.
  package init(_ summary: BatchSummary, options: UpsampleOptions, after time: Duration) {
    self.options = Self.text(OptionsRecord(options))
    host = hostName()
    seconds = (time / .milliseconds(1)).rounded() / 1000
    made = summary.made
    skipped = summary.skipped
    failed = summary.failed
    notPictures = summary.notPictures
  }

  /// Writes the report of a shard in an output folder, in place of an older one.
  package func write(_ shard: Shard, in output: FilePath) throws(UpsampleError) {
    let folder = Self.folder(in: output)
    try makeFolder(folder)
    try write(json: folder.appending(Self.name(shard)), existing: .replace)
  }

  /// Whether an output folder holds the report of a shard with these options.
  static func isThere(_ shard: Shard, in output: FilePath, _ options: OptionsRecord) -> Bool {
    let path = Self.folder(in: output).appending(name(shard))
    guard let file = try? InputFile(regular: path),
      let bytes = try? file.contents(limit: largestFile),
      let report = try? JSONDecoder().decode(Self.self, from: Data(bytes))
    else { return false }
    return report.options == text(options)
  }

  private static func text(_ options: OptionsRecord) -> String {
    String(options.digest, radix: 16)
  }

  private static func folder(in output: FilePath) -> FilePath {
    output.appending(RunState.folderName).appending(FilePath("shards"))
  }

  private static func name(_ shard: Shard) -> FilePath {
    FilePath("\(shard.index)-of-\(shard.count).json")
  }
}
