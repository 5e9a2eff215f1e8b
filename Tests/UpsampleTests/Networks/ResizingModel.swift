import UpsampleBase
import UpsampleNetworks
import UpsampleTensors

/// A network that doubles pictures by interpolation, as the kernels do: what is made by it can
/// be told beforehand.
struct ResizingModel: NetworkModel {
  let format = "a model of tests"
  let metadata: [String: String]
  let inputChannels: Int
  private let method: ResizeMethod
  /// The pixels beyond each side that it reads and does not make larger.
  private let eaten: Int
  /// What the extents of its pictures have to be multiples of.
  private let multiple: Int

  init(
    channels: Int, _ method: ResizeMethod = .nearest, eaten: Int = 0, multiple: Int = 1,
    metadata: [String: String] = [:]
  ) {
    (inputChannels, self.method, self.eaten) = (channels, method, eaten)
    (self.multiple, self.metadata) = (multiple, metadata)
  }

  func graph(height: Int, width: Int) throws(UpsampleError) -> NetworkGraph {
    guard height % multiple == 0, width % multiple == 0, min(height, width) > 2 * eaten else {
      throw .file(
        FileDefect(
          name: "test",
          NetworkFault.arguments(
            operation: "Resize", node: "resize", reason: "of \(width)x\(height)", remedy: nil)))
    }
    var graph = NetworkGraph(
      input: MapShape(channels: inputChannels, height: height, width: width))
    var map = 0
    if eaten > 0 {
      map = graph.add(
        "Crop",
        CropLayer(of: graph.input, rows: eaten..<height - eaten, columns: eaten..<width - eaten),
        map)
    }
    let shape = graph.shape(map)
    graph.result = graph.add(
      "Resize",
      ResizeLayer(
        of: shape, size: (2 * shape.height, 2 * shape.width), scales: (2, 2), method: method,
        rule: ResizeRule(coordinates: .halfPixel, rounding: .roundPreferCeil)), map)
    return graph
  }
}
