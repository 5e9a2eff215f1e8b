import UpsampleBase
import UpsampleNetworks
import UpsampleTensors

/// A network whose rows take much memory: it makes many channels of one, and one of these.
struct WideModel: NetworkModel {
  let format = "a model of tests"
  let metadata: [String: String] = [:]
  let inputChannels = 1

  func graph(height: Int, width: Int) throws(UpsampleError) -> NetworkGraph {
    var graph = NetworkGraph(input: MapShape(channels: 1, height: height, width: width))
    let many = 16_384
    var map = 0
    for (taps, from, to) in [(1, 1, many), (3, many, 1)] {
      let layer = try ConvolutionLayer(
        "layer", of: graph.shape(map),
        filter: Tensor(repeating: 1 / Float(many), shape: [taps, taps, from, to]),
        vertical: .init(pads: (taps / 2, taps / 2)), horizontal: .init(pads: (taps / 2, taps / 2)))
      map = graph.add("Conv", layer, map)
    }
    graph.result = map
    return graph
  }
}
