import UpsampleBase

/// A network read from a file of any kind that is read here.
package struct NetworkFile {
  package let model: any NetworkModel
  /// The ``stableHash(_:)`` of all bytes that were read.
  package let hash: UInt64

  /// What the names of files end in that hold networks, in lowercase.
  package static let fileExtensions = ["onnx", "param"]

  /// Reads a file, known by its extension.
  ///
  /// - Throws: ``UpsampleError/system(_:)`` when it can't be read,
  ///   ``UpsampleError/limit(_:)`` when it is too long, ``UpsampleError/file(_:)`` when it
  ///   holds no network.
  package init(_ path: FilePath) throws(UpsampleError) {
    switch path.lowercasedExtension {
    case "onnx":
      let bytes = try InputFile(regular: path).contents(limit: ONNXFile.mostBytes)
      (model, hash) = (try ONNXModel(bytes, name: "\(path)"), stableHash(bytes))
    case "param":
      let network = try NCNNModel(path)
      (model, hash) = (network, network.hash)
    default:
      throw .file(FileDefect(name: "\(path)", NetworkFault.format))
    }
  }
}
