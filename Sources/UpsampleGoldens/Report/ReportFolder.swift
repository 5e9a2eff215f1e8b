import Glibc
import Upsample
import UpsampleBase
import UpsampleBatch

/// The folder of a report, in which a report of before is replaced.
///
/// Pictures have names that follow from what they hold, so those of a report before stay as
/// long as its page does; the page is written last. What a report did not write is never
/// removed.
final class ReportFolder: Sendable {
  let path: FilePath
  private let root: OutputFolder
  private let pictures: OutputFolder
  private let marker: Int32

  /// The folder within that holds the pictures.
  static let picturesName = FilePath("pictures")

  /// The file by which a folder is known to hold a report.
  private static let markerName = FilePath(".upsample-report")
  private static let markerText =
    "The files of upsample diff --report: the next one replaces them.\n"

  /// Makes the folder where it is not there.
  ///
  /// - Throws: ``UpsampleError`` also for a folder that another process writes a report to.
  init(_ path: FilePath) throws(UpsampleError) {
    self.path = path
    try makeFolders(path)
    root = try OutputFolder(path)
    marker = try Self.openMarker(in: root)
    do throws(UpsampleError) {
      pictures = try OutputFolder(Self.picturesName, in: root)
    } catch {
      close(marker)
      throw error
    }
  }

  deinit { close(marker) }

  /// Refuses a folder that holds anything but a report, or that lies within one of the
  /// folders that are compared, or they in it.
  static func check(_ path: FilePath, besides compared: [FilePath]) throws(UpsampleError) {
    if path == FilePath("-") { throw .report("standard output is no folder") }
    if path.bytes.isEmpty { throw .report("its name is empty") }
    if let status = FileStatus(at: path) {
      guard status.kind == .folder else { throw .report("\(path) is there and no folder") }
      guard try isEmptyOrReport(path) else {
        throw .report("\(path) is there and holds no report, and would be written to")
      }
    }
    for folder in compared where path.liesWithin(folder) || folder.liesWithin(path) {
      throw .report("\(path) and \(folder) lie within one another")
    }
  }

  private static func isEmptyOrReport(_ path: FilePath) throws(UpsampleError) -> Bool {
    guard let stream = FolderStream(path) else {
      throw .lastFailure(action: "open the folder", name: "\(path)", side: .output)
    }
    guard stream.next() != nil else { return true }
    let marker = path.appending(markerName)
    guard FileStatus(of: marker, in: AT_FDCWD)?.kind == .regular else { return false }
    var window = try InputFile(regular: marker).window()
    return window.count == 0
      || window.bytes(at: 0, count: markerText.utf8.count).map(Array.init) == Array(markerText.utf8)
  }

  /// Opens the marker, which stays locked as long as it is open.
  private static func openMarker(in root: OutputFolder) throws(UpsampleError) -> Int32 {
    let name = "\(root.path.appending(markerName))"
    let flags = O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC
    let descriptor = markerName.withCString { marker in
      retryingInterrupts { openat(root.descriptor, marker, flags, 0o666) }
    }
    guard descriptor >= 0 else { throw .lastFailure(action: "create", name: name, side: .output) }
    var code: Int32 = 0
    if flock(descriptor, LOCK_EX | LOCK_NB) != 0, errno == EWOULDBLOCK {
      close(descriptor)
      throw .report("\(root.path) is being written by another process")
    }
    if lseek(descriptor, 0, SEEK_END) == 0 { code = writeAll(markerText, to: descriptor) }
    guard code == 0 else {
      close(descriptor)
      throw .system(SystemFailure(action: "write", name: name, side: .output, code: code))
    }
    return descriptor
  }

  /// Writes a file, which appears when it is complete.
  func write(_ text: String, to name: FilePath) throws(UpsampleError) {
    let output = try OutputFile(name, in: root)
    try output.write(Array(text.utf8))
    try output.commit()
  }

  /// Opens a picture, which appears when it is committed.
  func openPicture(_ name: FilePath) throws(UpsampleError) -> OutputFile {
    // The folder is made durable when it is closed, once for all pictures.
    try OutputFile(
      name, in: pictures,
      placement: Placement(
        whileWaiting: { (wait) throws(UpsampleError) in try wait() }, willAppear: { _ in }))
  }

  /// Removes the pictures of reports before: those with names that reports give, but for
  /// the names told, and what processes that were killed left of theirs. As the marker is
  /// locked, no other one is writing any.
  func removePictures(but kept: Set<FilePath>) {
    guard let stream = FolderStream(reopening: pictures.descriptor) else { return }
    while let (name, _) = stream.next() {
      let isLeft = ReportName.isOne(name) || TemporaryFile.isTemporary(name)
      guard isLeft, !kept.contains(name) else { continue }
      _ = name.withCString { unlinkat(pictures.descriptor, $0, 0) }
    }
  }
}

extension UpsampleError {
  fileprivate static func report(_ fault: String) -> UpsampleError {
    .request(
      RequestFault(
        subject: "--report", fault: fault,
        remedy: "Name a folder for the report alone, as in --report report/."))
  }
}
