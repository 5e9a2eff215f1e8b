import Upsample

/// One of the library's own networks at one of its scales.
struct LearnedChoice {
  let network: LearnedNetwork
  let scale: Int
}

extension Arguments {
  /// The network of the library's own that a name stands for, at the scale that is told; `nil`
  /// for a file, which has a scale of its own.
  func learnedNetwork(named name: FilePath) throws(UpsampleError) -> LearnedChoice? {
    let word = String(decoding: name.bytes, as: UTF8.self).lowercased()
    let (network, text) = (LearnedNetwork(rawValue: word), text(.scale))
    guard let network else {
      guard let text else { return nil }
      throw .value(
        text, of: .scale, "is told by the file of the network, \(name.echoed)", remedy: nil)
    }
    let scales = LearnedNetwork.scales
    guard let scale = text.map({ Int($0) }) ?? scales.lowerBound, scales.contains(scale) else {
      throw .value(
        text ?? "", of: .scale, "is no scale that \(network.rawValue) has a network for",
        remedy: "Choose among \(scales.map(String.init).joined(separator: ", ")).")
    }
    return LearnedChoice(network: network, scale: scale)
  }
}
