import Glibc
import UpsampleBase

/// The search for inputs that would become one output, or one of which would become
/// a folder of outputs, before any is made.
///
/// Where outputs are named as their inputs there are none, and nothing is read.
/// Otherwise a folder's names are compared by digests of eight bytes; only names
/// whose digests are equal are looked at more closely.
struct NameCollisions<Job: FolderJob> {
  private let root: FilePath
  private let job: Job

  /// - Parameter root: The input folder.
  init(in root: FilePath, _ job: Job) {
    self.root = root
    self.job = job
  }

  /// Looks through a folder and all within.
  ///
  /// - Throws: ``UpsampleError/request(_:)`` for the first output of which there
  ///   would be two.
  func check(excluding output: FileStatus.Identity?) throws(UpsampleError) {
    guard let option = job.renamingOption else { return }
    let walk = try FolderWalk(root, excluding: output)
    try checkFolder(nil, option)
    while let entry = walk.next() {
      if case .folder(let name) = entry { try checkFolder(name, option) }
    }
  }

  private func checkFolder(_ name: FilePath?, _ option: String) throws(UpsampleError) {
    let folder = name.map(root.appending) ?? root
    let byName = repeated(in: folder) { _, _ in true }
    if byName.isEmpty { return }
    // A file of the same name that is not for the job has no output.
    let inputs = repeated(in: folder) { file, kind in
      byName.contains(digest(file, kind)) && mayAppear(folder.appending(file), kind)
    }
    if inputs.isEmpty { return }
    var inputOf: [FilePath: FilePath] = [:]
    var collision: (output: FilePath, inputs: [FilePath])?
    forEachName(in: folder) { file, kind in
      guard inputs.contains(digest(file, kind)), mayAppear(folder.appending(file), kind)
      else { return }
      let output = outputName(of: file, kind)
      if let other = inputOf.updateValue(file, forKey: output) {
        collision = collision ?? (output, [other, file])
      }
    }
    // Other names may have equal digests.
    guard let collision else { return }
    let names = collision.inputs.map(folder.appending).sorted { "\($0)" < "\($1)" }
    throw .output(
      "\(name?.appending(collision.output) ?? collision.output)",
      .collision(names[0], names[1], option: option))
  }

  /// What stands in the output folder for a name; a folder keeps its own.
  private func outputName(of file: FilePath, _ kind: FolderStream.Kind) -> FilePath {
    kind == .folder ? file : job.outputName(for: file)
  }

  private func digest(_ file: FilePath, _ kind: FolderStream.Kind) -> UInt64 {
    stableHash(outputName(of: file, kind).bytes)
  }

  private func mayAppear(_ path: FilePath, _ kind: FolderStream.Kind) -> Bool {
    if kind == .folder { return true }
    return (try? job.accepts(InputFile(regular: path))) ?? false
  }

  /// The digests that several of the files have which a test accepts.
  private func repeated(
    in folder: FilePath, where isWanted: (FilePath, FolderStream.Kind) -> Bool
  ) -> Set<UInt64> {
    var digests: [UInt64] = []
    forEachName(in: folder) { file, kind in
      if isWanted(file, kind) { digests.append(digest(file, kind)) }
    }
    digests.sort()
    return Set(zip(digests, digests.dropFirst()).lazy.filter { $0 == $1 }.map(\.0))
  }

  private func forEachName(in folder: FilePath, _ body: (FilePath, FolderStream.Kind) -> Void) {
    guard let stream = FolderStream(folder) else { return }
    while let (name, kind) = stream.next() {
      if kind == .special || TemporaryFile.isTemporary(name) || name == RunState.folderName {
        continue
      }
      body(name, kind)
    }
  }
}
