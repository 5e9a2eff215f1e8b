import UpsampleBase
import UpsampleNetworks
import UpsampleTensors

/// A network that doubles pictures by nearest neighbours and moves the mean of each colour
/// to a half.
struct CentringModel: NetworkModel {
  let format = "a model of tests"
  let metadata: [String: String] = [:]
  let inputChannels = 3

  func graph(height: Int, width: Int) throws(UpsampleError) -> NetworkGraph {
    var graph = NetworkGraph(input: MapShape(channels: 3, height: height, width: width))
    let mean = graph.add("Mean", MeanLayer(of: graph.input), 0)
    let moved = graph.add(
      "Affine", AffineLayer(of: graph.shape(mean), scales: [1], offsets: [-0.5]), mean)
    let spread = graph.add("Spread", SpreadLayer(of: graph.shape(moved), over: graph.input)!, moved)
    let centred = graph.add(
      "Sub", CombiningLayer(.subtract, graph.input, graph.shape(spread))!, 0, spread)
    graph.result = graph.add(
      "Resize",
      ResizeLayer(
        of: graph.shape(centred), size: (2 * height, 2 * width), method: .nearest,
        rule: ResizeRule(coordinates: .asymmetric, rounding: .floor)), centred)
    return graph
  }
}
