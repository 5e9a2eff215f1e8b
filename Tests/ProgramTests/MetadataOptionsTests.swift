import TestSupport
import Testing

@Suite struct MetadataOptionsTests {
  private let program: BuiltProgram

  init() throws { program = try BuiltProgram() }

  /// A signature, which is warned of, and text, of which a JPEG has a note.
  private static let chunks: [(String, [UInt8])] = [
    ("caBX", [1]), ("tEXt", Array("Title\0a".utf8)), ("pHYs", [0, 0, 0, 9, 0, 0, 0, 9, 1]),
  ]
  private static let warning =
    "upsample: warning: in.png: its digital signature does not hold any more, dropped\n"

  private func write(
    _ chunks: [(String, [UInt8])] = MetadataOptionsTests.chunks, late: [(String, [UInt8])] = []
  ) throws {
    let png = grayPNG(width: 5, height: 4, chunks: chunks, late: late) { x, y in UInt8(x * y) }
    try program.write("in.png", png)
  }

  private func chunkTypes(_ name: String) throws -> [String] {
    pngChunks(try program.read(name)).map(\.type)
  }

  @Test func lossesAreToldOnStandardError() throws {
    try write()
    #expect(
      try program.run("in.png out.png") == .init(status: 0, output: "", error: Self.warning))
    #expect(try chunkTypes("out.png") == ["IHDR", "pHYs", "tEXt", "IEND"])
    #expect(try program.run("in.png out.png --quiet") == .success)
    let json = try program.run("in.png out.jpg --json --quiet").output
    #expect(
      json.contains(
        #""warnings":["its digital signature does not hold any more, dropped"],"#
          + #""notes":["its text has no place in a JPEG, dropped: Title"]"#))
    let verbose = try program.run("in.png out.jpg --verbose").error
    #expect(verbose.hasPrefix(Self.warning))
    #expect(
      verbose.hasSuffix("upsample: in.png: its text has no place in a JPEG, dropped: Title\n"))
  }

  @Test func stripLeavesNothing() throws {
    try write()
    #expect(try program.run("in.png out.png --metadata strip") == .success)
    #expect(try chunkTypes("out.png") == ["IHDR", "IEND"])
  }

  @Test func privateLeavesNoPlacesInPicturesAndFolders() throws {
    let place = ("tEXt", Array("Location\0here".utf8))
    try write([place, Self.chunks[1], ("tEXt", Array("exif:GPSLatitude\0 1".utf8))])
    let verbose = try program.run("in.png out.png --metadata private --verbose")
    #expect(
      verbose.error.hasSuffix(
        "upsample: in.png: its private data are dropped: Location, exif:GPSLatitude\n"))
    #expect(try chunkTypes("out.png") == ["IHDR", "tEXt", "IEND"])
    let folder = try program.runShell(
      "mkdir in && mv in.png in && \"$upsample\" batch in out --metadata private --quiet")
    #expect(folder.status == 0)
    #expect(try program.read("out/in.png") == program.read("out.png"))
  }

  @Test func printSizeIsKeptOnRequest() throws {
    try write([Self.chunks[2]])
    #expect(try program.run("in.png out.png -s 3x2 --keep-print-size") == .success)
    let chunks = pngChunks(try program.read("out.png"))
    #expect(chunks.map(\.type) == ["IHDR", "pHYs", "IEND"])
    #expect(chunks[1].data == [0, 0, 0, 27, 0, 0, 0, 18, 1])
  }

  /// The metadata is longer than anything that is read at once.
  @Test func pipesKeepWhatStandsBeforeThePixels() throws {
    try write([("prVt", [UInt8](repeating: 7, count: 500_000)), Self.chunks[1]])
    #expect(try program.run("in.png out.png") == .success)
    #expect(try chunkTypes("out.png") == ["IHDR", "prVt", "tEXt", "IEND"])
    let piped = try program.runShell("cat in.png | \"$upsample\" - piped.png")
    #expect(piped == .success)
    #expect(try program.read("piped.png") == program.read("out.png"))
  }

  @Test func pipesWarnOfWhatComesTooLate() throws {
    try write([], late: [Self.chunks[1]])
    #expect(try program.run("in.png out.png") == .success)
    #expect(try chunkTypes("out.png") == ["IHDR", "tEXt", "IEND"])
    let piped = try program.runShell("cat in.png | \"$upsample\" - piped.png")
    #expect(
      piped.error == """
        upsample: warning: -: its metadata behind the pixels came too late to be \
        kept or obeyed, since it is a stream

        """)
    #expect(piped.status == 0)
    #expect(try chunkTypes("piped.png") == ["IHDR", "IEND"])
  }

  @Test func animationsNeedAWord() throws {
    try write([("acTL", [0, 0, 0, 1, 0, 0, 0, 0])])
    #expect(
      try program.run("in.png out.png")
        == .init(
          status: 3, output: "",
          error: """
            upsample: in.png is an animation, of which one frame is not the picture.
              Give --first-frame to take its first picture, or write a JPEG.

            """))
    #expect(try program.names() == ["in.png"])
    #expect(try program.run("in.png out.png --first-frame") == .success)
    #expect(try chunkTypes("out.png") == ["IHDR", "IEND"])
    #expect(
      try program.run("in.png out.jpg").error
        == "upsample: warning: in.png: it is an animation, of which the first picture is written\n")
  }
}
