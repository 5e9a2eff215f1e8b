import UpsampleBase
import UpsampleNetworks

/// What a network is, and what it takes to run it on a picture.
package struct NetworkSummary {
  /// A layer with what rides on it.
  package struct Layer {
    package let name: String
    package let operation: String
    package let details: String
    /// What it makes.
    package let output: MapShape
    package let weights: Int
    package let multiplyAdds: Double
    /// The numbers of the layers whose maps it is given; -1 is the picture.
    package let inputs: [Int]
  }

  package let name: String
  /// What the file is, as `ONNX, opset 13`.
  package let format: String
  package let channels: ImageNetwork.Channels
  package let white: ImageNetwork.White
  package let inputChannels: Int
  package let scale: Int
  /// The pixels beyond each side that it reads.
  package let border: Int
  /// What the extents of its picture are multiples of, but for a constant.
  package let step: Int
  package let layers: [Layer]
  /// The rows and columns of the picture from which a pixel of the output is made.
  package let field: (height: Int, width: Int)
  /// The size of picture for which layers, memory and time are told.
  package let size: (width: Int, height: Int)
  private let graph: NetworkGraph

  /// - Parameters:
  ///   - width: The width of the picture in pixels, at least 1.
  ///   - height: Its height.
  /// - Throws: ``UpsampleError/file(_:)`` when it can't be run at that size.
  package init(
    _ network: ImageNetwork, width: Int, height: Int
  ) throws(UpsampleError) {
    let own = Ratio(network.scale, 1)
    let runnable = try network.runnable(reaching: own, own)
    let geometry = runnable.geometry
    (name, format) = (runnable.name, runnable.model.format)
    (channels, white) = (runnable.channels, runnable.white)
    inputChannels = runnable.model.inputChannels
    (scale, border, step) = (geometry.scale, geometry.border, geometry.step)
    size = (width, height)
    let folded = try runnable.model.graph(
      height: geometry.taken(height + 2 * geometry.border),
      width: geometry.taken(width + 2 * geometry.border)
    ).folded
    graph = folded.planned
    layers = folded.nodes.map { node in
      Layer(
        name: node.name, operation: node.operation, details: node.layer.details,
        output: node.layer.output, weights: node.layer.weightCount,
        multiplyAdds: node.layer.multiplyAdds, inputs: node.inputs.map { $0 - 1 })
    }
    field = graph.field
  }

  package var weights: Int { layers.reduce(0) { $0 + $1.weights } }

  /// The multiplications of a weight and a number for each pixel of the output.
  package var multiplyAddsPerPixel: Double {
    layers.reduce(0) { $0 + $1.multiplyAdds }
      / (Double(graph.output.width) * Double(graph.output.height))
  }

  /// About the memory that it takes.
  package var workingBytes: Int { graph.workingBytes }

  /// About the seconds that it takes on so many threads, extrapolated from some rows.
  ///
  /// - Throws: ``UpsampleError/request(_:)`` when weights do not fit into memory.
  package func seconds(threads: Int) throws(UpsampleError) -> Double {
    try graph.seconds(threads: ThreadBudget(shared: threads))
  }
}

extension NetworkGraph {
  /// The rows and columns of the picture from which a pixel in the middle is made.
  fileprivate var field: (height: Int, width: Int) {
    func count(_ axis: MapAxis) -> Int {
      let middle = output[axis] / 2
      return inputs(reaching: middle..<middle + 1, along: axis).count
    }
    return (count(.vertical), count(.horizontal))
  }
}
