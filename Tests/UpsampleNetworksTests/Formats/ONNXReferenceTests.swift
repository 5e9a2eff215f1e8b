import Testing
import UpsampleBase

@testable import UpsampleNetworks

/// Networks whose exporter wrote the size of the picture down, at others: what can be carried
/// over is (see the goldens of `written`), and the rest is refused by naming both sizes.
@Suite struct ONNXReferenceTests {
  /// A network of pictures of 2 channels, 8 x 8 pixels.
  private func model(
    _ nodes: [[UInt8]], tensors: [[UInt8]] = []
  ) throws -> ONNXModel {
    try ONNXModel(
      ONNXWriter.model(
        ONNXWriter.graph(
          nodes, tensors: tensors, inputs: [ONNXWriter.value("x", [1, 2, 8, 8])],
          outputs: [ONNXWriter.value("y", nil)])), name: "net.onnx")
  }

  /// The fault of a node at 8 x 5 pixels, after it ran at 8 x 8.
  private func line(_ nodes: [[UInt8]], tensors: [[UInt8]] = []) throws -> String {
    let model = try model(nodes, tensors: tensors)
    _ = try model.graph(height: 8, width: 8)
    do {
      _ = try model.graph(height: 8, width: 5)
      return "ran"
    } catch .file(let defect) {
      #expect(defect.remedy?.contains("[2, 8, 8]: export it with dynamic axes") == true)
      return defect.defect
    }
  }

  @Test func aBlockThatDoesNotFitIsRefused() throws {
    let nodes = [
      ONNXWriter.node("Reshape", ["x", "s"], ["a"]),
      ONNXWriter.node("Transpose", ["a"], ["b"], ["perm": .integers([0, 1, 3, 5, 2, 4])]),
      ONNXWriter.node("Reshape", ["b", "t"], ["y"]),
    ]
    let tensors = [
      ONNXWriter.tensor("s", [1, 2, 4, 2, 4, 2]), ONNXWriter.tensor("t", [1, 8, 4, 4]),
    ]
    #expect(
      try line(nodes, tensors: tensors)
        == "has the node a, a Reshape, whose extents were written down for pictures of 8 x 8 "
        + "pixels, and are unknown for 8 x 5")
    let made = try model(nodes, tensors: tensors).graph(height: 6, width: 10).output
    #expect(made == MapShape(channels: 8, height: 3, width: 5))
  }

  @Test func theMiddleIsNearerToNoEnd() throws {
    let nodes = [ONNXWriter.node("Slice", ["x", "start", "end", "axis"], ["y"])]
    let axis = ONNXWriter.tensor("axis", [3])
    func tensors(_ start: Int, _ end: Int) -> [[UInt8]] {
      [ONNXWriter.tensor("start", [start]), ONNXWriter.tensor("end", [end]), axis]
    }
    #expect(try line(nodes, tensors: tensors(0, 4)).contains("whose ends were written down"))
    for (start, end, width) in [(1, 7, 11), (-7, 8, 7), (6, 1 << 62, 2), (0, 3, 3)] {
      let model = try model(nodes, tensors: tensors(start, end))
      #expect(try model.graph(height: 8, width: 13).output.width == width)
    }
  }

  @Test func anExtentOfMapsThatDifferIsRefused() throws {
    let nodes = [
      ONNXWriter.node("Resize", ["x", "", "twice"], ["a"]),
      ONNXWriter.node(
        "MaxPool", ["a"], ["b"],
        [
          "kernel_shape": .integers([3, 3]), "strides": .integers([2, 2]),
          "pads": .integers([1, 1, 1, 1]),
        ]),
      ONNXWriter.node(
        "MaxPool", ["b"], ["c"],
        [
          "kernel_shape": .integers([3, 3]), "strides": .integers([2, 2]),
          "pads": .integers([1, 1, 1, 1]),
        ]),
      ONNXWriter.node("Resize", ["c", "", "twice"], ["d"]),
      ONNXWriter.node("Resize", ["d", "", "", "sizes"], ["y"]),
    ]
    let tensors = [
      ONNXWriter.tensor("twice", [4], [1, 1, 2, 2]), ONNXWriter.tensor("sizes", [1, 2, 8, 8]),
    ]
    #expect(try line(nodes, tensors: tensors).contains("a Resize, whose extents were written"))
    #expect(try model(nodes, tensors: tensors).graph(height: 10, width: 12).output.width == 12)
  }

  @Test func padsOfNothingThatWouldBeSomeAreRefused() throws {
    let nodes = [
      ONNXWriter.node("Pad", ["x", "none"], ["a"]),
      ONNXWriter.node(
        "AveragePool", ["a"], ["b"],
        ["kernel_shape": .integers([4, 4]), "strides": .integers([4, 4])]),
      ONNXWriter.node("Resize", ["b", "", "scales"], ["c"]),
      ONNXWriter.node("Slice", ["c", "start", "end", "axis"], ["y"]),
    ]
    let tensors = [
      ONNXWriter.tensor("none", [0, 0, 0, 0, 0, 0, 0, 0]), ONNXWriter.tensor("start", [0]),
      ONNXWriter.tensor("scales", [4], [1, 1, 8, 8]), ONNXWriter.tensor("end", [16]),
      ONNXWriter.tensor("axis", [3]),
    ]
    #expect(try line(nodes, tensors: tensors).contains("a Pad, whose pads were written down for"))
    #expect(try model(nodes, tensors: tensors).graph(height: 8, width: 12).output.width == 24)
  }

  @Test func aMaximumOfTheWholePictureIsRefused() throws {
    let nodes = [
      ONNXWriter.node("MaxPool", ["x"], ["a"], ["kernel_shape": .integers([8, 8])]),
      ONNXWriter.node("Mul", ["x", "a"], ["y"]),
    ]
    #expect(try model(nodes).graph(height: 8, width: 8).nodes.count > 1)
    #expect(throws: UpsampleError.self) { try model(nodes).graph(height: 8, width: 9) }
  }

  @Test func anOutputShapeGrowsWithItsMap() throws {
    let model = try model(
      [
        ONNXWriter.node(
          "ConvTranspose", ["x", "w"], ["y"],
          ["strides": .integers([2, 2]), "output_shape": .integers([17, 16])])
      ], tensors: [ONNXWriter.tensor("w", [2, 2, 3, 3], Array(repeating: 1, count: 36))])
    let made = try model.graph(height: 9, width: 11).output
    #expect(made == MapShape(channels: 2, height: 19, width: 22))
  }
}
