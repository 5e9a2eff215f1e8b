import TestSupport
import Testing

/// Options and operands as other programs have them.
@Suite struct FamiliarOptionTests {
  @Test(arguments: [
    ("in.png -o out.png", "-o: there is no such option", "The output is the last operand"),
    ("in.png --output out.png", "--output: is not an option of", "The output is the last operand"),
    ("in.png out.png --width 9", "--width: there is no such option", "A size is given as --size"),
    ("in.png out.png -v", "-v: there is no such option", "More is told with --verbose"),
    ("in.png out.png --filter box", "--filter: is not an option of", "How pixels are interpolated"),
    ("-r in out", "-r: there is no such option", "A folder is made with all in it"),
    ("in.png out.png --overwrite", "--overwrite: there is no such option", "An output that is"),
    ("in.png out.png -quality 9", "-quality: there is no such option", "The nearest is --quality"),
    ("-help", "-help: there is no such option", "The nearest is --help"),
    ("diff a.png b.png --fuzz 3", "--fuzz: there is no such option", "Thresholds are --max-diff"),
    ("op conv2d -o y.npy", "-o: there is no such option", "\"upsample op --help\" lists them all"),
    ("in.png out.png 3x", "3x: is not a folder", "A scale is given as: --scale 3"),
    ("in.png out.png 1.5", "1.5: is not a folder", "A scale is given as: --scale 1.5"),
    ("folder", "IN OUT: both are needed", "As in: upsample folder larger"),
    ("op list", "op: there is no operation \"list\"", "Choose among conv1d,"),
    ("in.png out.webp", "out.webp: the extension \"webp\" is neither", "Name the output .png"),
  ])
  func whatIsCalledOtherwiseHereIsToldSo(line: String, fault: String, hint: String) throws {
    let program = try BuiltProgram()
    try program.makeFolder("folder")
    try program.write("in.png", grayPNG(width: 5, height: 4) { _, _ in 9 })
    let outcome = try program.run(line)
    #expect(outcome.status == 2 && outcome.output == "")
    #expect(outcome.error.hasPrefix("upsample: \(fault)"), "\(outcome.error)")
    #expect(outcome.error.contains("\n  \(hint)"), "\(outcome.error)")
  }

  @Test(arguments: ["--format JPG", "--format jpg", "--border Reflect", "--kernel Lanczos3"])
  func wordsAreUnderstoodInAnyCase(option: String) throws {
    let program = try BuiltProgram()
    try program.write("in.png", grayPNG(width: 5, height: 4) { _, _ in 9 })
    #expect(try program.run("in.png out.jpg \(option)") == .success)
  }
}
