import CKernels
import UpsampleBase

/// The weights of a dense convolution as the innermost loop reads them: in
/// panels of some output channels, a row for each pair of a tap and an input
/// channel.
struct PanelWeights: Sendable {
  /// When weights are brought into their order.
  enum Packing: Sendable {
    /// All of them at once, for many values.
    case once
    /// Block by block as they are used, for one value: no copy of a large filter
    /// then is written to memory and read again.
    case asUsed
  }

  /// Rows of weights of a phase and a panel.
  struct Block: Equatable {
    let phase: Int
    let group: Int
    let channels: Range<Int>
    let rows: Range<Int>
  }

  /// The number of rows of a block, which stays in the cache while the positions
  /// pass by.
  static let blockRows = 1152

  /// The most weights that stay in a processor's second cache beside the inputs of some
  /// positions.
  private static let cachedWeights = 192 << 10

  /// The output channels of each panel of a group.
  let panels: [Range<Int>]
  /// Whether the weights of all panels of a group stay in the cache. They then are packed
  /// once in any case.
  let staysInCache: Bool
  /// The number of floats of a row of all panels of a group.
  private let rowWidth: Int
  /// The filter, where weights are packed as they are used.
  private let filter: Tensor?
  private let channels: ConvolutionChannels
  /// The taps of each phase in the order of their rows.
  private let taps: [[Int]]
  /// The weights of all phases and the place of each phase's first, where they
  /// are packed once.
  private let packed: (weights: Storage<Float>, starts: [Int])?
  private let instructions: ck_instructions

  /// - Parameter taps: The filter's taps of each phase in the order of their rows.
  init(
    filter: Tensor, channels: ConvolutionChannels, taps: [[Int]], packing: Packing,
    instructions: ck_instructions
  ) {
    let lanes = ck_lanes(instructions)
    panels = Self.panels(of: channels, instructions: instructions)
    rowWidth = panels.reduce(0) { $0 + Self.padded($1.count, lanes: lanes) }
    (self.channels, self.taps, self.instructions) = (channels, taps, instructions)
    let mostTaps = taps.reduce(0) { max($0, $1.count) }
    staysInCache = mostTaps * channels.input * rowWidth <= Self.cachedWeights
    guard packing == .once || staysInCache else {
      (packed, self.filter) = (nil, filter)
      return
    }
    // Panels lie one after another, phase by phase and group by group.
    var starts: [Int] = []
    var length = 0
    for taps in taps {
      starts.append(length)
      length += taps.count * channels.input * channels.groups * rowWidth
    }
    let weights = Storage<Float>(count: length)
    (packed, self.filter) = ((weights, starts), nil)
    packAll(of: filter, into: weights.base, starts: starts)
  }

  private func packAll(
    of filter: Tensor, into weights: UnsafeMutablePointer<Float>, starts: [Int]
  ) {
    for phase in taps.indices {
      let rows = 0..<taps[phase].count * channels.input
      for group in 0..<channels.groups {
        for panel in panels {
          let block = Block(phase: phase, group: group, channels: panel, rows: rows)
          pack(block, of: filter, into: weights + place(of: block, start: starts[phase]))
        }
      }
    }
  }

  /// The number of floats of all weights when they are packed once, if it fits in
  /// 64 bits.
  static func packedCount(
    of filter: Shape, channels: ConvolutionChannels, instructions: ck_instructions
  ) -> Int? {
    let lanes = ck_lanes(instructions)
    let width = panels(of: channels, instructions: instructions)
      .reduce(0) { $0 + padded($1.count, lanes: lanes) }
    return Shape(filter.extents.dropLast(2) + [channels.inputTotal, width]).scalarCount
  }

  static func padded(_ channels: Int, lanes: Int) -> Int {
    (channels + lanes - 1) / lanes * lanes
  }

  /// As few panels as hold all channels, each as wide as the others if it can be.
  static func panels(
    of channels: ConvolutionChannels, instructions: ck_instructions
  ) -> [Range<Int>] {
    let lanes = ck_lanes(instructions)
    let widest = ck_panel_channels(instructions) / lanes
    let vectors = (channels.output + lanes - 1) / lanes
    let count = (vectors + widest - 1) / widest
    guard count > 0 else { return [] }
    let step = (vectors + count - 1) / count * lanes
    return stride(from: 0, to: channels.output, by: step).map {
      $0..<min(channels.output, $0 + step)
    }
  }

  /// What a thread needs to have weights packed as they are used.
  struct Scratch {
    fileprivate var panel: Storage<Float>?
    /// What the panel holds.
    fileprivate var block: Block?
  }

  /// The weights of a block, row by row.
  func weights(of block: Block, scratch: inout Scratch) -> UnsafePointer<Float> {
    if let packed {
      return UnsafePointer(
        packed.weights.base + place(of: block, start: packed.starts[block.phase]))
    }
    let panel = scratch.panel ?? Storage(count: mostBlockWeights)
    if let filter, scratch.block != block {
      pack(block, of: filter, into: panel.base)
      (scratch.panel, scratch.block) = (panel, block)
    }
    return UnsafePointer(panel.base)
  }

  private var mostBlockWeights: Int {
    let rows = taps.reduce(0) { max($0, $1.count) } * channels.input
    let lanes = ck_lanes(instructions)
    return min(rows, Self.blockRows) * Self.padded(panels.first?.count ?? 0, lanes: lanes)
  }

  /// The place of a block's first weight. All panels before it are whole vectors.
  private func place(of block: Block, start: Int) -> Int {
    let lanes = ck_lanes(instructions)
    let rows = taps[block.phase].count * channels.input
    let own = Self.padded(block.channels.count, lanes: lanes)
    return start + rows * (block.group * rowWidth + block.channels.lowerBound)
      + block.rows.lowerBound * own
  }

  private func pack(
    _ block: Block, of filter: Tensor, into panel: UnsafeMutablePointer<Float>
  ) {
    let width = Self.padded(block.channels.count, lanes: ck_lanes(instructions))
    filter.scalars.withUnsafeBufferPointer { filter in
      var row = block.rows.lowerBound
      while row < block.rows.upperBound {
        let (tap, input) = row.quotientAndRemainder(dividingBy: channels.input)
        let count = min(channels.input - input, block.rows.upperBound - row)
        let weights =
          filter.baseAddress! + taps[block.phase][tap] * channels.tapStep
          + block.group * channels.groupStep + input * channels.inputStep
          + block.channels.lowerBound * channels.outputStep
        ck_pack(
          instructions, panel + (row - block.rows.lowerBound) * width, weights, count,
          channels.inputStep, block.channels.count, channels.outputStep)
        row += count
      }
    }
  }
}
