import CUpsampleSystem
import Glibc

/// The memory that the parts of pictures at work may take.
package enum WorkingMemory {
  /// The most that all pictures at work may take together, in bytes: 2 GiB, or half of
  /// what the system lets the process have.
  package static let limit = min(1 << 31, MemorySupply.bytes / 2)

  /// What decoders, encoders and all else take, about.
  package static let rest = 6 << 20

  /// The most bytes of addresses that the process may have, if they are limited.
  package static var mostAddresses: Int? {
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
  package static func workers(
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

  /// Lets the process keep the memory of one strip of a picture for the next.
  ///
  /// Strips are so large that glibc would return each one's memory to the system,
  /// and every page of the next would cost a fault: a tenth of the time that a
  /// picture takes. A program calls this once, at its start; it concerns the
  /// whole process, which then holds up to 64 MiB that it has freed.
  package static func keepFreed() { cus_keep_freed_memory() }

  /// Gives back the pages of code that brought a picture's work on its way.
  ///
  /// They are more than those that the work itself takes, which come back from the file where
  /// they are run. A program calls this once everything is planned; it concerns the whole
  /// process, and changes nothing but its resident size.
  package static func letGoOfCode() { cus_let_go_of_code() }

  /// Whether the system has that many bytes, in one piece.
  package static func isThere(_ bytes: Int) -> Bool {
    cus_has_memory(bytes)
  }
}
