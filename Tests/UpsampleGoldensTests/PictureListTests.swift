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
