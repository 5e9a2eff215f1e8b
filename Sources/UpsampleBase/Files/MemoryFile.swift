import CUpsampleSystem
import Glibc

/// A file without a name that lies in memory and ends with the object.
///
/// It is used by one thread at a time.
package final class MemoryFile {
  let descriptor: Int32

  package init() throws(UpsampleError) {
    descriptor = cus_open_memory()
    guard descriptor >= 0 else {
      throw .lastFailure(action: "create", name: "a file in memory", side: .output)
    }
  }

  deinit { close(descriptor) }
}
