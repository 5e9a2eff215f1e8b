import Glibc
import TestSupport
import Testing

@testable import UpsampleBase
@testable import UpsampleBatch

@Suite struct FolderWalkTests {
  private let folder = try! TestFolder()

  @Test func everyNameIsMetOnceAsWhatItIs() throws {
    try makeFolders("a/b", "empty")
    for name in ["top", "a/one", "a/b/two"] { try folder.write([], to: name) }
    try link(to: "b", named: "a/folder")
    try link(to: "one", named: "a/file")
    try link(to: "nowhere", named: "dangling")
    mkfifo("\(folder.path)/pipe", 0o600)
    let met = try entries()
    #expect(
      met.filter { !$0.contains("failed") } == [
        "file a/b/two", "file a/file", "file a/one", "file top", "folder a", "folder a/b",
        "folder empty", "link a/folder", "special pipe",
      ])
    #expect(
      met.filter { $0.contains("failed") } == [
        "failed dangling: cannot follow the link \(folder.path)/dangling: No such file or directory."
      ])
  }

  @Test func namesAreBytes() throws {
    let name = FilePath(bytes: [0xff, 0x0a, 0x20, 0xfe])
    let path = folder.path.appending(name)
    let descriptor = path.withCString { open($0, O_CREAT | O_WRONLY, 0o600) }
    close(descriptor)
    #expect(try FolderWalk(folder.path).next() == .file(name))
  }

  @Test func ourOwnFilesArePassedOver() throws {
    try makeFolders(".upsample/journal", "a/.upsample")
    for name in [".upsample/run.json", "a/.upsample/x", ".upsample-12ab-0.tmp", ".upsample-mine"] {
      try folder.write([], to: name)
    }
    #expect(try entries() == ["file .upsample-mine", "folder a", "temporary .upsample-12ab-0.tmp"])
  }

  @Test func aFolderCanBeLeftOut() throws {
    try makeFolders("in/out/deep", "in/other")
    try folder.write([], to: "in/out/deep/a")
    try folder.write([], to: "in/other/b")
    let output = try #require(FileStatus(at: folder["in/out"])?.identity)
    let walk = try FolderWalk(folder["in"], excluding: output)
    #expect(entries(of: walk) == ["file other/b", "folder other"])
  }

  @Test func aFolderThatVanishesDoesNotStopTheWalk() throws {
    try makeFolders("a/b/c", "a/b/d")
    let walk = try FolderWalk(folder.path)
    #expect(walk.next() == .folder(FilePath("a")))
    #expect(walk.next() == .folder(FilePath("a/b")))
    for name in ["a/b/c", "a/b/d", "a/b", "a"] { rmdir("\(folder.path)/\(name)") }
    while let entry = walk.next() {
      guard case .unreadableFolder(_, let error) = entry else {
        Issue.record("met \(entry)")
        continue
      }
      #expect(error.systemCode == ENOENT)
    }
  }

  @Test func nestingHasALimitThatIsTold() throws {
    try makeFolders(Array(repeating: "d", count: 260).joined(separator: "/"))
    try folder.write([], to: "top")
    var met: [WalkEntry] = []
    let walk = try FolderWalk(folder.path)
    while let entry = walk.next() { met.append(entry) }
    #expect(met.count == 257)
    let deepest = FilePath(Array(repeating: "d", count: 256).joined(separator: "/"))
    let failure = met.compactMap { entry -> UpsampleError? in
      if case .unreadableFolder(deepest, let error) = entry { error } else { nil }
    }
    #expect(
      failure.first?.description == """
        \(folder.path)/\(deepest) has 256 folders above it; the limit is 255.
          Make it the input of a batch of its own.
        """)
    #expect(met.contains(.file(FilePath("top"))))
  }

  @Test func whatIsNoFolderIsRefused() throws {
    try folder.write([], to: "file")
    #expect(
      refusal { _ = try FolderWalk(folder["file"]) }
        == "cannot open the folder \(folder.path)/file: Not a directory.")
  }

  private func makeFolders(_ names: String...) throws {
    for name in names {
      var path = ""
      for part in name.split(separator: "/") {
        path += path.isEmpty ? String(part) : "/\(part)"
        try #require(mkdir("\(folder.path)/\(path)", 0o777) == 0 || errno == EEXIST)
      }
    }
  }

  private func link(to target: String, named name: String) throws {
    try #require(symlink(target, "\(folder.path)/\(name)") == 0)
  }

  private func entries() throws -> [String] { entries(of: try FolderWalk(folder.path)) }

  private func entries(of walk: FolderWalk) -> [String] {
    var texts: [String] = []
    while let entry = walk.next() {
      switch entry {
      case .file(let name): texts.append("file \(name)")
      case .folder(let name): texts.append("folder \(name)")
      case .link(let name): texts.append("link \(name)")
      case .special(let name): texts.append("special \(name)")
      case .temporary(let name): texts.append("temporary \(name)")
      case .failed(let name, let error), .unreadableFolder(let name, let error):
        texts.append("failed \(name): \(error)")
      }
    }
    return texts.sorted()
  }
}
