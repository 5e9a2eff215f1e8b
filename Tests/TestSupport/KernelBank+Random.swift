import Upsample

extension KernelBank {
  /// A bank of random kernels and questions.
  package init(
    scale: Int, taps: Int, leaves: Int, using random: inout SeededGenerator
  ) throws {
    let count = leaves * scale * scale * taps * taps
    try self.init(
      scale: scale, taps: taps, nodes: Self.tree(leaves: leaves, using: &random),
      leaves: (0..<count).map { _ in Float.random(in: -0.1...0.1, using: &random) })
  }

  /// A tree that is grown where chance wants it.
  private static func tree(leaves: Int, using random: inout SeededGenerator) -> [BankNode] {
    var branches: [[BankNode.Branch]] = []
    var ends: [(node: Int, side: Int)] = []
    for node in 0..<leaves - 1 {
      if !ends.isEmpty {
        let end = ends.remove(at: Int.random(in: ends.indices, using: &random))
        branches[end.node][end.side] = .node(node)
      }
      branches.append([.leaf(0), .leaf(0)])
      ends += [(node, 0), (node, 1)]
    }
    for (leaf, end) in ends.enumerated() { branches[end.node][end.side] = .leaf(leaf) }
    return branches.map {
      BankNode(
        feature(using: &random), above: Float.random(in: -1...1, using: &random), lower: $0[0],
        higher: $0[1])
    }
  }

  private static func feature(using random: inout SeededGenerator) -> BankFeature {
    var neighbour: Int { Int.random(in: 0..<BankFeature.windowCount, using: &random) }
    let over = Int.random(in: 0...3, using: &random)
    return switch Int.random(in: 0..<3, using: &random) {
    case 0: .difference(neighbour, neighbour, over: over)
    case 1: .secondDifference(neighbour, neighbour, neighbour, over: over)
    default: .deviation(within: Int.random(in: 1...3, using: &random), over: over)
    }
  }
}
