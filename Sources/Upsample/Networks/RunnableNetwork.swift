import UpsampleBase
import UpsampleNetworks

/// A network with all that has to be known to run it on pictures.
struct RunnableNetwork: Sendable {
  let model: any NetworkModel
  /// The file's name, for messages.
  let name: String
  let channels: ImageNetwork.Channels
  let white: ImageNetwork.White
  let geometry: NetworkGeometry
  /// The means of the whole picture that it needs.
  let meanCount: Int
  /// What its file says of itself and is not understood, in words.
  let warnings: [String]

  /// - Parameters:
  ///   - channels: What it takes; absent, what its file says, or luma of one channel and RGB of
  ///     three.
  ///   - white: What white is to it; absent, what its file says, or 1.
  /// - Throws: ``UpsampleError/file(_:)`` when it takes no picture or makes none.
  init(
    _ model: any NetworkModel, name: String, channels: ImageNetwork.Channels? = nil,
    white: ImageNetwork.White? = nil
  ) throws(UpsampleError) {
    (self.model, self.name) = (model, name)
    var metadata = NetworkMetadata(model.metadata, name: name)
    self.channels =
      channels ?? metadata.choice("upsample.channels", option: "model-channels")
      ?? (model.inputChannels == 1 ? .luma : .rgb)
    self.white = white ?? metadata.choice("upsample.range", option: "model-range") ?? .one
    warnings = metadata.warnings
    guard [1, 3].contains(model.inputChannels) else {
      throw .file(FileDefect(name: name, ModelFault.inputChannels(model.inputChannels)))
    }
    guard model.inputChannels == 1 || self.channels == .rgb else {
      throw .file(
        FileDefect(name: name, ModelFault.channels(self.channels, model.inputChannels)))
    }
    geometry = try NetworkGeometry(model, name: name)
    meanCount = try model.graph(height: geometry.first, width: geometry.first).meanCount
  }

  /// How many times larger what it makes is.
  var scale: Int { geometry.scale }
}
