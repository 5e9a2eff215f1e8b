/// Where a picture comes from or goes to.
public enum Endpoint: Hashable, Sendable {
  /// The file of that name.
  case file(FilePath)
  /// Standard input or standard output.
  case standardStream
}

/// What becomes of an output that is there already.
public enum ExistingPolicy: String, Hashable, Sendable, CaseIterable {
  /// It gives way when the new one is complete.
  case replace
  /// It stays, and the input is not even opened.
  case skip
  /// It stays, and the request fails.
  case fail
}
