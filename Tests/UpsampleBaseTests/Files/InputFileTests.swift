import CUpsampleSystem
import Glibc
import TestSupport
import Testing

@testable import UpsampleBase
@testable import UpsampleImages

@Suite struct InputFileTests {
  private let folder = try! TestFolder()
  private let bytes: [UInt8] = (0..<300_000).map { UInt8(truncatingIfNeeded: $0 &* 7 ^ $0 >> 8) }

  @Test func fileIsReadAgainFromItsStart() throws {
    let file = try InputFile(.file(folder.write(bytes, to: "a")))
    #expect(file.isRewindable)
    #expect(file.byteCount == bytes.count)
    #expect(peek(file) == Array(bytes.prefix(16)))
    try file.rewind()
    #expect(peek(file) == Array(bytes.prefix(16)))
  }

  @Test func pipeIsSpooledToBeReadAgain() throws {
    let path = folder["pipe"]
    try #require(path.withCString { mkfifo($0, 0o600) } == 0)
    // Open for both, so that neither end waits for the other.
    let writer = path.withCString { open($0, O_RDWR) }
    let small = Array(bytes.prefix(5000))
    try #require(write(writer, small, small.count) == small.count)
    let pipe = try InputFile(.file(path))
    close(writer)
    #expect(!pipe.isRewindable)
    #expect(pipe.byteCount == nil)

    let copy = try pipe.spooled()
    #expect(copy.byteCount == small.count)
    for _ in 0..<2 {
      #expect(peek(copy, 4096) == Array(small.prefix(4096)))
      try copy.rewind()
    }
    #expect(copy.name == pipe.name)
  }

  @Test func missingFileIsAFailureOfTheInput() {
    let error = #expect(throws: UpsampleError.self) {
      try InputFile(.file(folder["missing"]))
    }
    let failure = SystemFailure(
      action: "open", name: folder["missing"].description, side: .input, code: ENOENT)
    #expect(error == .system(failure))
  }

  @Test func folderCannotBeRead() throws {
    let error = #expect(throws: UpsampleError.self) {
      try openImageSource(.file(folder.path), ReadingOptions())
    }
    #expect(error?.systemCode == EISDIR)
  }

  private func peek(_ file: InputFile, _ count: Int = 16) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: count)
    var code: Int32 = 0
    let seen = cus_source_peek(file.bytes, &bytes, count, &code)
    return Array(bytes.prefix(max(0, Int(seen))))
  }
}
