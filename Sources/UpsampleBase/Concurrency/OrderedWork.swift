import Glibc

/// Work on items that are taken in order, worked on several at once, and
/// delivered in order.
///
/// Each of the workers takes an item, works on it, waits for its turn and
/// delivers, so no more items exist at a time than there are workers. The caller
/// is the first worker; each that has taken an item looks whether the budget has
/// a thread for one more. A failure ends the work; of several, the earliest in
/// order is thrown.
package final class OrderedWork<Item, Product>: @unchecked Sendable {
  // Every stored variable is guarded: `take`, `ticket`, `isClosed` and `helpers`
  // by the entrance, `deliver`, `turn` and `failure` by the exit. `work` is
  // called by several threads at once, as its contract says. The three functions are
  // let go when no worker is left.
  private let entrance = Monitor()
  private var take: (() throws(UpsampleError) -> Item?)?
  private var ticket = 0
  private var isClosed = false
  private var helpers = 0

  private var work: ((Item) throws(UpsampleError) -> Product)?

  private let exit = Monitor()
  private var deliver: ((Product) throws(UpsampleError) -> Void)?
  private var turn = 0
  private var failure: UpsampleError?

  /// - Parameters:
  ///   - take: Gives the next item, or `nil` when there is none. Called by one
  ///     thread at a time.
  ///   - work: Makes a product of an item. Called by several threads at once.
  ///   - deliver: Receives the products in the order of their items. Called by
  ///     one thread at a time.
  package init(
    take: @escaping () throws(UpsampleError) -> Item?,
    work: @escaping (Item) throws(UpsampleError) -> Product,
    deliver: @escaping (Product) throws(UpsampleError) -> Void
  ) {
    self.take = take
    self.work = work
    self.deliver = deliver
  }

  /// Does all the work with up to `jobs` workers, of which the caller is one.
  package func run(jobs: Int) throws(UpsampleError) {
    let budget = WorkBudget.ofCaller(jobs: jobs)
    try run(Lending(budget: budget, part: 0, mostHelpers: budget.threads - 1))
  }

  /// The terms on which threads are lent to the work.
  package struct Lending {
    let budget: WorkBudget
    /// The bytes that a worker takes.
    let part: Int
    /// The most threads that the work can use beside the caller's.
    let mostHelpers: Int

    package init(budget: WorkBudget, part: Int, mostHelpers: Int) {
      self.budget = budget
      self.part = part
      self.mostHelpers = mostHelpers
    }
  }

  /// Does all the work with the caller's thread and those that are idle. Called
  /// once.
  package func run(_ lending: Lending) throws(UpsampleError) {
    runWorker(lending, isHelper: false)
    entrance.withLock {
      while helpers > 0 { entrance.wait() }
    }
    // An output that was not completed ends now, not when the last thread has gone.
    (take, work, deliver) = (nil, nil, nil)
    if let failure { throw failure }
  }

  private func runWorker(_ lending: Lending, isHelper: Bool) {
    while let (ticket, item) = enter() {
      startHelper(lending)
      let product: Result<Product, UpsampleError>
      do throws(UpsampleError) {
        product = .success(try work!(try item.get()))
      } catch {
        product = .failure(error)
      }
      leave(ticket, with: product)
      if isHelper, lending.budget.isThreadWanted { break }
    }
  }

  /// Starts one more worker where that is of use. Where the system gives no
  /// thread, those that are there do the work.
  private func startHelper(_ lending: Lending) {
    let isUseful = entrance.withLock { !isClosed && helpers < lending.mostHelpers }
    guard isUseful, lending.budget.lend(memory: lending.part) else { return }
    entrance.withLock { helpers += 1 }
    let hasStarted = startThread {
      self.runWorker(lending, isHelper: true)
      self.endHelper(lending)
    }
    if !hasStarted { endHelper(lending) }
  }

  private func endHelper(_ lending: Lending) {
    lending.budget.takeBack(memory: lending.part)
    entrance.withLock {
      helpers -= 1
      entrance.wakeAll()
    }
  }

  private func enter() -> (ticket: Int, item: Result<Item, UpsampleError>)? {
    entrance.withLock {
      guard !isClosed else { return nil }
      let item: Result<Item, UpsampleError>
      do throws(UpsampleError) {
        guard let taken = try take!() else {
          isClosed = true
          return nil
        }
        item = .success(taken)
      } catch {
        isClosed = true
        item = .failure(error)
      }
      defer { ticket += 1 }
      return (ticket, item)
    }
  }

  private func leave(_ ticket: Int, with product: Result<Product, UpsampleError>) {
    let hasFailed = exit.withLock {
      while turn != ticket { exit.wait() }
      do throws(UpsampleError) {
        if failure == nil { try deliver!(try product.get()) }
      } catch {
        failure = error
      }
      turn += 1
      exit.wakeAll()
      return failure != nil
    }
    if hasFailed { entrance.withLock { isClosed = true } }
  }
}

/// A lock on which threads can wait for one another.
package final class Monitor {
  private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
  private let condition = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)

  package init() {
    pthread_mutex_init(mutex, nil)
    pthread_cond_init(condition, nil)
  }

  deinit {
    pthread_cond_destroy(condition)
    pthread_mutex_destroy(mutex)
    condition.deallocate()
    mutex.deallocate()
  }

  package func withLock<R>(_ body: () -> R) -> R {
    pthread_mutex_lock(mutex)
    defer { pthread_mutex_unlock(mutex) }
    return body()
  }

  /// Gives the lock up until another thread calls ``wakeAll()``. The caller
  /// holds the lock.
  package func wait() { pthread_cond_wait(condition, mutex) }

  /// Wakes the threads that wait. The caller holds the lock.
  package func wakeAll() { pthread_cond_broadcast(condition) }
}
