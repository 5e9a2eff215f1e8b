import Glibc

/// Starts a thread that ends with `body`, or tells by `false` that the system
/// gives none.
///
/// All signals are blocked in it, so that those sent to the process reach the
/// threads that it had before.
func startThread(_ body: @escaping @Sendable () -> Void) -> Bool {
  let start = Unmanaged.passRetained(ThreadStart(body: body))
  var thread = pthread_t()
  var attributes = pthread_attr_t()
  pthread_attr_init(&attributes)
  defer { pthread_attr_destroy(&attributes) }
  pthread_attr_setstacksize(&attributes, threadStackBytes)
  let code = withSignalsBlocked {
    pthread_create(
      &thread, &attributes,
      { start in
        Unmanaged<ThreadStart>.fromOpaque(start!).takeRetainedValue().body()
        return nil
      }, start.toOpaque())
  }
  guard code == 0 else {
    start.release()
    return false
  }
  pthread_detach(thread)
  return true
}

/// The stack of a thread: many times what the deepest calls take.
let threadStackBytes = 1 << 20

private final class ThreadStart: Sendable {
  let body: @Sendable () -> Void

  init(body: @escaping @Sendable () -> Void) { self.body = body }
}

/// Calls `body` with all signals blocked in this thread, so that no handler
/// runs in it between two steps that belong together.
func withSignalsBlocked<Result>(_ body: () -> Result) -> Result {
  var all = sigset_t()
  var previous = sigset_t()
  sigfillset(&all)
  pthread_sigmask(SIG_BLOCK, &all, &previous)
  defer {
    let code = errno
    pthread_sigmask(SIG_SETMASK, &previous, nil)
    errno = code
  }
  return body()
}
