import Synchronization
import UpsampleBase

/// A tree that grows where a split gains most, leaf by leaf.
///
/// Questions are drawn by chance, seeded by the number of the leaf, so that neither threads
/// nor their number change the tree. A tree of fewer leaves is the beginning of one of more.
struct TreeGrowth {
  private let samples: GrowthSamples
  private let effort: GrowthEffort
  private let threads: ThreadBudget
  private var nodes: [(split: Split, branches: [BankNode.Branch])] = []
  private var ends: [End] = []
  private var endsMade = 0

  /// A leaf that may be split.
  private struct End {
    let members: [Int32]
    /// The node that leads to it, and by which of its branches.
    let origin: (node: Int, branch: Int)?
    let split: Split?
  }

  init(_ samples: GrowthSamples, _ effort: GrowthEffort, on threads: ThreadBudget) {
    (self.samples, self.effort, self.threads) = (samples, effort, threads)
  }

  /// Grows a tree of up to so many leaves: fewer where no split gains.
  ///
  /// - Parameter progress: Called with the number of leaves after each split.
  mutating func grow(leaves: Int, progress: (Int) -> Void) -> [BankNode] {
    guard leaves > 1 else { return [] }
    add(Array(0..<Int32(samples.count)), origin: nil)
    while ends.count < leaves, let index = mostGaining {
      splitEnd(index)
      progress(ends.count)
    }
    return tree
  }

  private var mostGaining: Int? {
    ends.indices.filter { ends[$0].split != nil }
      .max { ends[$0].split!.gain < ends[$1].split!.gain }
  }

  private mutating func splitEnd(_ index: Int) {
    let end = ends.remove(at: index)
    let split = end.split!
    let number = nodes.count
    nodes.append((split, [.leaf(0), .leaf(0)]))
    if let origin = end.origin { nodes[origin.node].branches[origin.branch] = .node(number) }
    var sides: [[Int32]] = [[], []]
    withUnsafeTemporaryAllocation(of: Float.self, capacity: BankFeature.valueCount) { values in
      for member in end.members {
        samples.write(Int(member), to: values.baseAddress!)
        let isAbove = split.feature.isAbove(split.threshold, values.baseAddress!)
        sides[isAbove ? 1 : 0].append(member)
      }
    }
    for branch in 0..<2 { add(sides[branch], origin: (number, branch)) }
  }

  private mutating func add(_ members: [Int32], origin: (node: Int, branch: Int)?) {
    let split = bestSplit(of: members, number: endsMade)
    endsMade += 1
    ends.append(End(members: members, origin: origin, split: split))
  }

  /// Tries many features on few samples, and the best of them on more.
  private func bestSplit(of members: [Int32], number: Int) -> Split? {
    guard members.count >= 2 * effort.leafSamples else { return nil }
    var random = SplitMix64(seed: stableHash(Array("split \(number)".utf8)))
    let drawn = (0..<effort.features).map { _ in BankFeature(using: &random) }
    let first = splits(of: members, by: drawn, on: effort.fewSamples)
      .sorted { $0.gain > $1.gain }
    let finalists = first.prefix(effort.finalists).map(\.feature)
    return splits(of: members, by: finalists, on: effort.manySamples)
      .max { $0.gain < $1.gain }
  }

  /// The splits by features, of those that have any, in their order.
  private func splits(of members: [Int32], by features: [BankFeature], on count: Int) -> [Split] {
    let count = min(count, members.count)
    let some = (0..<count).map { members[$0 * members.count / count] }
    let probe = SplitProbe(samples, some)
    let minimum = (effort.leafSamples * count + members.count - 1) / members.count
    let found = Mutex([Split?](repeating: nil, count: features.count))
    ParallelWork.forEach(
      count: features.count, on: threads, makeState: {},
      body: { index, _ in
        let split = probe.best(features[index], atLeast: minimum)
        found.withLock { $0[index] = split }
      })
    let share = Double(members.count) / Double(count)
    return found.withLock { $0 }.compactMap { split in
      split.map { Split(feature: $0.feature, threshold: $0.threshold, gain: $0.gain * share) }
    }
  }

  private var tree: [BankNode] {
    var nodes = nodes
    for (leaf, end) in ends.enumerated() {
      if let origin = end.origin { nodes[origin.node].branches[origin.branch] = .leaf(leaf) }
    }
    return nodes.map { node in
      BankNode(
        node.split.feature, above: node.split.threshold, lower: node.branches[0],
        higher: node.branches[1])
    }
  }
}

extension BankFeature {
  /// A question drawn by chance.
  init(using random: inout SplitMix64) {
    func number(below count: Int) -> Int { Int(random.next() % UInt64(count)) }
    let over = number(below: Self.mostRadius + 1)
    let kind = number(below: 8)
    let neighbours = (0..<3).map { _ in number(below: Self.windowCount) }
    switch kind {
    case 0..<3: self = .difference(neighbours[0], neighbours[1], over: over)
    case 3..<6:
      self = .secondDifference(neighbours[0], neighbours[1], neighbours[2], over: over)
    default:
      self = .deviation(within: 1 + number(below: Self.mostRadius), over: over)
    }
  }
}
