import Glibc
import TestSupport
import Testing

@testable import UpsampleBase
@testable import UpsampleBatch

/// What stands in `.upsample` and is no plain file or folder is refused, and nothing
/// outside of it is read or changed.
@Suite struct StateFolderTests {
  private let folder = try! TestFolder()
  private let name = FilePath("run.json")
  private let object = JSONObject()

  private func refusal(_ body: () throws(UpsampleError) -> Void) -> String? {
    do throws(UpsampleError) {
      try body()
      return nil
    } catch {
      return error.description
    }
  }

  private func makeState() throws -> StateFolder {
    try folder.makeFolder("out")
    return try StateFolder(in: folder["out"])
  }

  @Test func whatIsNotThereIsNotMadeToLookAtIt() throws {
    #expect(try StateFolder(lookingInto: folder["out"]) == nil)
    try folder.makeFolder("out")
    #expect(try StateFolder(lookingInto: folder["out"]) == nil)
    let state = try makeState()
    #expect(try StateFolder(lookingInto: folder["out"]) != nil)
    #expect(try state.folder(lookingAt: FilePath("journal")) == nil)
    #expect(try state.file(name) == nil)
    #expect(try state.names().isEmpty)
  }

  @Test func whatIsWrittenCanBeReadAndListed() throws {
    let state = try makeState()
    try state.write(object, to: name, existing: .fail)
    #expect(try state.file(name)?.contents(limit: 9) == Array("{}\n".utf8))
    #expect(try state.names() == [name])
    let error = #expect(throws: UpsampleError.self) {
      try state.write(object, to: name, existing: .fail)
    }
    #expect(error?.systemCode == EEXIST)
  }

  @Test func theFolderItselfIsNoLink() throws {
    try folder.makeFolder("out")
    try folder.makeFolder("elsewhere")
    try folder.link("out/.upsample", to: "../elsewhere")
    let path = folder["out/.upsample"]
    let told =
      "output folder \(path): is a link, which may lead out of the output folder.\n"
      + "  Put a folder in its place."
    #expect(refusal { () throws(UpsampleError) in _ = try StateFolder(in: folder["out"]) } == told)
    #expect(
      refusal { () throws(UpsampleError) in _ = try StateFolder(lookingInto: folder["out"]) }
        == told)
    #expect(try folder["elsewhere"].entries().isEmpty)
  }

  @Test(arguments: [
    ("link", "a link"), ("dangling", "a link"), ("device", "a link"), ("folder", "a folder"),
    ("pipe", "a pipe or a device"),
  ])
  func whatIsNoPlainFileIsRefused(planted: String, found: String) throws {
    let state = try makeState()
    let text = Array("text".utf8)
    try folder.write(text, to: "outside")
    try folder.plant(planted, at: "out/.upsample/run.json", target: "outside")
    let told =
      "\(folder["out/.upsample/run.json"]) is \(found), and batches keep plain files there.\n"
      + "  Remove it."
    #expect(refusal { () throws(UpsampleError) in _ = try state.file(name) } == told)
    for policy in [ExistingPolicy.replace, .fail] {
      #expect(
        refusal { () throws(UpsampleError) in
          try state.write(object, to: name, existing: policy)
        } == told)
    }
    #expect(state.create(name) == -1)
    #expect(folder.read("outside") == text)
    #expect(folder.names == [FilePath("out"), FilePath("outside")])
  }

  /// Files are written under a temporary name first.
  @Test(arguments: ["link", "dangling", "device", "folder", "pipe"])
  func temporaryNamesAreNotFollowed(planted: String) throws {
    let state = try makeState()
    let text = Array("text".utf8)
    try folder.write(text, to: "outside")
    for number in 0..<3 {
      let temporary = TemporaryFile.name(name, number)
      try folder.plant(planted, at: "out/.upsample/\(temporary)", target: "outside")
    }
    try state.write(object, to: name, existing: .replace)
    state.removeAbandoned(name)
    #expect(try state.file(name)?.contents(limit: 9) == Array("{}\n".utf8))
    #expect(folder.read("outside") == text)
    #expect(folder.names == [FilePath("out"), FilePath("outside")])
  }

  /// A folder that gets another name is the same one still: nothing is made in what
  /// takes its place.
  @Test func anOpenFolderStaysTheSame() throws {
    let state = try makeState()
    try folder.makeFolder("elsewhere")
    let (path, aside) = (folder["out/.upsample"], folder["out/aside"])
    #expect(path.withCString { path in aside.withCString { rename(path, $0) } } == 0)
    try folder.link("out/.upsample", to: "../elsewhere")
    try state.write(object, to: name, existing: .fail)
    close(state.create(FilePath("journal")))
    #expect(folder.read("out/aside/run.json") == Array("{}\n".utf8))
    #expect(try folder["elsewhere"].entries().isEmpty)
  }
}

extension TestFolder {
  fileprivate func makeFolder(_ name: String) throws {
    try #require(self[name].withCString { mkdir($0, 0o755) } == 0 || errno == EEXIST)
  }

  fileprivate func link(_ name: String, to target: String) throws {
    try #require(self[name].withCString { symlink(target, $0) } == 0)
  }

  /// Puts something that is no plain file under a name.
  fileprivate func plant(_ what: String, at name: String, target: String) throws {
    switch what {
    case "link": try link(name, to: "\(self[target])")
    case "dangling": try link(name, to: "\(self["nowhere"])")
    case "device": try link(name, to: "/dev/zero")
    case "folder": try makeFolder(name)
    default: try #require(self[name].withCString { mkfifo($0, 0o644) } == 0)
    }
  }
}
