import Glibc
import TestSupport
import Testing

@testable import Upsample
@testable import UpsampleBase
@testable import UpsampleBatch
@testable import UpsampleImages

@Suite struct NameCollisionsTests {
  private let folder = try! TestFolder()

  private func write(_ names: String..., bytes: [UInt8] = PNGBytes.signature) throws {
    mkdir("\(folder.path)/deep", 0o777)
    for name in names { try folder.write(bytes, to: name) }
  }

  private func job(_ format: OutputFormat?) -> UpsampleJob {
    var options = UpsampleOptions()
    options.format = format
    return UpsampleJob(options)
  }

  private func collision(_ format: OutputFormat?) -> String? {
    refusal {
      try NameCollisions(in: folder.path, job(format)).check(excluding: nil)
    }
  }

  @Test func twoPicturesThatBecomeOneAreFound() throws {
    try write("a.jpg", "deep/b.png", "deep/b.jpeg", "c.png")
    #expect(
      collision(.png) == """
        output deep/b.png: \(folder.path)/deep/b.jpeg and \(folder.path)/deep/b.png would both \
        become it.
          Rename one of them, or leave `format` out.
        """)
    #expect(collision(.jpeg) == nil, "b.jpeg stays, b.png becomes b.jpg")
    #expect(collision(.same) == nil)
    #expect(collision(nil) == nil)
  }

  @Test func otherFilesOfThatNameHaveNoOutputs() throws {
    try write("a.jpg")
    try write("a.txt", "a.json", bytes: Array("text".utf8))
    #expect(collision(.png) == nil)
    try write("a")
    #expect(collision(.png)?.contains("/a and ") == true)
  }

  @Test func aPictureAndAFolderOfOneNameAreFound() throws {
    try write("deep.jpg")
    #expect(collision(.png) == nil)
    #expect(rename("\(folder.path)/deep", "\(folder.path)/deep.png") == 0)
    #expect(collision(.png)?.contains("/deep.jpg and \(folder.path)/deep.png would") == true)
  }

  @Test func namesInOtherFoldersAreOthers() throws {
    try write("b.jpg", "deep/b.png")
    #expect(collision(.png) == nil)
  }

  @Test func oneFolderLeftOutIsNotLookedAt() throws {
    try write("deep/b.jpg", "deep/b.png")
    let deep = FileStatus(at: folder["deep"])?.identity
    try NameCollisions(in: folder.path, job(.png)).check(excluding: deep)
    #expect(collision(.png) != nil)
  }
}
