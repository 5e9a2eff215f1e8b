import Testing
import UpsampleTensors

@testable import UpsampleNetworks

/// Transposed convolutions whose phases are computed as channels.
@Suite struct PhasesTests {
  struct Axis: Sendable {
    let taps: Int
    let stride: Int
    let pads: [Int]
    var extent: Int?
    var isTiled = true
  }

  static func deconvolution(
    _ input: MapShape, to channels: Int, _ axis: Axis, activation: Activation?
  ) throws -> ConvolutionLayer {
    let pads = ConvolutionLayer.Axis(
      stride: axis.stride, pads: (before: axis.pads[0], after: axis.pads[1]))
    return try ConvolutionLayer(
      "layer", of: input,
      filter: Tensor(
        shape: [axis.taps, axis.taps, channels, input.channels],
        scalars: GraphWalkTests.numbers(axis.taps * axis.taps * channels * input.channels, seed: 8)),
      vertical: pads, horizontal: pads,
      direction: .transposed(height: axis.extent, width: axis.extent),
      bias: GraphWalkTests.numbers(channels, seed: 4), activation: activation)
  }

  @Test(arguments: [
    Axis(taps: 4, stride: 2, pads: [3, 3]), Axis(taps: 4, stride: 2, pads: [1, 1]),
    Axis(taps: 6, stride: 2, pads: [2, 2]), Axis(taps: 5, stride: 2, pads: [2, 2], extent: 22),
    Axis(taps: 9, stride: 3, pads: [3, 3]), Axis(taps: 7, stride: 3, pads: [2, 2]),
    // Of two neighbours, of four, and of rows that are no whole blocks.
    Axis(taps: 3, stride: 2, pads: [1, 1], extent: 22, isTiled: false),
    Axis(taps: 8, stride: 2, pads: [3, 3], isTiled: false),
    Axis(taps: 6, stride: 2, pads: [2, 3], isTiled: false),
  ])
  func areThePixelsOfTheTransposedConvolution(axis: Axis) throws {
    let slopes = Tensor(shape: [3], scalars: [0.5, -0.25, 2])
    for activation in [nil, Activation.relu, .prelu(alpha: slopes)] {
      var graph = NetworkGraph(input: MapShape(channels: 16, height: 11, width: 11))
      let layer = try Self.deconvolution(graph.input, to: 3, axis, activation: activation)
      graph.result = graph.add("layer", layer, 0)
      let tiled = graph.withPhasesAsChannels
      #expect(tiled.nodes.count == (axis.isTiled ? 2 : 1))
      #expect(tiled.output == graph.output)
      let picture = GraphWalkTests.numbers(11 * 11 * 16, seed: 2)
      let direct = try GraphWalkTests.run(graph, of: picture, step: 11)
      let made = try GraphWalkTests.run(tiled, of: picture, step: 11)
      #expect(zip(made, direct).allSatisfy { abs($0 - $1) < 2e-5 }, "\(axis)")
      #expect(try GraphWalkTests.run(tiled, of: picture, step: 1) == made)
    }
  }
}
