/// The threads that a computation may use: the caller's, and some beside it that
/// stay and wait for the next one.
///
/// Computations that are given the same budget share the threads beside the
/// callers'. One that finds them all at work is done by its caller alone. No
/// result depends on who got what.
///
/// ```swift
/// let threads = try ThreadBudget(threads: 2)
/// ```
public struct ThreadBudget: Sendable {
  /// The number of threads that compute at once for one caller, its own
  /// included. At least 1, and no more than there are processors.
  public let count: Int
  let pool: WorkerPool

  /// Creates a budget with threads of its own, which start as they are needed
  /// and end with the budget.
  ///
  /// - Parameter threads: The most threads for one caller, its own included: at
  ///   least 1. Beyond the number of processors, that number is used.
  /// - Throws: ``UpsampleError/request(_:)`` when the number is not positive.
  public init(threads: Int) throws(UpsampleError) {
    guard threads > 0 else {
      throw .request(RequestFault(subject: "ThreadBudget", BaseFault.threads(threads)))
    }
    count = min(threads, ParallelWork.processors)
    pool = WorkerPool(mostHelpers: count - 1)
  }

  /// One thread for each processor that the process may use.
  public static let processors = ThreadBudget(shared: ParallelWork.processors)

  /// The caller's thread alone.
  public static let caller = ThreadBudget(shared: 1)

  /// Up to so many of the threads that all calls of the process share.
  package init(shared threads: Int) {
    count = min(threads, ParallelWork.processors)
    pool = .shared
  }
}
