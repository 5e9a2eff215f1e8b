import CUpsampleSystem
import Glibc
import Testing

@testable import UpsampleBase

/// A pipe that never waits, as another program may have left it, is waited for.
@Suite struct UnwaitingPipeTests {
  @Test func everyByteGoesThrough() throws {
    var ends: [Int32] = [0, 0]
    try #require(pipe(&ends) == 0)
    for end in ends { try #require(fcntl(end, F_SETFL, O_NONBLOCK) == 0) }
    // Many times what a pipe holds: the reader finds it empty, the writer full.
    let text = String((0..<1_000_000).map { Character(Unicode.Scalar(UInt8(97 + $0 % 26))) })
    let writer = try thread { [ends] in
      _ = writeAll(text, to: ends[1])
      close(ends[1])
    }
    var (read, part) = ([UInt8](), [UInt8](repeating: 0, count: 100_000))
    while case let count = cus_read(ends[0], &part, part.count), count != 0 {
      try #require(count > 0, "\(String(cString: strerror(errno)))")
      read += part[..<count]
    }
    pthread_join(writer, nil)
    close(ends[0])
    #expect(read == Array(text.utf8))
  }

  private final class Work {
    let body: () -> Void
    init(_ body: @escaping () -> Void) { self.body = body }
  }

  private func thread(_ body: @escaping @Sendable () -> Void) throws -> pthread_t {
    var thread = pthread_t()
    let work = Unmanaged.passRetained(Work(body)).toOpaque()
    let code = pthread_create(
      &thread, nil,
      { work in
        Unmanaged<Work>.fromOpaque(work!).takeRetainedValue().body()
        return nil
      }, work)
    try #require(code == 0)
    return thread
  }
}
