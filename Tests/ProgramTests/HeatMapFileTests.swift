import TestSupport
import Testing

/// What `upsample diff` does to a file of the heat map's name.
@Suite struct HeatMapFileTests {
  private let program: BuiltProgram
  private let mask = grayPNG(width: 9, height: 7) { x, _ in UInt8(x % 2) }

  init() throws {
    program = try BuiltProgram()
    try program.write("a.png", grayPNG(width: 9, height: 7) { x, y in UInt8(x + y) })
    try program.write("b.png", grayPNG(width: 9, height: 7) { x, y in UInt8(x * y) })
    try program.write("mask.png", mask)
  }

  @Test(arguments: ["b.png", "none.png"])
  func aMaskIsNoHeatMap(other: String) throws {
    _ = try program.runShell("ln -s mask.png link.png")
    for (masks, heatMap) in [
      ("--mask mask.png", "mask.png"), ("--mask link.png --mask b.png", "mask.png"),
      ("--mask mask.png", "link.png"),
    ] {
      let outcome = try program.run("diff a.png \(other) \(heatMap) --quiet \(masks)")
      #expect(outcome.status == 2, "\(outcome)")
      #expect(
        outcome.error.hasPrefix("upsample: output \(heatMap): is the same file as the input "))
      #expect(try program.read("mask.png") == mask)
    }
  }

  /// It tells of the command line, not of the pictures.
  @Test(arguments: [
    "a.png b.png mask.png --ignore 8,0,2x1", "a.png b.png mask.png --max-diff none",
    "a.png b.png mask.png --mask small.png",
  ])
  func wrongUsageRemovesNoPicture(line: String) throws {
    try program.write("small.png", grayPNG(width: 3, height: 3) { _, _ in 0 })
    let outcome = try program.run("diff \(line)")
    #expect(outcome.status == 2 && !outcome.error.contains("removed"), "\(outcome)")
    #expect(try program.read("mask.png") == mask)
  }

  @Test func standardInputIsNotRemoved() throws {
    let outcome = try program.runShell("\"$upsample\" diff - none.png mask.png < mask.png")
    #expect(outcome.status == 3 && !outcome.error.contains("removed"), "\(outcome)")
    #expect(try program.read("mask.png") == mask)
  }
}
