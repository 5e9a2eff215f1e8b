import UpsampleBase

/// The extensions of the names of files, in lower case.
extension ImageFormat {
  /// Those that files of the format usually have. A file that gets a name gets the
  /// first.
  package var usualExtensions: [String] {
    switch self {
    case .png: ["png"]
    case .jpeg: ["jpg", "jpeg"]
    }
  }

  /// Those that are understood, too, and given to no file.
  private var rareExtensions: [String] {
    switch self {
    case .png: []
    case .jpeg: ["jpe", "jfif"]
    }
  }

  /// The format that the extension of a name tells, if it tells one.
  package init?(extensionOf path: FilePath) {
    let found = path.lowercasedExtension.flatMap { seen in
      Self.allCases.first { ($0.usualExtensions + $0.rareExtensions).contains(seen) }
    }
    guard let found else { return nil }
    self = found
  }

  /// Whether a file of that name is as files of the format are usually named.
  package func isUsual(for path: FilePath) -> Bool {
    path.lowercasedExtension.map(usualExtensions.contains) ?? false
  }
}
