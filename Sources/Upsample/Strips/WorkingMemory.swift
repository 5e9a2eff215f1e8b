import CKernels
import Glibc

/// The memory that the parts of pictures at work may take.
enum WorkingMemory {
  /// The most that all pictures at work may take together, in bytes: 2 GiB, or half of
  /// what the system lets the process have.
  static let limit = min(1 << 31, MemorySupply.bytes / 2)

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
  ///   - allowance: The most bytes that all of them may take together.
  ///   - side: Whether an input or an output makes them large.
  ///   - alternative: What the user can do beside raising the limit, as a clause.
  /// - Throws: ``UpsampleError/limit(_:)`` when one part is beyond the limit;
  ///   ``UpsampleError/system(_:)`` when the system lacks memory for one.
  static func workers(
    _ jobs: Int, part: Int, held: Int, _ allowance: MemoryAllowance, side: SystemFailure.Side,
    alternative: String
  ) throws(UpsampleError) -> Int {
    let (least, isBeyond) = part.addingReportingOverflow(held)
    try allowance.check(isBeyond ? .max : least, side: side, alternative: alternative)
    let most = (allowance.bytes - held) / max(1, part)
    for workers in (1...max(1, min(jobs, most))).reversed()
    where isThere(held + workers * (part + threadStackBytes) + rest) {
      return workers
    }
    throw .system(
      SystemFailure(
        action: "hold", name: allowance.name, side: side, code: ENOMEM,
        remedy: "Free memory for it, or \(alternative)."))
  }

  /// Whether the system has that many bytes, in one piece.
  static func isThere(_ bytes: Int) -> Bool {
    ck_has_memory(Int64(bytes))
  }
}

/// The memory that the work on something may take.
struct MemoryAllowance {
  /// What the memory is for, for people to read: a file's name.
  let name: String
  /// The most bytes.
  let bytes: Int

  /// That of work that no file causes.
  static let standard = MemoryAllowance(name: "the picture", bytes: WorkingMemory.limit)

  /// Refuses what takes more.
  ///
  /// - Parameters:
  ///   - side: Whether an input or an output is to blame.
  ///   - alternative: What the user can do beside raising the limit, as a clause.
  func check(
    _ needed: Int, side: SystemFailure.Side, alternative: String? = nil
  ) throws(UpsampleError) {
    guard needed > bytes else { return }
    let rest = alternative.map { ", or \($0)" } ?? ""
    throw .limit(
      LimitExcess(
        subject: name, quantity: "bytes to hold in memory", value: needed, limit: bytes,
        side: side, remedy: "Raise the limit with `max-memory`\(rest)."))
  }
}

extension InputLimits {
  /// The memory for the work on the picture of a file.
  ///
  /// - Parameter growth: How many times more pixels are held than the file has.
  func allowance(for file: InputFile, growth: Int = 1) -> MemoryAllowance {
    MemoryAllowance(
      name: file.name, bytes: memory(forFileOf: file.byteCount, growth: growth))
  }
}
