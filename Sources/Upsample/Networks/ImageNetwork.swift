import UpsampleBase
import UpsampleNetworks

/// A neural network by which a picture is made larger.
///
/// It is run on strips of rows, as everything else is: its picture does not depend on their
/// height, and has no seams.
public struct ImageNetwork: Sendable {
  /// What a network takes and makes.
  public enum Channels: String, Hashable, Sendable, CaseIterable {
    /// Luma of BT.601 in studio range, 16 to 235 of 255. Colours are made larger by the kernel.
    case luma
    /// Luma of BT.601 in full range.
    case fullLuma = "full-luma"
    /// Red, green and blue. One of a single channel is given them one after the other.
    case rgb
  }

  /// What white is to a network.
  public enum White: String, Hashable, Sendable, CaseIterable {
    /// 1, and black is 0.
    case one = "1"
    /// 255, and black is 0.
    case byte = "255"

    var value: Float { self == .one ? 1 : 255 }
  }

  private enum Source {
    case file(RunnableNetwork)
    case learned(LearnedNetwork)
  }

  private let source: Source
  /// The network in words that are the same in every process; another one has others.
  package let record: String

  /// How many times larger than the picture what it makes is, unless another size is asked
  /// for.
  public var scale: Int {
    switch source {
    case .file(let network): network.scale
    case .learned: LearnedNetwork.scales.lowerBound
    }
  }

  /// How often a picture is read: once, or once more for each mean of all of it.
  var readings: Int {
    switch source {
    case .file(let network): 1 + network.meanCount
    case .learned: 1
    }
  }

  /// What its file says of itself and is not understood, in words.
  package var warnings: [String] {
    if case .file(let network) = source { network.warnings } else { [] }
  }

  /// One of the library's own networks.
  public init(_ learned: LearnedNetwork) {
    (source, record) = (.learned(learned), learned.record)
  }

  /// One of them for one scale.
  ///
  /// - Precondition: The scale is one of ``LearnedNetwork/scales``.
  package init(_ learned: LearnedNetwork, scale: Int) {
    self.init(learned.network(scale: scale), record: "\(learned.record) \(scale)")
  }

  /// Takes a network that is known to run.
  init(_ network: RunnableNetwork, record: String) {
    (source, self.record) = (.file(network), record)
  }

  /// Reads a network from a file: `.onnx`, or ncnn's `.param`, whose weights are in the `.bin`
  /// file beside it.
  ///
  /// - Parameters:
  ///   - file: The file's name.
  ///   - channels: What it takes; absent, what its file says, or luma of one channel and RGB of
  ///     three.
  ///   - white: What white is to it; absent, what its file says, or 1.
  /// - Throws: ``UpsampleError/system(_:)`` when the file can't be read,
  ///   ``UpsampleError/limit(_:)`` when it is too long, ``UpsampleError/file(_:)`` when it
  ///   holds no network that can be run, or none that makes pictures larger.
  public init(
    file: FilePath, channels: Channels? = nil, white: White? = nil
  ) throws(UpsampleError) {
    let read = try NetworkFile(file)
    let network = try RunnableNetwork(
      read.model, name: "\(file)", channels: channels, white: white)
    self.init(
      network,
      record: "network \(String(read.hash, radix: 16)) \(network.channels.rawValue) "
        + network.white.rawValue)
  }

  /// The names that networks have.
  package static let names = LearnedNetwork.allCases.map(\.rawValue)

  /// A network by its name, in any case, or from a file.
  package init(
    nameOrFile argument: FilePath, channels: Channels? = nil, white: White? = nil
  ) throws(UpsampleError) {
    let name = String(decoding: argument.bytes, as: UTF8.self).lowercased()
    guard let learned = LearnedNetwork(rawValue: name) else {
      self = try ImageNetwork(file: argument, channels: channels, white: white)
      return
    }
    self.init(learned)
  }

  /// The network that reaches both of two scales, or comes nearest.
  func runnable(
    reaching vertical: Ratio, _ horizontal: Ratio
  ) throws(UpsampleError) -> RunnableNetwork {
    switch source {
    case .file(let network): network
    case .learned(let learned): learned.network(reaching: vertical, horizontal)
    }
  }
}
