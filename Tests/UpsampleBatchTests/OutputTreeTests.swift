import Glibc
import TestSupport
import Testing

@testable import UpsampleBase
@testable import UpsampleBatch

@Suite struct OutputTreeTests {
  private let folder = try! TestFolder()

  private func tree(_ name: String = "out") throws -> OutputTree {
    mkdir("\(folder.path)/in", 0o777)
    let input = try #require(FileStatus(at: folder["in"])?.identity)
    return try OutputTree(folder[name], input: input)
  }

  @Test func foldersAreMadeAsTheyAreAskedFor() throws {
    let tree = try tree("new/out")
    #expect(try folder["new/out"].entries().isEmpty)
    #expect(try tree.folder(of: FilePath("x.png")).path == folder["new/out"])
    #expect(try tree.folder(of: FilePath("a/b/x.png")).path == folder["new/out/a/b"])
    #expect(FileStatus(at: folder["new/out/a/b"])?.kind == .folder)
    #expect(
      try tree.folder(of: FilePath("a/b/y.png")) === tree.folder(of: FilePath("a/b/z.png")))
  }

  @Test func aLinkIsNotFollowed() throws {
    let tree = try tree()
    symlink("../in", "\(folder.path)/out/a")
    #expect(
      refusal { _ = try tree.folder(of: FilePath("a/b/x.png")) } == """
        output folder \(folder.path)/out/a: is a link, which may lead out of the output folder.
          Put a folder in its place.
        """)
    #expect(try folder["in"].entries().isEmpty)
  }

  @Test func theInputFolderIsRefused() throws {
    let tree = try tree(".")
    #expect(
      refusal { _ = try tree.folder(of: FilePath("in/x.png")) } == """
        output folder \(folder.path)/./in: is the input folder, whose pictures it would replace.
          Name another folder.
        """)
  }

  @Test func aFileInTheWayIsTold() throws {
    let tree = try tree()
    try folder.write([], to: "out/a")
    #expect(
      refusal { _ = try tree.folder(of: FilePath("a/x.png")) }
        == "cannot open the folder \(folder.path)/out/a: Not a directory.")
  }

  @Test func aLinkUnderAnOutputsNameIsReplacedAndItsTargetStays() throws {
    let tree = try tree()
    let input = try InputFile(regular: folder.write([1], to: "in/x.png"))
    try folder.write([2], to: "elsewhere")
    symlink("../elsewhere", "\(folder.path)/out/x.png")
    let name = FilePath("x.png")
    var appeared: [Int] = []
    let placement = Placement(
      whileWaiting: { (body) throws(UpsampleError) in try body() },
      willAppear: { appeared.append($0.byteCount) })
    let file = try OutputFile(
      name, in: tree.folder(of: name), inputs: [input], placement: placement)
    try file.write([3, 4])
    #expect(appeared == [])
    try file.commit()
    #expect(appeared == [2])
    #expect(folder.read("out/x.png") == [3, 4])
    #expect(folder.read("elsewhere") == [2])
    #expect(FileStatus(of: name, in: tree.root.duplicate())?.kind == .regular)
    #expect(try folder["out"].entries() == [name])
  }

  @Test func whatRefusesToAppearLeavesWhatWasThere() throws {
    let tree = try tree()
    let input = try InputFile(regular: folder.write([1], to: "in/x.png"))
    try folder.write([2], to: "out/x.png")
    let placement = Placement(
      whileWaiting: { (body) throws(UpsampleError) in try body() },
      willAppear: { (_) throws(UpsampleError) in
        throw .file(FileDefect(name: "x", defect: "stays away"))
      })
    let file = try OutputFile(
      FilePath("x.png"), in: tree.root, inputs: [input], placement: placement)
    #expect(refusal { try file.commit() } == "x stays away.")
    #expect(folder.read("out/x.png") == [2])
    #expect(try folder["out"].entries().count == 1)
  }
}
