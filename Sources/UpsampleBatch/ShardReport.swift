import UpsampleBase

/// What a process tells when it has come to the end of a part of the pictures.
///
/// Each part's report is a file `K-of-N.json` in the folder `.upsample/shards`; that
/// of a process that made all of them is `all-of-N.json`.
package struct ShardReport {
  private let object: JSONObject

  private static let largestFile = 1 << 16

  /// - Parameters:
  ///   - summary: What became of the part.
  ///   - job: What was done with it.
  ///   - time: How long it took.
  package init(_ summary: BatchSummary, of job: some FolderJob, after time: Duration) {
    var object = JSONObject()
    object.add("options", Self.text(job.record))
    object.add("host", hostName())
    object.add("seconds", (time / .milliseconds(1)).rounded() / 1000)
    object.add("made", summary.made)
    object.add("skipped", summary.skipped)
    object.add("failed", summary.failed)
    object.add("other_format", summary.foreign.values.reduce(0, +))
    object.add("not_a_picture", summary.notPictures)
    self.object = object
  }

  /// Checks that the report which ``write(_:in:)`` will write has a place, before the work
  /// begins.
  package static func check(_ shard: Shard?, in output: FilePath) throws(UpsampleError) {
    guard let place = try Place(shard, in: output) else { return }
    _ = try place.folder.file(place.name)
  }

  /// Writes the report of a shard, or of all that an output folder knows of, in place
  /// of an older one. A folder that knows of none needs no report.
  package func write(_ shard: Shard?, in output: FilePath) throws(UpsampleError) {
    guard let place = try Place(shard, in: output) else { return }
    try place.folder.write(object, to: place.name, existing: .replace)
  }

  /// Where a report is written.
  private struct Place {
    let folder: StateFolder
    let name: FilePath

    /// `nil` for all parts of a folder that knows of none.
    init?(_ shard: Shard?, in output: FilePath) throws(UpsampleError) {
      let state = try StateFolder(in: output)
      let known = try RunRecord(in: state)?.shards
      guard let count = shard?.count ?? known else { return nil }
      folder = try state.folder(folderName)
      name = ShardReport.name(shard?.index, count)
    }
  }

  /// The folder of the reports; `nil` when there is none.
  static func folder(in state: StateFolder) throws(UpsampleError) -> StateFolder? {
    try state.folder(lookingAt: folderName)
  }

  /// Whether a folder of reports holds that of a part with these options, or of all
  /// parts at once.
  static func isThere(
    _ index: Int?, of count: Int, in folder: StateFolder?, _ options: OptionsRecord
  ) throws(UpsampleError) -> Bool {
    guard let bytes = try folder?.file(name(index, count))?.contents(limit: largestFile) else {
      return false
    }
    return JSONMembers(bytes)?.texts["options"] == text(options)
  }

  private static func text(_ options: OptionsRecord) -> String {
    String(options.digest, radix: 16)
  }

  private static let folderName = FilePath("shards")

  private static func name(_ index: Int?, _ count: Int) -> FilePath {
    FilePath("\(index.map(String.init) ?? "all")-of-\(count).json")
  }
}
