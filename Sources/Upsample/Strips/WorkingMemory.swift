import Glibc

/// The memory that the parts of pictures at work may take.
enum WorkingMemory {
  /// The most that all workers may take together, in bytes.
  static let limit = 1 << 31

  /// As many workers of those asked for as the parts they work on fit into
  /// memory, at least 1.
  ///
  /// - Parameters:
  ///   - part: The bytes that one part takes, about.
  ///   - subject: What a part is.
  ///   - side: Whether an input or an output makes the parts large.
  ///   - remedy: What the user can do.
  /// - Throws: ``UpsampleError/limit(_:)`` when not even one part does.
  static func workers(
    _ jobs: Int, part: Int, of subject: String, side: SystemFailure.Side, remedy: String
  ) throws(UpsampleError) -> Int {
    let workers = min(jobs, max(1, limit / part))
    guard part <= limit, isThere(part * workers) else {
      throw .limit(
        LimitExcess(
          subject: subject, quantity: "bytes of working memory", value: part, limit: limit,
          side: side, remedy: remedy))
    }
    return workers
  }

  /// Whether the system has that many bytes.
  static func isThere(_ bytes: Int) -> Bool {
    guard let probe = malloc(bytes) else { return false }
    free(probe)
    return true
  }
}
