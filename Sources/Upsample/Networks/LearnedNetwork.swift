import CLearned
import Synchronization
import UpsampleBase
import UpsampleNetworks

/// The networks that were trained on photographs and come with the library, for the scales 2,
/// 3 and 4.
///
/// What lies between is made by the next larger of them, what lies beyond by the largest, and
/// the kernel leads from there to the exact size.
public enum LearnedNetwork: String, Hashable, Sendable, CaseIterable {
  /// Trained for what pictures go through: reductions of several kinds, noise, JPEG.
  case photo
  /// Trained for clean bicubic reductions alone: sharpest for those, and of all others it
  /// sharpens the defects too.
  case photoClean = "photo-clean"

  /// The scales that there are networks for.
  public static let scales = 2...4

  /// Networks that were trained anew are others.
  var record: String {
    ([rawValue] + Self.scales.map { String(stableHash(bytes(scale: $0)), radix: 16) })
      .joined(separator: " ")
  }

  /// The network that reaches both of two scales, or comes nearest.
  func network(reaching vertical: Ratio, _ horizontal: Ratio) -> RunnableNetwork {
    let scale = Self.scales.first { max(vertical.value, horizontal.value) <= Double($0) }
    return network(scale: scale ?? Self.scales.upperBound)
  }

  /// The network for a scale, as files hold them.
  ///
  /// - Precondition: It is one of ``scales``.
  package func model(scale: Int) -> any NetworkModel { network(scale: scale).model }

  /// The network for a scale.
  ///
  /// - Precondition: It is one of ``scales``.
  func network(scale: Int) -> RunnableNetwork {
    precondition(Self.scales.contains(scale))
    return Self.read.withLock { read in
      let place = Place(network: self, scale: scale)
      if let network = read[place] { return network }
      let name = "\(rawValue) for scale \(scale)"
      do throws(UpsampleError) {
        let model = try ONNXModel(bytes(scale: scale), name: name)
        let network = try RunnableNetwork(model, name: name)
        read[place] = network
        return network
      } catch {
        preconditionFailure("\(error)")
      }
    }
  }

  private func bytes(scale: Int) -> [UInt8] {
    let file = cl_network(self == .photo ? CL_PHOTO : CL_PHOTO_CLEAN, Int32(scale))
    return Array(UnsafeBufferPointer(start: file.bytes, count: file.count))
  }

  private struct Place: Hashable {
    let network: LearnedNetwork
    let scale: Int
  }

  private static let read = Mutex<[Place: RunnableNetwork]>([:])
}
