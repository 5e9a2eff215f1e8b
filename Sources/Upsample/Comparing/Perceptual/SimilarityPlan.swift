/// What SSIMULACRA 2 has to smooth of a channel at a scale: what no weight asks for is not made.
struct ChannelPlan: Sendable {
  /// What is smoothed.
  enum Moment: Int, CaseIterable, Sendable {
    case one, other, oneSquare, otherSquare, product

    /// The pictures that it is the product of.
    var factors: (first: Int, second: Int?) {
      switch self {
      case .one: (0, nil)
      case .other: (1, nil)
      case .oneSquare: (0, 0)
      case .otherSquare: (1, 1)
      case .product: (0, 1)
      }
    }
  }

  /// The channel of XYB.
  let channel: Int
  /// Whether errors of structure count, and those of edges.
  let hasStructure, hasEdges: Bool
  /// The plane of the first of its moments among those of its scale.
  let firstPlane: Int

  /// What is smoothed, a plane each.
  var moments: [Moment] { hasStructure ? Moment.allCases : [.one, .other] }

  /// The plans of a scale, channel by channel.
  static func all(scale: Int, _ weights: SimilarityWeights) -> [ChannelPlan] {
    var plans: [ChannelPlan] = []
    for channel in 0..<3 {
      let own = weights.weights(channel: channel, scale: scale).enumerated()
      let counted = Set(own.filter { $0.element != 0 }.map { $0.offset % 3 })
      if counted.isEmpty { continue }
      plans.append(
        ChannelPlan(
          channel: channel, hasStructure: counted.contains(0),
          hasEdges: !counted.isDisjoint(with: [1, 2]),
          firstPlane: plans.reduce(0) { $0 + $1.moments.count }))
    }
    return plans
  }
}
