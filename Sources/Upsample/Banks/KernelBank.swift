import UpsampleBase

/// Kernels of which each pixel of a picture takes the one that a tree chooses by its
/// neighbourhood: how luma falls or rises around it, turned and mirrored to one direction.
///
/// A kernel is a transposed convolution's of `taps` input pixels along a side, with a phase
/// for each of the `scale` x `scale` output pixels that an input pixel becomes. The taps of a
/// phase sum to 1. A bank of one kernel asks nothing and turns nothing: it applies the kernel as
/// it stands.
public struct KernelBank: Hashable, Sendable {
  /// The output pixels of an input pixel along a side, 2 to 4.
  public let scale: Int
  /// The input pixels along a side that reach an output pixel: odd, 3 to 15.
  public let taps: Int
  /// The tree, its root first: one node fewer than leaves.
  package let nodes: [BankNode]
  /// The kernels one after the other: of each its phases by rows, and of each phase its taps
  /// by rows, which weigh the pixels of the folded window in the order of those.
  package let leaves: [Float]

  /// The number of kernels.
  public var leafCount: Int { nodes.count + 1 }

  package static let scales = 2...4
  package static let tapsAlongSide = 3...15
  package static let mostLeaves = 1024
  /// The taps along a side where nothing else is asked for.
  package static let usualTaps = 9

  /// The taps of a kernel.
  var leafTaps: Int { scale * scale * taps * taps }

  /// Makes a bank whose taps are rounded to those of a file: 16-bit floating-point numbers,
  /// but the middle one of each phase, which is what the others lack of 1.
  ///
  /// - Parameters:
  ///   - leaves: Taps as ``leaves`` holds them, finite and of magnitudes below 65,504.
  /// - Throws: ``UpsampleError/request(_:)`` for what makes no bank.
  package init(
    scale: Int, taps: Int, nodes: [BankNode], leaves: [Float]
  ) throws(UpsampleError) {
    try self.init(scale: scale, taps: taps, nodes: nodes, leaves: leaves) { fault in
      .request(RequestFault(subject: "`bank`", fault))
    }
  }

  /// - Parameter error: What is thrown for a fault.
  init(
    scale: Int, taps: Int, nodes: [BankNode], leaves: [Float],
    error: (BankFault) -> UpsampleError
  ) throws(UpsampleError) {
    (self.scale, self.taps, self.nodes) = (scale, taps, nodes)
    if let fault = Self.fault(scale: scale, taps: taps, leaves: nodes.count + 1) {
      throw error(fault)
    }
    if let fault = Self.fault(in: nodes) { throw error(fault) }
    let count = (nodes.count + 1) * scale * scale * taps * taps
    guard leaves.count == count else { throw error(.tapCount(leaves.count, needed: count)) }
    self.leaves = Self.rounded(leaves, phaseTaps: taps * taps)
    if let index = self.leaves.firstIndex(where: { !$0.isFinite }) {
      throw error(.notFinite(leaf: index / (scale * scale * taps * taps)))
    }
  }

  /// What is wrong with the extents of a bank.
  static func fault(scale: Int, taps: Int, leaves: Int) -> BankFault? {
    guard scales.contains(scale) else { return .scale(scale) }
    guard tapsAlongSide.contains(taps), taps % 2 == 1 else { return .taps(taps) }
    guard (1...mostLeaves).contains(leaves) else { return .leaves(leaves) }
    return nil
  }

  /// What is wrong with a tree: each node and each leaf has to follow one node.
  private static func fault(in nodes: [BankNode]) -> BankFault? {
    var (seenNodes, seenLeaves) = (Set([0]), Set<Int>())
    for (number, node) in nodes.enumerated() {
      guard node.feature.isValid, node.threshold.isFinite else { return .feature(node: number) }
      for branch in [node.lower, node.higher] {
        let isNew =
          switch branch {
          case .node(let next):
            next > number && next < nodes.count && seenNodes.insert(next).inserted
          case .leaf(let leaf):
            (0...nodes.count).contains(leaf) && seenLeaves.insert(leaf).inserted
          }
        guard isNew else { return .branch(node: number) }
      }
    }
    return nil
  }

  private static func rounded(_ taps: [Float], phaseTaps: Int) -> [Float] {
    var rounded = taps.map { Float(Float16($0)) }
    for phase in stride(from: 0, to: taps.count, by: phaseTaps) {
      let middle = phase + phaseTaps / 2
      rounded[middle] = 0
      let others = rounded[phase..<phase + phaseTaps].reduce(0.0) { $0 + Double($1) }
      rounded[middle] = Float(1 - others)
    }
    return rounded
  }

  /// The kernel that the tree chooses.
  ///
  /// - Parameter values: Those of a ``BankFeatures/values(row:column:)``.
  package func leaf(_ values: [Float]) -> Int {
    values.withUnsafeBufferPointer { nodes.leaf($0.baseAddress!) }
  }
}

extension [BankNode] {
  /// The leaf to which a tree leads; 0 where there is no node.
  ///
  /// - Parameter values: Those of a ``BankFeatures/values(row:column:)``.
  func leaf(_ values: UnsafePointer<Float>) -> Int {
    guard var node = first else { return 0 }
    while true {
      switch node.feature.isAbove(node.threshold, values) ? node.higher : node.lower {
      case .node(let next): node = self[next]
      case .leaf(let leaf): return leaf
      }
    }
  }
}
