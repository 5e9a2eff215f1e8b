import UpsampleBase

/// Why a bank of kernels can't be read or made, as values.
enum BankFault: FaultValues {
  case notBank
  case version(Int)
  /// The file has another length than its header says.
  case length(Int, needed: Int)
  case checksum
  case scale(Int)
  case taps(Int)
  case leaves(Int)
  case tapCount(Int, needed: Int)
  /// A node asks of pixels or radii that there are not, or compares with no number.
  case feature(node: Int)
  /// A node leads back, to nothing, or where another one leads.
  case branch(node: Int)
  case notFinite(leaf: Int)
  /// Inputs were made so that turned pictures have other ones.
  case directed(Reduction)
}

// MARK: Words

extension BankFault {
  var clause: String {
    switch self {
    case .notBank: "is not a bank of kernels"
    case .version(let version): "is a bank of the unknown version \(version)"
    case .length(let count, let needed):
      "has \(count) bytes, and its header tells of \(needed)"
    case .checksum: "is damaged: its bytes do not have the checksum at their end"
    case .scale(let scale): "holds kernels of scale \(scale)"
    case .taps(let taps): "holds kernels of \(taps) taps along a side"
    case .leaves(let count): "holds \(count) kernels"
    case .tapCount(let count, let needed): "holds \(count) taps, not \(needed)"
    case .feature(let node): "asks in node \(node) for what no neighbourhood has"
    case .branch(let node): "is no tree: node \(node) does not lead to a node or leaf of its own"
    case .notFinite(let leaf): "holds a tap in kernel \(leaf) that is not finite"
    case .directed(let reduction):
      "folds neighbourhoods of any direction into one, and \(reduction.rawValue) has a direction"
    }
  }

  var remedy: String? {
    switch self {
    case .scale:
      "Scales are \(KernelBank.scales.lowerBound) to \(KernelBank.scales.upperBound)."
    case .taps:
      "Taps are odd, \(KernelBank.tapsAlongSide.lowerBound) "
        + "to \(KernelBank.tapsAlongSide.upperBound)."
    case .leaves: "A bank has 1 to \(KernelBank.mostLeaves)."
    case .directed: "Reduce by \(Reduction.area.rawValue), or fit one kernel."
    case .version, .checksum, .length: "Make it again with `upsample fit --bank`."
    default: nil
    }
  }
}
