import Foundation
import Testing
import UpsampleBase
import UpsampleTensors

@testable import UpsampleNetworks

/// Networks as exporters write them and as none does, against what PyTorch in 64 bits and
/// onnxruntime make of them: `make_goldens.py`.
@Suite struct GoldenNetworksTests {
  static let folder = FilePath(#filePath).parent.appending(FilePath("Goldens"))

  static let names: [String] = {
    let files = try? FileManager.default.contentsOfDirectory(atPath: folder.description)
    return (files ?? []).filter { $0.hasSuffix(".onnx") }.map { String($0.dropLast(5)) }.sorted()
  }()

  /// The picture that all were given, pixel by pixel.
  static func picture(_ shape: MapShape) -> [Float] {
    var picture = [Float](repeating: 0, count: shape.channels * shape.height * shape.width)
    for place in picture.indices {
      let number = (place * 7919 + place / 7 * 104729) % 1021
      let (channel, pixel) = place.quotientAndRemainder(dividingBy: shape.height * shape.width)
      picture[pixel * shape.channels + channel] = Float(number) / 1024 - 0.25
    }
    return picture
  }

  /// Channels last, as ``picture(_:)`` has them.
  static func pixels(_ tensor: Tensor) -> [Float] {
    let (channels, pixels) = (tensor.shape[1], tensor.shape[2] * tensor.shape[3])
    return (0..<channels * pixels).map {
      tensor.scalars[$0 % channels * pixels + $0 / channels]
    }
  }

  @Test func thereAreGoldens() { #expect(Self.names.count > 100) }

  @Test(arguments: names) func makesWhatOthersMake(name: String) throws {
    let model = try ONNXModel(.file(Self.folder.appending(FilePath("\(name).onnx"))))
    let expected = try Tensor(npy: Self.folder.appending(FilePath("\(name).npy")))
    let size = try #require(model.metadata["picture"]).split(separator: " ").compactMap { Int($0) }
    let graph = try model.graph(height: size[0], width: size[1])
    let made = try GraphWalkTests.run(graph, of: Self.picture(graph.input), step: size[0])
    #expect(
      Shape([1, graph.output.channels, graph.output.height, graph.output.width])
        == expected.shape)
    let truth = Self.pixels(expected)
    let largest = truth.reduce(1) { max($0, abs($1)) }
    let worst = zip(made, truth).map { abs($0 - $1) }.max() ?? .infinity
    #expect(worst <= 1e-5 * largest)
    let planned = graph.planned
    let rows = try GraphWalkTests.run(planned, of: Self.picture(graph.input), step: 1)
    #expect(zip(rows, truth).allSatisfy { abs($0 - $1) <= 1e-5 * largest })
    #expect(
      try GraphWalkTests.run(planned, of: Self.picture(graph.input), step: 3, threads: .processors)
        == rows)
  }
}
