import TestSupport
import Testing

/// Differences that comparisons of pictures are known to miss, alone and in folders.
@Suite struct FalsePassTests {
  struct Edge: CustomTestStringConvertible {
    let testDescription: String
    let expected: PNGBytes
    let actual: PNGBytes
    /// What a folder's comparison calls it.
    let status: String
    /// The options by which it counts.
    var options = ""
  }

  /// A file of pixels that are all the same, but for the one at column 2 of row 1.
  private static func picture(
    width: Int = 64, height: Int = 8, depth: UInt8 = 8, color: UInt8, pixel: [UInt8],
    other: [UInt8]? = nil, before: [(String, [UInt8])] = []
  ) -> PNGBytes {
    var row: [UInt8] = [0]
    for _ in 0..<width { row += pixel }
    var rows = Array(repeating: row, count: height)
    if let other {
      let start = 1 + 2 * pixel.count
      rows[1].replaceSubrange(start..<start + pixel.count, with: other)
    }
    return PNGBytes(
      width: UInt32(width), height: UInt32(height), depth: depth, color: color, before: before,
      rows: rows)
  }

  static let edges = [
    Edge(
      testDescription: "one of 65,535 levels",
      expected: picture(depth: 16, color: 0, pixel: [0x12, 0x34]),
      actual: picture(depth: 16, color: 0, pixel: [0x12, 0x34], other: [0x12, 0x35]),
      status: "changed"),
    Edge(
      testDescription: "the last row is missing",
      expected: picture(height: 512, color: 0, pixel: [99]),
      actual: picture(height: 511, color: 0, pixel: [99]), status: "size"),
    Edge(
      testDescription: "a page has grown",
      expected: picture(height: 512, color: 0, pixel: [99]),
      actual: picture(height: 600, color: 0, pixel: [99]), status: "size"),
    Edge(
      testDescription: "alpha alone",
      expected: picture(color: 6, pixel: [9, 8, 7, 255]),
      actual: picture(color: 6, pixel: [9, 8, 7, 255], other: [9, 8, 7, 254]),
      status: "changed"),
    Edge(
      testDescription: "alpha is added",
      expected: picture(color: 2, pixel: [9, 8, 7]),
      actual: picture(color: 6, pixel: [9, 8, 7, 255], other: [9, 8, 7, 0]),
      status: "changed"),
    Edge(
      testDescription: "the same samples in Display P3",
      expected: picture(color: 2, pixel: [200, 80, 70]),
      actual: picture(color: 2, pixel: [200, 80, 70], before: [("cICP", [12, 13, 0, 1])]),
      status: "changed", options: " --color"),
  ]

  private let program: BuiltProgram

  init() throws {
    program = try BuiltProgram()
    for folder in ["e", "a"] { try program.makeFolder(folder) }
  }

  @Test(arguments: edges, ["", " --max-diff 0", " --max-pixels-differing 0"])
  func noneOfThemPasses(edge: Edge, threshold: String) throws {
    try program.write("e/x.png", edge.expected.bytes)
    try program.write("a/x.png", edge.actual.bytes)
    let options = edge.options + threshold
    let pair = try program.run("diff e/x.png a/x.png" + options)
    #expect(pair.status == 1, "\(pair)")
    let folders = try program.run("diff e a" + options)
    #expect(folders.status == 1, "\(folders)")
    #expect(folders.output.hasPrefix(edge.status), "\(folders)")
    #expect(try program.run("diff e a --quiet" + options).status == 1)
  }
}
