import CUpsampleSystem
import Dispatch
import Glibc
import Synchronization

/// Threads that stay and wait for the next work.
///
/// Who shares out work begins with it at once, and takes back what no other
/// thread has begun by the time there is nothing left to do: work that is
/// smaller than the waking of a thread never waits for one. A thread that has
/// finished its share looks out for more for some ten microseconds before it
/// sleeps, so that operations in a row find the threads awake. One that was started
/// for work of its own sleeps at once: the processor is another's.
package final class WorkerPool: Sendable {
  /// The threads of all that is given none of its own, which last as long as the
  /// process. Nothing else is left in it.
  package static let shared = WorkerPool()

  /// What is to be had.
  private struct Reserve {
    var idle: [Worker] = []
    /// The number of threads that may still be started.
    var unborn: Int
  }

  private let reserve: Guarded<Reserve>

  /// - Parameter mostHelpers: The most threads that the pool ever has.
  init(mostHelpers: Int = .max) {
    reserve = Guarded(Reserve(unborn: mostHelpers))
  }

  deinit {
    // No call is at work any more, so all threads are idle.
    reserve.withLock { for worker in $0.idle { worker.retire() } }
  }

  /// Calls `body` in the calling thread, and in up to `helpers` threads beside
  /// it, at least until the calling thread's call returns. It is told which of
  /// the threads calls: the calling one is number zero.
  ///
  /// No call is left running on return. `body` must return early in whatever
  /// thread begins when nothing is left to do.
  func run(helpers: Int, _ body: @Sendable (Int) -> Void) {
    let workers = takeWorkers(helpers)
    withoutActuallyEscaping(body) { body in
      let jobs = workers.indices.map { Job(number: $0 + 1, home: nil, body: body) }
      for (worker, job) in zip(workers, jobs) { worker.hand(job) }
      body(0)
      for (worker, job) in zip(workers, jobs) { worker.recall(job) }
    }
    reserve.withLock { $0.idle.append(contentsOf: workers) }
  }

  /// Calls `body` in a thread of its own while the caller goes on, or tells by
  /// `false` that there is none. The thread is one of the pool's again when `body`
  /// has returned.
  package func start(_ body: @escaping @Sendable () -> Void) -> Bool {
    guard let worker = takeWorkers(1).first else { return false }
    worker.hand(Job(number: 0, home: self) { _ in body() })
    return true
  }

  fileprivate func takeBack(_ worker: Worker) {
    reserve.withLock { $0.idle.append(worker) }
  }

  /// As many workers as asked, fewer only when the pool has no more at rest or
  /// the system gives no thread.
  private func takeWorkers(_ count: Int) -> [Worker] {
    var (workers, missing) = reserve.withLock { reserve in
      let found = Array(reserve.idle.suffix(count))
      reserve.idle.removeLast(found.count)
      let missing = min(count - found.count, reserve.unborn)
      reserve.unborn -= missing
      return (found, missing)
    }
    while missing > 0, let worker = Worker.start() {
      workers.append(worker)
      missing -= 1
    }
    if missing > 0 { reserve.withLock { $0.unborn += missing } }
    return workers
  }
}

/// What a thread is to do.
private final class Job: Sendable {
  let number: Int
  /// The pool to which the thread returns by itself; `nil` where who handed the job
  /// over keeps it, and waits for its end.
  let home: WorkerPool?
  let body: @Sendable (Int) -> Void

  init(number: Int, home: WorkerPool?, body: @escaping @Sendable (Int) -> Void) {
    self.number = number
    self.home = home
    self.body = body
  }
}

/// A thread, and the mailbox by which it gets work from one other thread at a
/// time.
private final class Worker: Sendable {
  /// What is in the mailbox: one of the four below, or the address of a job
  /// that nobody has begun.
  private let mailbox = Atomic(Worker.empty)
  private static let empty: UInt = 0
  private static let asleep: UInt = 1
  private static let atWork: UInt = 2
  private static let retired: UInt = 3
  /// Rung once for each job that replaces `asleep`, and waited for once by the
  /// thread that put `asleep` there.
  private let alarm = DispatchSemaphore(value: 0)
  /// How often a thread looks before it sleeps or yields: some ten
  /// microseconds, as long as waking another takes.
  private static let looks = 2000

  /// Starts a thread that lasts until it is retired, or tells by `nil` that the
  /// system gives none.
  static func start() -> Worker? {
    let worker = Worker()
    return startThread { worker.work() } ? worker : nil
  }

  private func work() {
    var looks = Self.looks
    while true {
      let address = nextJob(looks: looks)
      if address == Self.retired { return }
      guard mailbox.compareExchange(address, with: Self.atWork) else { continue }
      let home = Self.perform(address)
      mailbox.store(Self.empty, ordering: .releasing)
      looks = home == nil ? Self.looks : 1
      // Another thread may hand over the next job from here on.
      home?.takeBack(self)
    }
  }

  /// Does a job that this thread took from the mailbox, and returns the pool to which
  /// the thread goes back. Not inlined, so that nothing of the job is retained on return.
  @inline(never)
  private static func perform(_ address: UInt) -> WorkerPool? {
    let job = Unmanaged<Job>.fromOpaque(UnsafeRawPointer(bitPattern: address)!)
      .takeRetainedValue()
    job.body(job.number)
    return job.home
  }

  /// Waits for a job.
  ///
  /// - Parameter looks: How often the thread looks before it sleeps, at least 1.
  private func nextJob(looks: Int) -> UInt {
    while true {
      for _ in 0..<looks {
        let content = mailbox.load(ordering: .acquiring)
        if content > Self.atWork { return content }
        cus_pause()
      }
      if mailbox.compareExchange(Self.empty, with: Self.asleep) { alarm.wait() }
    }
  }

  /// Hands a job over. The mailbox owns it until the thread takes it out, or it is
  /// recalled.
  func hand(_ job: Job) { put(UInt(bitPattern: Unmanaged.passRetained(job).toOpaque())) }

  /// Ends the thread, which is idle.
  func retire() { put(Self.retired) }

  private func put(_ content: UInt) {
    let before = mailbox.exchange(content, ordering: .acquiringAndReleasing)
    if before == Self.asleep { alarm.signal() }
  }

  /// Takes a job back, or waits for its end if it has begun.
  func recall(_ job: Job) {
    let content = Unmanaged.passUnretained(job)
    let address = UInt(bitPattern: content.toOpaque())
    if mailbox.compareExchange(address, with: Self.empty) { return content.release() }
    var looks = 0
    while mailbox.load(ordering: .acquiring) == Self.atWork {
      looks += 1
      if looks < Self.looks { cus_pause() } else { sched_yield() }
    }
  }
}

extension Atomic where Value == UInt {
  /// Replaces the content if it is the expected one, and tells whether it was.
  fileprivate func compareExchange(_ expected: UInt, with desired: UInt) -> Bool {
    compareExchange(expected: expected, desired: desired, ordering: .acquiringAndReleasing)
      .exchanged
  }
}
