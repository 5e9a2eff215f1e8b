/// Work on items that are taken one at a time, worked on several at once, and
/// delivered one at a time.
///
/// Each of the workers takes an item, works on it, waits for its turn and
/// delivers, so no more items exist at a time than there are workers. The caller
/// is the first worker; each that has taken an item looks whether there is a
/// thread for one more. A failure ends the work; of several, the first to be
/// delivered is thrown.
package final class PipelinedWork<Item, Product, Failure: Error>: @unchecked Sendable {
  /// The order in which products are delivered.
  package enum Delivery {
    /// That of their items.
    case inOrder
    /// That in which they are done, so that nobody waits for an item before.
    case asDone
  }

  // Every stored variable is guarded: `take`, `ticket`, `isClosed` and `helpers`
  // by the entrance, `deliver` and `failure` by the turns. `work` is called by
  // several threads at once, as its contract says. The three functions are let go
  // when no worker is left.
  private let entrance = Monitor()
  private var take: (() throws(Failure) -> Item?)?
  private var ticket = 0
  private var isClosed = false
  private var helpers = 0

  private var work: ((Item) throws(Failure) -> Product)?

  private let delivery: Delivery
  private let turns = Turns()
  private var deliver: ((Product) throws(Failure) -> Void)?
  private var failure: Failure?

  /// - Parameters:
  ///   - take: Gives the next item, or `nil` when there is none. Called by one
  ///     thread at a time.
  ///   - work: Makes a product of an item. Called by several threads at once.
  ///   - deliver: Receives the products. Called by one thread at a time.
  package init(
    delivery: Delivery = .inOrder,
    take: @escaping () throws(Failure) -> Item?,
    work: @escaping (Item) throws(Failure) -> Product,
    deliver: @escaping (Product) throws(Failure) -> Void
  ) {
    self.delivery = delivery
    self.take = take
    self.work = work
    self.deliver = deliver
  }

  /// Does all the work with up to `jobs` workers, of which the caller is one.
  package func run(jobs: Int) throws(Failure) {
    let budget = WorkBudget.ofCaller(jobs: jobs)
    try run(Lending(budget: budget, part: 0, mostHelpers: budget.threads - 1))
  }

  /// Does all the work with the caller's thread and those that are lent. Called
  /// once.
  package func run(_ lending: Lending) throws(Failure) {
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
      let product: Result<Product, Failure>
      do throws(Failure) {
        product = .success(try work!(try item.get()))
      } catch {
        product = .failure(error)
      }
      leave(ticket, with: product)
      if isHelper, lending.isThreadWanted { break }
    }
  }

  /// Lets one more worker begin where that is of use. Where the system gives no
  /// thread, those that are there do the work.
  private func startHelper(_ lending: Lending) {
    let isUseful = entrance.withLock { () -> Bool in
      guard !isClosed, helpers < lending.mostHelpers, lending.take() else { return false }
      helpers += 1
      return true
    }
    guard isUseful else { return }
    let hasStarted = WorkerPool.shared.start {
      self.runWorker(lending, isHelper: true)
      self.endHelper(lending)
    }
    if !hasStarted { endHelper(lending) }
  }

  private func endHelper(_ lending: Lending) {
    lending.giveBack()
    entrance.withLock {
      helpers -= 1
      entrance.wakeAll()
    }
  }

  private func enter() -> (ticket: Int, item: Result<Item, Failure>)? {
    entrance.withLock {
      guard !isClosed else { return nil }
      let item: Result<Item, Failure>
      do throws(Failure) {
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

  private func leave(_ ticket: Int, with product: Result<Product, Failure>) {
    let hasFailed = turns.take(delivery == .inOrder ? ticket : nil) {
      do throws(Failure) {
        if failure == nil { try deliver!(try product.get()) }
      } catch {
        failure = error
      }
      return failure != nil
    }
    if hasFailed { entrance.withLock { isClosed = true } }
  }
}

/// The terms on which threads of the shared pool join pipelined work.
package struct Lending {
  /// What lends them while nobody else waits for them; `nil` for workers that take
  /// part of a budget themselves, each when it computes.
  private let budget: WorkBudget?
  /// The bytes that a worker takes.
  private let part: Int
  /// The most threads that the work can use beside the caller's.
  let mostHelpers: Int

  package init(budget: WorkBudget, part: Int, mostHelpers: Int) {
    self.budget = budget
    self.part = part
    self.mostHelpers = mostHelpers
  }

  /// So many workers in all, which may wait more than they compute.
  package init(waitingWorkers: Int) {
    budget = nil
    part = 0
    mostHelpers = waitingWorkers - 1
  }

  fileprivate func take() -> Bool { budget?.lend(memory: part) ?? true }

  fileprivate func giveBack() { budget?.takeBack(memory: part) }

  /// Whether a helper is to end for others, who wait for a thread.
  fileprivate var isThreadWanted: Bool { budget?.isThreadWanted ?? false }
}
