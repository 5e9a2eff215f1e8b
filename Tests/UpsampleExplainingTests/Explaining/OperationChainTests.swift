import Testing
import UpsampleExplaining
import UpsampleTensors

@Suite struct OperationChainTests {
  @Test func aChainIsToldStepByStep() throws {
    let chain = try OperationChain(
      "conv3d 3x3x3 s1 same; max_pool3d 1x2x2 s1,2,2; "
        + "conv3d_transpose 3x3x3 s1,2,2 same to 2x7x7", value: [10, 2, 7, 7, 512])
    #expect(chain.outputShape == [10, 2, 7, 7, 512])
    #expect(chain.receptiveField == [5, 6, 6])
    let lines = chain.text.split(separator: "\n")
    #expect(lines[0] == "chain: [10, 2, 7, 7, 512] becomes [10, 2, 7, 7, 512]")
    #expect(lines[3].hasSuffix("1,1 1,1 1,1            3 by 3 by 3       1, 1, 1"))
    #expect(lines[4].hasSuffix("0,0 0,1 0,1            3 by 4 by 4       1, 2, 2"))
    #expect(lines[5].hasSuffix("1,1 1,1 1,1   0 1 1    5 by 6 by 6       1, 1, 1"))
    #expect(lines[6] == "  depth: padding reaches all of 2 outputs")
  }

  /// Of three windows of 3, the outermost three outputs on either side.
  @Test func paddingReachesTheOutputsNearBorders() throws {
    let chain = try OperationChain(
      "conv2d 3x3 c8; conv2d 3x3; conv2d 3x3 valid", value: [1, 20, 20, 3])
    #expect(chain.outputShape == [1, 18, 18, 8])
    #expect(chain.receptiveField == [7, 7])
    #expect(
      chain.text.contains("height: padding reaches the first 2 and the last 2 of 18 outputs"))
  }

  static let refusals = [
    "", ";", "relu 3x3", "conv2d", "conv2d 3x", "conv2d 3x3 s", "conv2d 3x3 q2", "conv2d 3x3 to",
    "conv2d 3x3; conv3d 3x3x3", "conv2d 99x99 valid", "conv2d 3x3 s0", "conv2d 3x3x3x3x3x3",
    "conv2d 9223372036854775807x1", "atrous_conv2d 3x3", "conv2d 3x3 c-1",
    String(repeating: "conv2d 1x1;", count: 100),
  ]

  @Test(arguments: refusals) func stepsThatBreakARuleAreRefused(text: String) {
    #expect(throws: UpsampleError.self) { try OperationChain(text, value: [1, 8, 8, 3]) }
  }

  @Test(arguments: [[], [1], [0, 0], [1, 0, 8, 3], [-1, 8, 8, 3], [.max, .max, .max, .max]])
  func valuesOfNoTensorAreRefused(extents: [Int]) {
    #expect(throws: UpsampleError.self) {
      try OperationChain("conv2d 3x3; max_pool2d 2", value: Shape(extents))
    }
  }

  /// No arithmetic ends, whatever the extents.
  @Test func extentsMayBeLarge() throws {
    let large = 1 << 31 - 1
    let step = "conv2d 2147483647 s2147483647 d2147483647"
    for steps in 1...4 {
      let text = Array(repeating: step, count: steps).joined(separator: ";")
      _ = try? OperationChain(text, value: [1, large, large, 1]).text
    }
    _ = try? OperationChain(
      "conv2d_transpose 3 s2147483647; conv2d 3 s2147483647", value: [1, 1, 1, 1]
    ).text
  }
}
