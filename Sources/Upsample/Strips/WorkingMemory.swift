import CKernels
import Glibc

/// The memory that the parts of pictures at work may take.
enum WorkingMemory {
  /// The most that all workers may take together, in bytes.
  static let limit = 1 << 31

  /// What decoders, encoders and all else take, about.
  static let rest = 6 << 20

  /// The most bytes of addresses that the process may have, if they are limited.
  static var mostAddresses: Int? {
    var limit = rlimit()
    guard getrlimit(__rlimit_resource_t(RLIMIT_AS.rawValue), &limit) == 0,
      limit.rlim_cur < rlim_t(Int.max)
    else { return nil }
    return Int(limit.rlim_cur)
  }

  /// As many workers of those asked for as the parts they work on fit into
  /// memory, at least 1.
  ///
  /// - Parameters:
  ///   - part: The bytes that one part takes, about.
  ///   - held: The bytes that will be held beside the parts.
  ///   - subject: What a part is.
  ///   - side: Whether an input or an output makes the parts large.
  ///   - remedy: What the user can do.
  /// - Throws: ``UpsampleError/limit(_:)`` when one part is beyond the limit;
  ///   ``UpsampleError/system(_:)`` when the system lacks memory for one.
  static func workers(
    _ jobs: Int, part: Int, held: Int, of subject: String, side: SystemFailure.Side,
    remedy: String
  ) throws(UpsampleError) -> Int {
    guard part <= limit else {
      throw .limit(
        LimitExcess(
          subject: subject, quantity: "bytes of working memory", value: part, limit: limit,
          side: side, remedy: remedy))
    }
    for workers in (1...max(1, min(jobs, limit / part))).reversed()
    where isThere(held + workers * (part + threadStackBytes) + rest) {
      return workers
    }
    throw .system(
      SystemFailure(action: "hold", name: subject, side: side, code: ENOMEM, remedy: remedy))
  }

  /// Whether the system has that many bytes, in one piece.
  static func isThere(_ bytes: Int) -> Bool {
    ck_has_memory(Int64(bytes))
  }
}
