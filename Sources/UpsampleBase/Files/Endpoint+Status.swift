extension Endpoint {
  /// An output's name for people to read.
  package var name: String {
    switch self {
    case .file(let path): path.description
    case .standardStream: "standard output"
    }
  }

  /// Whether what is written there can't be read again: standard output, a pipe
  /// or a device.
  package var isStream: Bool {
    switch self {
    case .standardStream: true
    case .file(let path): FileStatus(at: path).map { $0.kind == .stream } ?? false
    }
  }

  /// Whether two outputs are one file, under whatever names, though it need not
  /// be there yet.
  package func isSameFile(as other: Endpoint) -> Bool {
    guard case .file(let one) = self, case .file(let two) = other else { return self == other }
    guard let one = one.followingLinks(), let two = two.followingLinks() else { return false }
    let folders = [one, two].map { FileStatus(at: $0.parent)?.identity }
    return one.lastComponent == two.lastComponent && folders[0] == folders[1]
      && folders[0] != nil
  }
}

extension Endpoint {
  /// Whether there is a file of that name.
  package var exists: Bool {
    switch self {
    case .file(let path): FileStatus(at: path) != nil
    case .standardStream: false
    }
  }
}
