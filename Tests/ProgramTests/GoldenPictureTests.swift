import Glibc
import Testing
import Upsample

/// The pictures of `images/`, upsampled by the built program, are those of
/// `images/goldens/`, sample for sample.
///
/// `images/goldens.tsv` lists them. A picture that differs leaves its heat map
/// in `.build/heatmaps/`.
@Suite struct GoldenPictureTests {
  struct Golden: CustomTestStringConvertible {
    let name: String
    let input: String
    let arguments: String

    var testDescription: String { name }
  }

  @Test(arguments: try goldens())
  func isMadeAgain(_ golden: Golden) throws {
    let program = try BuiltProgram()
    let outcome = try program.run(
      "\(sampleImages)/\(golden.input) out.png --quiet \(golden.arguments)")
    try #require(outcome == .success)
    try expectEqualPictures("\(program.directory)/out.png", golden.name)
  }

  @Test func someAreListed() throws {
    #expect(try !goldens().isEmpty, "images/goldens.tsv lists no picture")
  }

  private func expectEqualPictures(_ path: String, _ name: String) throws {
    let made = Endpoint.file(FilePath(path))
    let golden = Endpoint.file(FilePath("\(sampleImages)/goldens/\(name).png"))
    let comparison = try compareImages(made, golden)
    guard !comparison.areEqual || comparison.one != comparison.other else { return }
    let difference = try #require(
      comparison.difference, "the sizes are \(comparison.one) and \(comparison.other)")

    let folder = "\(sampleImages)/../.build/heatmaps"
    mkdir(folder, 0o777)
    _ = try compareImages(made, golden, heatMap: .file(FilePath("\(folder)/\(name).png")))
    let place = difference.worst.map { "row \($0.row), column \($0.column)" } ?? "no place"
    Issue.record(
      """
      \(name): \(difference.differingPixels) pixels differ, by up to \(difference.maximum) \
      levels at \(place). See .build/heatmaps/\(name).png.
      """)
  }
}

private func goldens() throws -> [GoldenPictureTests.Golden] {
  let table = String(decoding: try readFile("\(sampleImages)/goldens.tsv"), as: UTF8.self)
  return table.split(separator: "\n").filter { !$0.hasPrefix("#") }.map { line in
    let fields = line.split(separator: "\t").map(String.init)
    return GoldenPictureTests.Golden(name: fields[0], input: fields[1], arguments: fields[2])
  }
}
