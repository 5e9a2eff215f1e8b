import CKernels

/// A bank as the inner loops read it.
struct ArrangedBank: Sendable {
  let scale: Int
  /// The taps along a side.
  let side: Int
  /// The tree; empty where there is one kernel alone.
  private let nodes: [ck_bank_node]
  /// Of each kernel its taps, and of each tap its phases, as `ck_leaves` has them.
  private let taps: [Float]

  init(_ bank: KernelBank) {
    (scale, side) = (bank.scale, bank.taps)
    nodes = bank.nodes.map(ck_bank_node.init)
    let (phases, places) = (bank.scale * bank.scale, bank.taps * bank.taps)
    let group = (phases + 3) / 4 * 4
    var taps = [Float](repeating: 0, count: bank.leafCount * places * group)
    for (index, tap) in bank.leaves.enumerated() {
      let (leaf, rest) = index.quotientAndRemainder(dividingBy: phases * places)
      let (phase, place) = rest.quotientAndRemainder(dividingBy: places)
      taps[(leaf * places + place) * group + phase] = tap
    }
    self.taps = taps
  }

  /// The most pixels that are made at a time.
  static let mostPixels = Int(CK_BANK_PIXELS)
  /// The pixels on every side of one that its kernel depends on.
  var reach: Int { max(side / 2, BankFeatures.margin) }

  /// The kernel and the orientation of each pixel.
  func choices(
    _ pixels: ck_bank_pixels, on instructions: ck_instructions = ck_best_instructions()
  ) -> [ck_bank_choice] {
    let count = Int(pixels.count)
    guard !nodes.isEmpty else { return Array(repeating: ck_bank_choice(), count: count) }
    return [ck_bank_choice](unsafeUninitializedCapacity: count) { choices, initialized in
      withUnsafePointer(to: pixels) {
        ck_choose_leaves(instructions, nodes, $0, choices.baseAddress!)
      }
      initialized = count
    }
  }

  /// Makes what each pixel becomes.
  ///
  /// - Parameters:
  ///   - output: Where the first of ``scale`` rows goes.
  ///   - distance: The floats from the start of a row to that of the next.
  func make(
    _ pixels: ck_bank_pixels, into output: UnsafeMutablePointer<Float>, distance: Int,
    on instructions: ck_instructions = ck_best_instructions()
  ) {
    let choices = choices(pixels, on: instructions)
    taps.withUnsafeBufferPointer { taps in
      var leaves = ck_leaves(taps: taps.baseAddress!, side: side, scale: scale)
      withUnsafePointer(to: pixels) {
        ck_apply_leaves(instructions, &leaves, $0, choices, output, distance)
      }
    }
  }
}

extension ck_bank_node {
  fileprivate init(_ node: BankNode) {
    self.init()
    switch node.feature {
    case .difference(let one, let other, _):
      (neighbours, weights) = ((Int32(one), Int32(other), 0), (1, -1, 0))
    case .secondDifference(let one, let middle, let other, _):
      (neighbours, weights) = ((Int32(one), Int32(middle), Int32(other)), (1, -2, 1))
    case .deviation(let radius, _):
      (deviation, deviation_weight) = (Int32(radius), 1)
    }
    over = Int32(node.feature.over)
    threshold = node.threshold
    next = (node.lower.code, node.higher.code)
  }
}

extension BankNode.Branch {
  fileprivate var code: Int32 {
    switch self {
    case .node(let node): Int32(node)
    case .leaf(let leaf): -1 - Int32(leaf)
    }
  }
}

extension BankFeatures {
  /// The weights of luma as the inner loops read them.
  ///
  /// - Parameter white: White in the units of the channels.
  static func luma(channels: Int, white: Float) -> (Float, Float, Float) {
    let weights = lumaWeights(channels: channels, maximum: white) + [0, 0]
    return (weights[0], weights[1], weights[2])
  }
}
