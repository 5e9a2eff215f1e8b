import TestSupport
import Testing
import Upsample

@testable import UpsampleGoldens

@Suite struct PictureListTests {
  private let digest = String(repeating: "0aF", count: 21) + "9"

  private func read(_ text: String) throws -> [PictureList.Entry] {
    let folder = try TestFolder()
    let path = try folder.write(Array(text.utf8), to: "list")
    return try PictureList(InputFile(regular: path)).entries
  }

  @Test func linesAreFoundByTheirNames() {
    let names = (0..<1000).map { FilePath("\($0).png") }
    let digests = [1, 2].map { SHA256(bytes: Array(repeating: $0, count: 32)) }
    var index = PictureIndex(
      PictureList(
        names.map { PictureList.Entry(digest: digests[0], name: $0) }
          + [PictureList.Entry(digest: digests[1], name: names[7])]))
    #expect(index.firstUnused == "0.png")
    for (number, name) in names.enumerated() where number != 500 {
      #expect(index.use(name)?.digest == digests[number == 7 ? 1 : 0])
    }
    #expect(index.use("none.png") == nil && index.firstUnused == "500.png")
    #expect(index.use("500.png") != nil && index.firstUnused == nil)
    var empty = PictureIndex(PictureList([]))
    #expect(empty.use("none.png") == nil && empty.firstUnused == nil)
  }

  @Test func linesAreThoseOfSHA256sum() throws {
    let entries = try read(
      """
      \(digest)  a b.png
      \(digest) *b.png
      \\\(digest)  c\\nd\\\\e\\r.png
      \(digest)  ./f/g.png

      plain \\n.png
      \(digest) h.png
      """)
    #expect(
      entries.map(\.name) == [
        "a b.png", "b.png", "c\nd\\e\r.png", "f/g.png", "plain \\n.png",
        FilePath("\(digest) h.png"),
      ])
    #expect(
      entries.map { $0.digest?.description ?? "" }
        == [String](repeating: digest.lowercased(), count: 4) + ["", ""])
  }

  @Test func whatIsWrittenIsRead() throws {
    let folder = try TestFolder()
    let sum = try SHA256(of: InputFile(regular: folder.write([1], to: "file")))
    let entries = [[0x61], [0x5c, 0x0a, 0x0d], [0xff, 0x20]].map {
      PictureList.Entry(digest: sum, name: FilePath(bytes: $0))
    }
    let path = try folder.write(PictureList(entries).bytes, to: "list")
    #expect(try PictureList(InputFile(regular: path)).entries == entries)
  }
}

extension PictureList {
  /// What the lines say, in order.
  fileprivate var entries: [Entry] {
    var entries: [Entry] = []
    forEachLine { entries.append(entry(at: $0)) }
    return entries
  }
}
