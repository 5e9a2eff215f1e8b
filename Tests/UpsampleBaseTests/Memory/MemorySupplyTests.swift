import Glibc
import TestSupport
import Testing

@testable import UpsampleBase

/// Limits of control groups, read from folders that look like the system's.
@Suite struct MemorySupplyTests {
  private let folder = try! TestFolder()

  private func limit(_ membership: String) throws -> Int? {
    let file = try folder.write(Array(membership.utf8), to: "membership")
    return MemorySupply.groupLimit(of: file, in: folder.path)
  }

  private func make(_ groups: String...) throws {
    var path = folder.path
    for group in groups {
      path = path.appending(FilePath(group))
      #expect(path.withCString { mkdir($0, 0o777) } == 0)
    }
  }

  @Test func theLowestLimitOfAGroupAndThoseAroundItCounts() throws {
    try make("a", "b")
    try folder.write(Array("9000\n".utf8), to: "a/memory.max")
    try folder.write(Array("max\n".utf8), to: "a/b/memory.max")
    #expect(try limit("0::/a/b\n") == 9000)
    try folder.write(Array("500\n".utf8), to: "a/b/memory.max")
    #expect(try limit("0::/a/b\n") == 500)
    #expect(try limit("0::/a\n") == 9000)
  }

  @Test func aContainersOwnGroupIsTheRoot() throws {
    try folder.write(Array("700\n".utf8), to: "memory.max")
    #expect(try limit("0::/somewhere/else\n") == 700)
  }

  @Test func theOlderInterfaceIsReadToo() throws {
    try make("memory", "job")
    try folder.write(Array("800\n".utf8), to: "memory/job/memory.limit_in_bytes")
    #expect(try limit("5:cpu,cpuacct:/x\n4:memory:/job\n") == 800)
  }

  @Test(arguments: ["", "0::/\n", "nonsense\n", "4:cpu:/\n"])
  func withoutAnyThereIsNone(membership: String) throws {
    #expect(try limit(membership) == nil)
  }

  @Test func theMachineHasMemory() { #expect(MemorySupply.bytes > 1 << 26) }
}
