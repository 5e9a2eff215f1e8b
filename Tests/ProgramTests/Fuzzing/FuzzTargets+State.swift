import Glibc

@testable import Upsample
@testable import UpsampleBase
@testable import UpsampleBatch

/// Files, folders and links of a folder `.upsample`, as ``StateEntry`` tells of them,
/// one behind the other with zeros between: a batch goes on from them, or verifies them.
///
/// Whatever they are, nothing outside the output folder changes.
func runState(_ bytes: [UInt8]) {
  let folder = MemoryFolder()
  defer { folder.remove() }
  let (input, output) = (folder["in"], folder["out"])
  let kept = input.appending(FilePath("kept"))
  folder.makeFolders(to: kept)
  folder.write(Array("kept".utf8), to: kept)
  for entry in bytes.split(separator: 0, maxSplits: 12) {
    StateEntry(entry).make(in: output, folder)
  }

  let picture = FileStatus(at: kept)!
  let shard = bytes.count & 1 == 0 ? nil : try? Shard(1, of: 3)
  if bytes.count & 2 == 0 {
    try? work(on: picture, in: output, shard)
  } else {
    _ = try? verifyBatch(
      BatchRequest(input, to: output, UpsampleJob(UpsampleOptions())), shard: shard, .headers,
      tell: { _ in })
  }
  let contents = try! InputFile(regular: kept).contents(limit: 100)
  precondition(contents == Array("kept".utf8), "the input stays as it was")
  precondition(FileStatus(at: kept)!.identity == picture.identity)
  let names = folder.path.memberNames() + input.memberNames()
  precondition(names.allSatisfy { ["in", "out", "kept"].contains("\($0)") }, "\(names)")
}

private func work(
  on picture: FileStatus, in output: FilePath, _ shard: Shard?
) throws(UpsampleError) {
  var job = UpsampleJob(UpsampleOptions())
  job.options.existing = .skip
  let name = FilePath("a/b.png")
  func join(_ use: OutputFolder.Use) throws(UpsampleError) -> RunState {
    try RunState(in: output, of: job, shard: shard, for: use)
  }
  func look(_ state: RunState) -> Bool {
    _ = (state.isSuspect(name), state.mayHaveLeftOver(name))
    return state.isMade(name, from: picture, as: picture)
  }
  if let state = try? join(.looking) { _ = look(state) }
  let state = try join(.making)
  _ = look(state)
  try state.begin(name, from: picture)
  try state.willAppear(name, from: picture, as: picture)
  state.end(name, isMade: true)
  _ = look(try join(.looking))
  try ShardReport(BatchSummary(), of: job, after: .seconds(1)).write(shard, in: output)
}

/// What stands in a folder `.upsample`: a name in the first line, and of a file its
/// bytes in those that follow. A name that ends with a slash is a folder's; a second
/// line that begins with `->` makes a link.
private struct StateEntry {
  private let name: [ArraySlice<UInt8>]
  private let isFolder: Bool
  private let contents: [UInt8]

  init(_ bytes: ArraySlice<UInt8>) {
    let line = bytes.prefix { $0 != .newline }
    name = Array(
      line.split(separator: .slash).filter { $0.count < 200 && !$0.allSatisfy { $0 == .dot } }
        .prefix(3))
    isFolder = line.last == .slash
    contents = Array(bytes.dropFirst(line.count + 1))
  }

  func make(in output: FilePath, _ folder: MemoryFolder) {
    let path = name.reduce(output.appending(RunState.folderName)) {
      $0.appending(FilePath(bytes: Array($1)))
    }
    folder.makeFolders(to: path)
    if isFolder {
      _ = path.withCString { mkdir($0, 0o700) }
    } else if contents.starts(with: "->".utf8) {
      let target = FilePath(bytes: Array(contents.dropFirst(2).prefix { $0 != .newline }))
      // None that leads out of the memory, nor to a device that never ends.
      guard target.bytes.first != .slash else { return }
      _ = target.withCString { target in path.withCString { symlink(target, $0) } }
    } else {
      folder.write(contents, to: path)
    }
  }
}
