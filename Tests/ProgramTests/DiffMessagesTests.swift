import TestSupport
import Testing
import Upsample

@testable import upsample_cli

/// What `upsample diff` says of its options.
@Suite struct DiffMessagesTests {
  private let program: BuiltProgram

  init() throws {
    program = try BuiltProgram()
    try program.write("a.png", grayPNG(width: 5, height: 4) { x, _ in UInt8(x) })
    for folder in ["e", "a"] { try program.makeFolder(folder) }
  }

  /// Nothing is written of a picture.
  @Test func noHintTellsToWriteAJPEG() throws {
    let moving = PNGBytes(
      width: 5, height: 4, depth: 8, color: 0, before: [("acTL", [0, 0, 0, 1, 0, 0, 0, 0])],
      rows: Array(repeating: [UInt8](repeating: 0, count: 6), count: 4))
    try program.write("moving.png", moving.bytes)
    let outcome = try program.run("diff a.png moving.png")
    #expect(outcome.error.contains("moving.png is an animation"), "\(outcome)")
    #expect(!outcome.error.contains("JPEG"), "\(outcome)")
    #expect(try program.run("diff a.png moving.png --first-frame").error.isEmpty)
  }

  @Test func helpSpeaksOfComparing() {
    let text = Help(.named(.diff)).text
    for words in ["JPEG output", "would be made", "what was done", "OUT of a folder"] {
      #expect(!text.split(separator: "\n").joined(separator: " ").contains(words), "\(words)")
    }
    #expect(Help(.named(.upsample)).text.contains("but for a JPEG output"))
  }

  @Test(arguments: [
    ("a.png a.png --mask -", "--mask: \"-\" is standard input, and a mask is a file."),
    ("e a --mask=-", "--mask: \"-\" is standard input, and a mask is a file."),
    ("e a --rules -", "--rules: \"-\" is standard input, and rules are a file."),
    ("e a --report=", "--report: its name is empty."),
    ("e a --junit=", "--junit: its name is empty."),
  ])
  func whatIsNoFileIsRefused(arguments: String, message: String) throws {
    let outcome = try program.run("diff \(arguments)")
    #expect(outcome.status == 2 && outcome.output.isEmpty, "\(outcome)")
    #expect(outcome.error.hasPrefix("upsample: \(message)\n"), "\(outcome)")
  }
}
