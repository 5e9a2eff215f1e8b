import CKernels
import Dispatch
import Glibc
import Synchronization

/// Threads that stay and wait for the next work.
///
/// Who shares out work begins with it at once, and takes back what no other
/// thread has begun by the time there is nothing left to do: work that is
/// smaller than the waking of a thread never waits for one. A thread that has
/// finished looks out for more for some ten microseconds before it sleeps, so
/// that operations in a row find the threads awake.
final class WorkerPool: Sendable {
  static let shared = WorkerPool()

  private let idle = Guarded<[Worker]>([])

  /// Calls `body` in the calling thread, and in up to `helpers` threads beside
  /// it, at least until the calling thread's call returns. It is told which of
  /// the threads calls: the calling one is number zero.
  ///
  /// No call is left running on return. `body` must return early in whatever
  /// thread begins when nothing is left to do.
  func run(helpers: Int, _ body: @Sendable (Int) -> Void) {
    let workers = takeWorkers(helpers)
    withoutActuallyEscaping(body) { body in
      let jobs = workers.indices.map { Job(number: $0 + 1, body: body) }
      for (worker, job) in zip(workers, jobs) { worker.hand(job) }
      body(0)
      for (worker, job) in zip(workers, jobs) { worker.recall(job) }
    }
    idle.withLock { $0.append(contentsOf: workers) }
  }

  /// As many workers as asked, fewer only when the system gives no thread.
  private func takeWorkers(_ count: Int) -> [Worker] {
    var workers = idle.withLock { idle in
      let found = Array(idle.suffix(count))
      idle.removeLast(found.count)
      return found
    }
    while workers.count < count, let worker = Worker.start() { workers.append(worker) }
    return workers
  }
}

/// One thread's part of work that several do together.
private final class Job: Sendable {
  let number: Int
  let body: @Sendable (Int) -> Void

  init(number: Int, body: @escaping @Sendable (Int) -> Void) {
    self.number = number
    self.body = body
  }
}

/// A thread, and the mailbox by which it gets work from one other thread at a
/// time.
private final class Worker: Sendable {
  /// What is in the mailbox: one of the three below, or the address of a job
  /// that nobody has begun.
  private let mailbox = Atomic(Worker.empty)
  private static let empty: UInt = 0
  private static let asleep: UInt = 1
  private static let atWork: UInt = 2
  /// Rung once for each job that replaces `asleep`, and waited for once by the
  /// thread that put `asleep` there.
  private let alarm = DispatchSemaphore(value: 0)
  /// How often a thread looks before it sleeps or yields: some ten
  /// microseconds, as long as waking another takes.
  private static let looks = 2000

  /// Starts a thread that lasts as long as the process, or tells by `nil` that
  /// the system gives none.
  static func start() -> Worker? {
    let worker = Worker()
    return startThread { worker.work() } ? worker : nil
  }

  private func work() -> Never {
    while true {
      let address = nextJob()
      // Where the exchange succeeds, the job lives until the mailbox is empty:
      // its owner waits for that.
      guard mailbox.compareExchange(address, with: Self.atWork) else { continue }
      Self.perform(address)
      mailbox.store(Self.empty, ordering: .releasing)
    }
  }

  /// Does a job. Not inlined, so that nothing of it is retained on return.
  @inline(never)
  private static func perform(_ address: UInt) {
    let job = UnsafeRawPointer(bitPattern: address)!
    let own = Unmanaged<Job>.fromOpaque(job).takeUnretainedValue()
    own.body(own.number)
  }

  private func nextJob() -> UInt {
    while true {
      for _ in 0..<Self.looks {
        let content = mailbox.load(ordering: .acquiring)
        if content > Self.atWork { return content }
        ck_pause()
      }
      if mailbox.compareExchange(Self.empty, with: Self.asleep) { alarm.wait() }
    }
  }

  /// Hands a job over. The caller keeps it until it is recalled.
  func hand(_ job: Job) {
    let address = Self.address(of: job)
    let before = mailbox.exchange(address, ordering: .acquiringAndReleasing)
    if before == Self.asleep { alarm.signal() }
  }

  /// Takes a job back, or waits for its end if it has begun.
  func recall(_ job: Job) {
    guard !mailbox.compareExchange(Self.address(of: job), with: Self.empty) else { return }
    var looks = 0
    while mailbox.load(ordering: .acquiring) == Self.atWork {
      looks += 1
      if looks < Self.looks { ck_pause() } else { sched_yield() }
    }
  }

  private static func address(of job: Job) -> UInt {
    UInt(bitPattern: Unmanaged.passUnretained(job).toOpaque())
  }
}

extension Atomic where Value == UInt {
  /// Replaces the content if it is the expected one, and tells whether it was.
  fileprivate func compareExchange(_ expected: UInt, with desired: UInt) -> Bool {
    compareExchange(expected: expected, desired: desired, ordering: .acquiringAndReleasing)
      .exchanged
  }
}
