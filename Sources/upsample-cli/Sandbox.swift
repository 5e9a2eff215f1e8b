import CSandbox
import Glibc
import Upsample

/// The rights that the program gives up before it looks at bytes that may be hostile.
///
/// Where the system has no such thing, all of them stay. Threads that begin later
/// have what is left.
struct Sandbox {
  private enum Policy { case used, unused }

  private let policy: Policy
  private let arguments: Arguments

  init(_ arguments: Arguments) {
    policy = arguments.has(.noSandbox) ? .unused : .used
    self.arguments = arguments
  }

  /// Gives up to open sockets, to start programs, and to write anywhere but where the
  /// arguments say. What is not there yet may be made, with the folders above it.
  func enter() throws(UpsampleError) {
    guard policy == .used else { return }
    _ = csb_restrict_calls()
    try narrow()
  }

  /// Gives up to write to folders that were only open to make others in them, which are
  /// there.
  func narrow() throws(UpsampleError) {
    guard policy == .used else { return }
    var open: [csb_place] = []
    defer { for place in open { close(place.descriptor) } }
    for place in Set(arguments.placesWritten.compactMap(Place.init)) {
      if let place = try place.open() { open.append(place) }
    }
    _ = csb_restrict_files(open, open.count)
  }
}

/// A place that has to be written for an output.
private struct Place: Hashable {
  let path: FilePath
  let access: csb_access

  /// The place for an output of that name: the file itself where it is written
  /// through, else the nearest folder that is there. `nil` where links lead nowhere.
  init?(_ output: FilePath) {
    switch FileStatus(at: output)?.kind {
    case .stream, .other: (path, access) = (output, .write)
    case .folder: (path, access) = (output, .writeWithin)
    // Files are written beside the name that they get.
    case .regular, .link, nil:
      guard var folder = output.followingLinks()?.parent else { return nil }
      while FileStatus(at: folder) == nil, errno == ENOENT, folder.parent != folder {
        folder = folder.parent
      }
      (path, access) = (folder, .writeWithin)
    }
  }

  /// The place with a descriptor, or `nil` where it can't be written either, of which the
  /// attempt will tell.
  func open() throws(UpsampleError) -> csb_place? {
    let descriptor = path.withCString { path in
      retryingInterrupts { csb_open_place(path, access) }
    }
    if descriptor >= 0 { return csb_place(descriptor: descriptor, access: access) }
    if [ENOENT, ENOTDIR, EACCES, ELOOP, ENAMETOOLONG].contains(errno) { return nil }
    throw .system(
      SystemFailure(
        action: "open the folder", name: path.description, side: .output, code: errno))
  }
}
