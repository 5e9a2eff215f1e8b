import UpsampleBase

/// A network as a file holds it, for pictures of any size.
package protocol NetworkModel: Sendable {
  /// What the file is, as `ONNX, opset 13, by pytorch 2.1`.
  var format: String { get }
  /// The channels of the picture that it takes.
  var inputChannels: Int { get }
  /// What the file says of itself beside its layers.
  var metadata: [String: String] { get }

  /// The network at a size of picture, as the file has it: nothing is folded but what does
  /// not depend on the picture's numbers.
  ///
  /// - Throws: ``UpsampleError/file(_:)`` when a layer can't be run, or not at that size.
  func graph(height: Int, width: Int) throws(UpsampleError) -> NetworkGraph
}
