import Upsample

/// The arguments of an operation that slides a filter or a window.
struct LayerArguments {
  let value: Tensor
  let filter: Tensor
  let numbers: PerAxis
  let padding: Padding
  let format: DataFormat
  let dilations: PerAxis
  let outputShape: OutputShape?
  let bias: Tensor?
  let activation: Activation?
  let rate: Int
  let name: String?
  let threads: Int?
}

extension HostileArguments {
  /// The arguments of an operation along so many axes.
  ///
  /// - Parameters:
  ///   - channels: The value's channels, where the filter's last extents are `[2, 2]`.
  ///   - outputs: The channels of the output.
  mutating func layer(rank: Int, channels: Int = 2, outputs: Int = 2) throws -> LayerArguments {
    let last: [DataFormat] = [.nwc, .nhwc, .ndhwc]
    let spatial = (0..<rank).map { _ in pick([3, 4]) }
    return LayerArguments(
      value: try tensor([pick([1, 2])] + spatial + [channels]),
      filter: try tensor(spatial.map { _ in pick([1, 2, 3]) } + [2, 2]),
      numbers: perAxis(rank, of: [1, 2]), padding: padding(rank: rank),
      format: pick([last[rank - 1]], orHostile: DataFormat.allCases),
      dilations: perAxis(rank, of: [1]),
      outputShape: try outputShape([1] + spatial.map { 2 * $0 } + [outputs]),
      bias: try pick([nil, tensor([outputs])]), activation: try pick([nil, activation()]),
      rate: integer(1, 2), name: label(), threads: threads())
  }

  mutating func perAxis(_ rank: Int, of plain: [Int]) -> PerAxis {
    let count = pick([1, rank, rank + 2])
    let numbers = list(count == rank + 2 ? rank : count, of: plain)
    return PerAxis(count == rank + 2 ? [1] + numbers + [1] : numbers)
  }

  mutating func padding(rank: Int) -> Padding {
    let pairs = pairs(rank, of: [0, 1])
    return pick([.same, .valid, .explicit([[0, 0]] + pairs + [[0, 0]])])
  }

  mutating func outputShape(_ plain: [Int]) throws -> OutputShape? {
    let shape = shape(plain)
    let tensor = try Tensor(
      shape: [shape.rank],
      scalars: shape.extents.map { pick([Float($0)], orHostile: Self.numbers) }[...])
    return pick(
      [nil, .extents(shape.extents), .tensor(tensor)], orHostile: [.tensor(try self.tensor([4]))])
  }

  mutating func activation() throws -> Activation {
    pick([
      .relu, .relu6, .leakyRelu(alpha: number(0.2)), .prelu(alpha: try tensor([2])), .sigmoid,
      .tanh, .clip(minimum: number(-1), maximum: number(1)),
    ])
  }
}
