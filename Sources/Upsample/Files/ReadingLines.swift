import CImageIO
import Glibc

/// Calls `body` with each line of a file that a newline ends, without it.
///
/// The memory taken is that of a piece of the file. What is longer than 64 KiB
/// without a newline is passed over.
func forEachLine(
  of path: FilePath, _ body: (ArraySlice<UInt8>) -> Void
) throws(UpsampleError) {
  let descriptor = path.withCString { path in
    retryingInterrupts { open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK) }
  }
  guard descriptor >= 0 else {
    throw .lastFailure(action: "open", name: path.description, side: .input)
  }
  defer { close(descriptor) }
  let piece = 64 * 1024
  var buffer = [UInt8](repeating: 0, count: piece)
  var rest: [UInt8] = []
  var isTooLong = false
  while case let count = cio_read(descriptor, &buffer, piece), count != 0 {
    guard count > 0 else {
      throw .lastFailure(action: "read", name: path.description, side: .input)
    }
    rest += buffer[..<count]
    var start = 0
    while let end = rest[start...].firstIndex(of: .newline) {
      if !isTooLong { body(rest[start..<end]) }
      isTooLong = false
      start = end + 1
    }
    rest.removeFirst(start)
    if rest.count > piece {
      isTooLong = true
      rest = []
    }
  }
}
