import UpsampleBase
import UpsampleNetworks

/// Why a network can't make pictures larger, as values.
enum ModelFault: FaultValues {
  case inputChannels(Int)
  case channels(ImageNetwork.Channels, Int)
  /// What it makes is not an enlarged picture.
  case noPicture(taken: MapShape, made: MapShape)
  case unevenBorder(Int, scale: Int)

  var clause: String {
    switch self {
    case .inputChannels(let count): "takes pictures of \(count) channels, not of 1 or 3"
    case .channels(let channels, let count):
      "takes \(count) channels, not \(channels.rawValue)"
    case .noPicture(let taken, let made):
      "makes \(made.words) of \(taken.words), which is no enlarged picture"
    case .unevenBorder(let eaten, let scale):
      "makes pictures \(scale) times as large less \(eaten) pixels, which can't be centred"
    }
  }

  var remedy: String? {
    switch self {
    case .inputChannels: "Networks take luma, or red, green and blue."
    case .channels: "Give `model-channels` as rgb, or none."
    case .noPicture, .unevenBorder: nil
    }
  }
}

extension MapShape {
  /// Such as `3 channels of 128x64`.
  fileprivate var words: String {
    "\(channels) \(channels == 1 ? "channel" : "channels") of \(width)x\(height)"
  }
}
