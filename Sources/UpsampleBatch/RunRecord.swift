import Glibc
import UpsampleBase

/// What the files of an output folder are being made by, as the file
/// `run.json` in the folder `.upsample` tells every process that works there.
struct RunRecord: Hashable, Sendable {
  /// The options that decide the outputs' bytes.
  var options: OptionsRecord
  /// The number of parts into which the pictures are divided, once a process
  /// was asked for one of them.
  var shards: Int?

  /// The version of what is kept in `.upsample`.
  private static let version = 1
  private static let largestFile = 1 << 20

  init(_ options: OptionsRecord, shards: Int?) {
    self.options = options
    self.shards = shards
  }

  /// Reads the record of a folder's run; `nil` when there is none.
  ///
  /// - Throws: ``UpsampleError/file(_:)`` when the file is none of ours.
  init?(in folder: StateFolder) throws(UpsampleError) {
    guard let file = try folder.file(Self.name) else { return nil }
    let bytes = try file.contents(limit: Self.largestFile)
    guard let members = JSONMembers(bytes), members.integer("version") == Self.version,
      members.numbers["shards"] == nil || members.integer("shards") != nil,
      (1...Shard.largestCount).contains(members.integer("shards") ?? 1)
    else {
      throw .file(
        FileDefect(
          name: file.name, defect: "is no record of a run that this program knows",
          remedy: "Remove it to begin anew; outputs that are complete stay so."))
    }
    options = OptionsRecord(values: members.texts)
    shards = members.integer("shards")
  }

  /// Writes the record. With `.fail`, one that is there stays, and is an error
  /// of the system's with the code `EEXIST`.
  func write(in folder: StateFolder, existing: ExistingPolicy) throws(UpsampleError) {
    var object = JSONObject()
    object.add("version", Self.version)
    if let shards { object.add("shards", shards) }
    for (name, value) in options.values.sorted(by: { $0.key < $1.key }) { object.add(name, value) }
    try folder.write(object, to: Self.name, existing: existing)
  }

  static let name = FilePath("run.json")
}
