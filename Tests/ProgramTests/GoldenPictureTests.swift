import Testing
import Upsample

/// The pictures of `images/`, upsampled by the built program, are those of
/// `images/goldens/`, sample for sample.
///
/// `images/goldens.tsv` lists them. Where one differs, `.build/goldens-report/index.html` shows
/// it.
@Suite struct GoldenPictureTests {
  private let program: BuiltProgram
  private let goldens = "\(sampleImages)/goldens"

  /// Makes them.
  init() throws {
    program = try BuiltProgram()
    let outcome = try program.runShell("'\(sampleImages)/make-goldens' \"$upsample\" made")
    try #require(outcome == .success)
  }

  @Test func allAreMadeAgain() throws {
    let report = "\(sampleImages)/../.build/goldens-report"
    let outcome = try program.run("diff \(goldens) made --report \(report)")
    #expect(outcome.status == 0, "\(outcome)\nSee .build/goldens-report/index.html.")
    let table = String(decoding: try readFile("\(sampleImages)/goldens.tsv"), as: UTF8.self)
    let count = table.split(separator: "\n").count { !$0.hasPrefix("#") }
    #expect(outcome.output == "\(count) pictures: \(count) equal\n")
  }

  /// Gray and the same gray as RGB are equal pictures, but one is the golden.
  @Test func theirChannelsAndDepthsStay() throws {
    for name in try program.names(in: "made") {
      let paths = ["\(program.directory)/made/\(name)", "\(goldens)/\(name)"].map { FilePath($0) }
      let layouts = try paths.map { path in
        try openImageSource(InputFile(regular: path), ReadingOptions()).layout
      }
      #expect(layouts[0] == layouts[1], "\(name)")
    }
  }
}
