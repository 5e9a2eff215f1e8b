import Glibc
import UpsampleBase

/// The folder that a batch's outputs go to, and the folders within.
///
/// Every folder is opened from the one above it, so no output leaves the tree.
package final class OutputTree: Sendable {
  /// The folder at the top.
  package let root: OutputFolder
  private let input: FileStatus.Identity
  /// The folder that was asked for last, which is likely asked for again.
  private let latest: Guarded<(name: FilePath, folder: OutputFolder)?>

  /// Opens a tree, and makes the folder at its top and those above it where they
  /// are not there.
  ///
  /// - Parameter input: The folder that is read, in which no output may come.
  package init(_ path: FilePath, input: FileStatus.Identity) throws(UpsampleError) {
    try makeFolders(path)
    root = try OutputFolder(path)
    self.input = input
    latest = Guarded(nil)
  }

  /// The folder that holds an output, made if it is not there.
  ///
  /// - Parameter name: The output's name within the tree.
  package func folder(of name: FilePath) throws(UpsampleError) -> OutputFolder {
    let parent = name.parent
    if let known = latest.withLock({ $0?.name == parent ? $0?.folder : nil }) { return known }
    var folder = root
    if parent != FilePath(".") {
      for part in parent.bytes.split(separator: .slash) {
        folder = try OutputFolder(FilePath(bytes: Array(part)), in: folder)
        try check(folder)
      }
    }
    // The folder before waits for the disk when it goes, with the lock released.
    let before = latest.withLock { latest in
      defer { latest = (parent, folder) }
      return latest
    }
    withExtendedLifetime(before) {}
    return folder
  }

  private func check(_ folder: OutputFolder) throws(UpsampleError) {
    guard folder.identity == input else { return }
    throw .output("folder \(folder.path)", .outputIsInput)
  }
}

/// Removes all temporary files in a tree that have lost their writers.
package func removeAbandoned(in tree: OutputTree) throws(UpsampleError) {
  let walk = try FolderWalk(tree.root.path)
  while let entry = walk.next() {
    if case .temporary(let name) = entry {
      try tree.folder(of: name).removeAbandoned(temporary: name.lastComponent)
    }
  }
}

/// Makes a folder and those above it where they are not there. The names are on the
/// disk afterwards.
package func makeFolders(_ path: FilePath) throws(UpsampleError) {
  if FileStatus(at: path) != nil { return }
  if path.parent != path { try makeFolders(path.parent) }
  guard path.withCString({ mkdir($0, 0o777) }) == 0 || errno == EEXIST else {
    throw .lastFailure(action: "create", name: path.description, side: .output)
  }
  // Waits for the disk as it goes; one that may only be passed through can't.
  _ = try? OutputFolder(path.parent)
}
