import TestSupport
import Testing
import UpsampleBase

@testable import UpsampleNetworks

/// A network of few layers, and what ncnn makes of a picture of whole numbers.
struct NCNNGolden: CustomTestStringConvertible, Sendable {
  let name: String
  /// Channels, height and width.
  let picture: [Int]
  let layers: String
  let weights: String
  let shape: [Int]
  let values: [Float]

  var testDescription: String { name }
}

@Suite struct NCNNTests {
  /// Whole and folded, in one step and row by row.
  @Test(arguments: ncnnGoldens) func resultsAreNCNNs(golden: NCNNGolden) throws {
    let files = NCNNFiles(picture: golden.picture, layers: golden.layers, weights: golden.weights)
    let model = try files.model(in: try TestFolder())
    #expect(model.inputChannels == golden.picture[0])
    let graph = try model.graph(height: golden.picture[1], width: golden.picture[2])
    let output = graph.output
    #expect([output.channels, output.height, output.width] == golden.shape)
    let picture = (0..<golden.picture.reduce(1, *)).map(NCNNFiles.number)
    let largest = golden.values.reduce(1) { max($0, abs($1)) }
    for (graph, step) in [(graph, golden.picture[1]), (graph.folded, 1)] {
      let seen = try graph.run(picture, step: step)
      for (index, pair) in zip(seen, golden.values).enumerated() {
        #expect(
          abs(pair.0 - pair.1) <= 4e-6 * largest, "at \(index): \(pair.0), not \(pair.1)")
      }
    }
  }

  /// Without a hint the first convolution says how many channels the picture has.
  @Test(arguments: [
    ("Convolution c 1 1 in out 0=2 1=3 6=90", "t90", 5),
    (
      "Split s 1 2 in a b\nReLU r 1 1 a x\nConvolution c 1 1 b y 0=1 1=1 6=1\nBinaryOp o 2 1 x y out",
      "t1", 1
    ),
    ("Reorg r 1 1 in a 0=2\nConvolution c 1 1 a out 0=3 1=1 6=36", "t36", 3),
    ("ConvolutionDepthWise c 1 1 in out 0=4 1=1 6=4 7=4", "t4", 4),
    ("ReLU r 1 1 in out", "", 3),
  ]) func channelsFollowFromTheFirstConvolution(
    layers: String, weights: String, channels: Int
  ) throws {
    let files = NCNNFiles(picture: [0, 0, 0], layers: layers, weights: weights)
    #expect(try files.model(in: try TestFolder()).inputChannels == channels)
  }

  @Test func aNetworkTellsItsLayers() throws {
    let files = NCNNFiles(picture: [1, 4, 4], layers: "ReLU r 1 1 in a\nReLU s 1 1 a out")
    let model = try files.model(in: try TestFolder())
    #expect(model.format == "ncnn, 3 layers")
    let nodes = try model.graph(height: 4, width: 4).nodes
    #expect(nodes.map(\.name) == ["r", "s"])
    #expect(nodes.map(\.operation) == ["ReLU", "ReLU"])
  }

  /// The hash is of both files.
  @Test func theHashSeesEveryByte() throws {
    func hash(_ factor: String, _ weights: String) throws -> UInt64 {
      try NCNNFiles(
        picture: [1, 4, 4], layers: "Bias b 1 1 in out 0=1 9=\(factor)", weights: weights
      )
      .model(in: try TestFolder()).hash
    }
    let hashes = try [hash("1", "p1"), hash("2", "p1"), hash("1", "P1")]
    #expect(Set(hashes).count == 3)
    #expect(try hash("1", "p1") == hashes[0])
  }

  /// Of several ends the one with the usual name is the result.
  @Test func theResultIsTheOneThatIsNamedSo() throws {
    let layers = "Split s 1 2 in a b\nReLU r 1 1 a output\nReLU q 1 1 b more"
    let model = try NCNNFiles(picture: [1, 4, 4], layers: layers).model(in: try TestFolder())
    let graph = try model.graph(height: 4, width: 4)
    #expect(graph.nodes[graph.result - 1].name == "r")
  }
}
