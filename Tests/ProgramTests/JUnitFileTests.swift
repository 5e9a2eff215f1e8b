import TestSupport
import Testing
import Upsample

/// The file of `upsample diff EXPECTED ACTUAL --junit`.
@Suite struct JUnitFileTests {
  private let program: BuiltProgram

  init() throws {
    program = try BuiltProgram()
    for folder in ["e", "a"] { try program.makeFolder(folder) }
    try program.write("e/x.png", grayPNG(width: 9, height: 7) { x, y in UInt8(x + y) })
    try program.write("a/x.png", grayPNG(width: 9, height: 7) { x, y in UInt8(x * y) })
  }

  /// There it would be read as rules, or be the page of a report.
  @Test(arguments: ["e/golden.rules", "e/new/junit.xml", "report/index.html", "report/junit.xml"])
  func foldersOfOtherFilesAreRefused(place: String) throws {
    let outcome = try program.run("diff e a --report report --junit \(place)")
    #expect(outcome.status == 2, "\(outcome)")
    #expect(outcome.error.hasPrefix("upsample: --junit: \(place) lies in the folder "))
    #expect(try program.names() == ["a", "e"] && program.names(in: "e") == ["x.png"])
  }

  @Test(arguments: [
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<svg/>\n",
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"others\"></testsuites>\n",
  ])
  func otherFilesOfXMLStay(text: String) throws {
    try program.write("out.xml", Array(text.utf8))
    let outcome = try program.run("diff e a --junit out.xml")
    #expect(outcome.status == 2 && outcome.error.contains("would be lost"), "\(outcome)")
    #expect(try program.read("out.xml") == Array(text.utf8))
  }

  @Test func aReportOfBeforeAndAnEmptyFileAreReplaced() throws {
    try program.write("out.xml", [])
    for _ in 0..<2 { #expect(try program.run("diff e a --junit out.xml --quiet").status == 1) }
    let text = String(decoding: try program.read("out.xml"), as: UTF8.self)
    #expect(text.hasSuffix("</testsuites>\n"))
  }

  @Test(arguments: ["none/out.xml", "a"])
  func aPlaceThatIsNoneIsKnownBeforeTheComparison(place: String) throws {
    let outcome = try program.run("diff e a --junit \(place) --progress always")
    #expect(outcome.status == 4 && outcome.output.isEmpty, "\(outcome)")
    #expect(!outcome.error.contains("\r"), "\(outcome)")
  }

  @Test func whatWasFoundIsToldThoughTheReportIsNotWritten() throws {
    let outcome = try program.run("diff e a --junit /dev/full")
    #expect(outcome.status == 4 && outcome.output.hasPrefix("changed  x.png: "), "\(outcome)")
    #expect(outcome.error.contains("cannot write /dev/full: No space left on device"))
  }
}
