import Glibc
import TestSupport
import Testing

@testable import UpsampleBase

@Suite struct OutputFileTests {
  private let folder = try! TestFolder()
  private let old: [UInt8] = Array("old".utf8)
  private let new: [UInt8] = Array("new bytes".utf8)

  @Test func fileAppearsWhenItIsCommitted() throws {
    let output = try OutputFile(.file(folder["a.png"]))
    try output.write(Array(new.prefix(4)))
    #expect(folder.read("a.png") == nil)
    try output.write(Array(new.dropFirst(4)))
    try output.commit()
    #expect(folder.read("a.png") == new)
    #expect(folder.names.map(\.description) == ["a.png"])
  }

  @Test func abandonedFileLeavesTheOldOneAndNothingElse() throws {
    try folder.write(old, to: "a.png")
    do {
      let output = try OutputFile(.file(folder["a.png"]))
      try output.write(new)
      #expect(folder.names.count == 2, "the new bytes have a temporary file")
    }
    #expect(folder.read("a.png") == old)
    #expect(folder.names.map(\.description) == ["a.png"])
  }

  @Test(arguments: [0o600, 0o640, 0o755] as [mode_t])
  func replacementKeepsThePermissions(mode: mode_t) throws {
    let path = try folder.write(old, to: "a.png")
    path.withCString { _ = chmod($0, mode) }
    try replace(path)
    #expect(folder.read("a.png") == new)
    #expect(FileStatus(at: path)?.permissions == mode)
  }

  @Test func newFileHasTheDefaultPermissions() throws {
    let plain = try folder.write(old, to: "plain", mode: 0o666)
    try replace(folder["a.png"])
    #expect(FileStatus(at: folder["a.png"])?.permissions == FileStatus(at: plain)?.permissions)
  }

  @Test(arguments: [ExistingPolicy.fail, .skip])
  func existingFileStaysUnlessItMayBeReplaced(policy: ExistingPolicy) throws {
    try folder.write(old, to: "a.png")
    let error = #expect(throws: UpsampleError.self) {
      try OutputFile(.file(folder["a.png"]), existing: policy)
    }
    #expect(error?.systemCode == EEXIST)
    #expect(folder.read("a.png") == old)
  }

  @Test func fileThatAppearsMeanwhileStaysUnlessItMayBeReplaced() throws {
    let output = try OutputFile(.file(folder["a.png"]), existing: .fail)
    try output.write(new)
    try folder.write(old, to: "a.png")
    let error = #expect(throws: UpsampleError.self) { try output.commit() }
    #expect(error?.systemCode == EEXIST)
    #expect(folder.read("a.png") == old)
    #expect(folder.names.map(\.description) == ["a.png"])
  }

  @Test func linkIsKeptAndItsTargetReplaced() throws {
    try folder.write(old, to: "target.png")
    try link("first", to: "second")
    try link("second", to: folder["target.png"].description)
    try replace(folder["first"])
    #expect(folder.read("target.png") == new)
    #expect(folder["first"].linkTarget() == FilePath("second"))
    #expect(folder["second"].linkTarget() == folder["target.png"])
  }

  @Test func danglingLinkGetsItsTarget() throws {
    try link("link", to: "target.png")
    try replace(folder["link"])
    #expect(folder.read("target.png") == new)
    #expect(folder["link"].linkTarget() == FilePath("target.png"))
  }

  @Test func linksInACircleAreRefused() throws {
    try link("a", to: "b")
    try link("b", to: "a")
    let error = #expect(throws: UpsampleError.self) { try OutputFile(.file(folder["a"])) }
    #expect(error?.systemCode == ELOOP)
  }

  @Test(arguments: ["a.png", "hard", "soft"])
  func inputIsNeverTheOutput(name: String) throws {
    let path = try folder.write(old, to: "a.png")
    try #require(path.withCString { a in folder["hard"].withCString { Glibc.link(a, $0) } } == 0)
    try link("soft", to: "a.png")
    let input = try InputFile(.file(path))
    let error = #expect(throws: UpsampleError.self) {
      try OutputFile(.file(folder[name]), inputs: [input])
    }
    guard case .request(let fault) = error else {
      Issue.record("the request is at fault, not \(String(describing: error))")
      return
    }
    #expect(fault.fault == "is the same file as the input \(path)")
    #expect(folder.read("a.png") == old)
  }

  @Test func anotherFileThanTheInputIsFine() throws {
    let input = try InputFile(.file(folder.write(old, to: "a.png")))
    let output = try OutputFile(.file(folder["b.png"]), inputs: [input])
    try output.write(new)
    try output.commit()
    #expect(folder.names.map(\.description) == ["a.png", "b.png"])
  }

  @Test(arguments: [("", EISDIR), ("missing/a.png", ENOENT), ("a.png/", EISDIR), ("f/a", ENOTDIR)])
  func impossibleDestinationsAreRefused(name: String, code: Int32) throws {
    try folder.write(old, to: "f")
    let path = FilePath("\(folder.path)/\(name)")
    let error = #expect(throws: UpsampleError.self) { try OutputFile(.file(path)) }
    #expect(error?.systemCode == code)
    #expect(folder.names.map(\.description) == ["f"])
  }

  @Test func theLongestNameThereIsCanBeWritten() throws {
    let name = String(repeating: "n", count: Int(NAME_MAX))
    try replace(folder[name])
    #expect(folder.read(name) == new)
    #expect(folder.names.count == 1)
  }

  @Test func anyBytesMakeAName() throws {
    let name = FilePath(bytes: [0xff, UInt8(ascii: "\n"), UInt8(ascii: "-"), 0x80])
    try replace(folder.path.appending(name))
    #expect(folder.names == [name])
  }

  @Test func deviceIsWrittenStraight() throws {
    try replace(FilePath("/dev/null"))
    #expect(FileStatus(at: FilePath("/dev/null"))?.kind == .stream)
  }

  @Test func fullDeviceIsAFailureOfTheOutput() throws {
    let output = try OutputFile(.file(FilePath("/dev/full")))
    let error = #expect(throws: UpsampleError.self) { try output.write(new) }
    #expect(
      error
        == .system(
          SystemFailure(action: "write", name: "/dev/full", side: .output, code: ENOSPC)))
  }

  @Test func pipeIsWrittenStraight() throws {
    let path = folder["pipe"]
    try #require(path.withCString { mkfifo($0, 0o600) } == 0)
    let reader = path.withCString { open($0, O_RDONLY | O_NONBLOCK) }
    defer { close(reader) }
    try replace(path)
    var bytes = [UInt8](repeating: 0, count: 64)
    let count = read(reader, &bytes, bytes.count)
    #expect(Array(bytes.prefix(max(0, count))) == new)
    #expect(folder.names.map(\.description) == ["pipe"])
  }

  private func replace(_ path: FilePath) throws {
    let output = try OutputFile(.file(path))
    try output.write(new)
    try output.commit()
  }

  private func link(_ name: String, to target: String) throws {
    try #require(folder[name].withCString { symlink(target, $0) } == 0)
  }
}
