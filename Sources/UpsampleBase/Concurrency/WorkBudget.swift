/// How many threads compute at once, and the memory, that all pictures at work share.
///
/// Who computes holds one of the threads, and gives it up while waiting for a
/// disk or for memory. A thread for which nobody waits is lent to a picture that
/// can use one more, so large pictures are shared by all threads as soon as no
/// other picture wants them. What is computed never depends on who got what.
package final class WorkBudget: @unchecked Sendable {
  /// The number of threads.
  package let threads: Int

  /// More threads than any machine has use for.
  static let mostThreads = 1024

  // All of these are guarded by the monitor.
  private let monitor = Monitor()
  private var idleThreads: Int
  private var threadsWanted = 0
  private var freeMemory: Int
  private let memory: Int
  /// Memory is given in the order in which it was asked for, so that much of it
  /// is not put off for ever by little.
  private var nextTicket = 0
  private var turn = 0

  /// - Parameters:
  ///   - threads: The most threads that compute at once: from 1 to
  ///     ``mostThreads``, which stand for numbers below and above.
  ///   - memory: The most bytes that pictures take together. One that needs more
  ///     is worked on when no other is.
  package init(threads: Int, memory: Int = WorkingMemory.limit) {
    self.threads = min(max(1, threads), Self.mostThreads)
    idleThreads = self.threads
    self.memory = memory
    freeMemory = memory
  }

  /// The budget of a single piece of work, whose caller holds the first thread.
  package static func ofCaller(jobs: Int) -> WorkBudget {
    let budget = WorkBudget(threads: jobs)
    budget.idleThreads -= 1
    return budget
  }

  /// Calls `body` with one of the threads held. Waits until there is one.
  package func withThread<R, E: Error>(_ body: () throws(E) -> R) throws(E) -> R {
    takeThread()
    defer { returnThread() }
    return try body()
  }

  /// Calls `body`, which only waits, with the caller's thread given up.
  package func withoutThread<R, E: Error>(_ body: () throws(E) -> R) throws(E) -> R {
    returnThread()
    defer { takeThread() }
    return try body()
  }

  /// Calls `body` with the caller's thread and those that nobody waits for, which are lent
  /// until it returns.
  package func withIdleThreads<R, E: Error>(
    _ body: (ThreadBudget) throws(E) -> R
  ) throws(E) -> R {
    var lent = 0
    while lent < threads - 1, lend(memory: 0) { lent += 1 }
    defer { for _ in 0..<lent { takeBack(memory: 0) } }
    return try body(ThreadBudget(shared: 1 + lent))
  }

  /// Calls `body` with memory set aside for it. The caller holds a thread, which
  /// is given up while others have that memory.
  package func withMemory<R, E: Error>(
    _ bytes: Int, _ body: () throws(E) -> R
  ) throws(E) -> R {
    let share = min(bytes, memory)
    takeMemory(share)
    defer { returnMemory(share) }
    return try body()
  }

  /// Takes a thread and memory if nobody waits for either. They are to be given
  /// back by ``takeBack(memory:)``.
  func lend(memory bytes: Int) -> Bool {
    monitor.withLock {
      guard threadsWanted == 0, idleThreads > 0, turn == nextTicket, freeMemory >= bytes else {
        return false
      }
      idleThreads -= 1
      freeMemory -= bytes
      return true
    }
  }

  /// Takes back what was lent.
  func takeBack(memory bytes: Int) {
    returnMemory(bytes)
    returnThread()
  }

  /// Whether somebody waits for a thread, to whom one that was lent is due.
  var isThreadWanted: Bool { monitor.withLock { threadsWanted > 0 } }

  private func takeThread() {
    monitor.withLock {
      threadsWanted += 1
      while idleThreads == 0 { monitor.wait() }
      threadsWanted -= 1
      idleThreads -= 1
    }
  }

  private func returnThread() {
    monitor.withLock {
      idleThreads += 1
      monitor.wakeAll()
    }
  }

  private func takeMemory(_ bytes: Int) {
    let ticket = monitor.withLock { () -> Int? in
      if turn == nextTicket, freeMemory >= bytes {
        freeMemory -= bytes
        return nil
      }
      nextTicket += 1
      return nextTicket - 1
    }
    guard let ticket else { return }
    returnThread()
    monitor.withLock {
      while turn != ticket || freeMemory < bytes { monitor.wait() }
      freeMemory -= bytes
      turn += 1
      monitor.wakeAll()
    }
    takeThread()
  }

  private func returnMemory(_ bytes: Int) {
    monitor.withLock {
      freeMemory += bytes
      monitor.wakeAll()
    }
  }
}
