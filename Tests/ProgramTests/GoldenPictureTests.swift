import Glibc
import Testing

@testable import Upsample

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

  private func expectEqualPictures(_ path: String, _ name: String) throws {
    func pictures() throws -> (any ImageSource, any ImageSource) {
      let paths = [path, "\(sampleImages)/goldens/\(name).png"]
      let opened = try paths.map { try openImageSource(.file(FilePath($0)), maxPixels: 1 << 24) }
      return (opened[0], opened[1])
    }
    var (made, golden) = try pictures()
    try #require(made.layout == golden.layout)
    let difference = try comparePictures(made, golden)
    guard let worst = difference.worst else { return }

    (made, golden) = try pictures()
    let folder = "\(sampleImages)/../.build/heatmaps"
    mkdir(folder, 0o777)
    let map = ImageLayout(
      width: made.layout.width, height: made.layout.height, channels: 3, depth: .eight)
    let file = try OutputFile(.file(FilePath("\(folder)/\(name).png")))
    let sink = try PNGSink(file, layout: map, compression: .fast)
    _ = try comparePictures(made, golden, heatMap: sink)
    Issue.record(
      """
      \(name): \(difference.differingPixels) pixels differ, by up to \(difference.maximum) \
      levels at row \(worst.row), column \(worst.column). See .build/heatmaps/\(name).png.
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
