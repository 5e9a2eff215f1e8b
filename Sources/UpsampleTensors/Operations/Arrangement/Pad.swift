import UpsampleBase

/// What the positions hold that padding adds.
public enum PadMode: Hashable, Sendable {
  /// A number.
  case constant(Float)
  /// The tensor mirrored at its outermost numbers, which are not repeated: of `1 2 3`,
  /// `3 2 | 1 2 3 | 2 1`. Pads are smaller than the extent.
  case reflect
  /// The tensor mirrored at its edges: of `1 2 3`, `2 1 | 1 2 3 | 3 2`. Pads are no
  /// larger than the extent.
  case symmetric
  /// The outermost number again and again.
  case edge
}

/// The tensor with numbers before and after those of each dimension.
///
/// ```swift
/// let framed = try pad(picture, paddings: [[0, 0], [1, 1], [1, 1], [0, 0]], mode: .reflect)
/// ```
///
/// - Parameters:
///   - value: A tensor of any shape.
///   - paddings: For each dimension how many positions are added before and after. At
///     least 0.
///   - mode: What they hold.
///   - name: The caller's name for the call, which appears in errors.
/// - Returns: A tensor of extents `before + value + after`.
/// - Throws: ``UpsampleError/request(_:)`` when an argument breaks a rule, or the output
///   does not fit into memory.
///
/// The corresponding TensorFlow operation is `tf.pad`, which has no mode of edges.
public func pad(
  _ value: Tensor, paddings: [[Int]], mode: PadMode = .constant(0), name: String? = nil
) throws(UpsampleError) -> Tensor {
  let subject = OperationSubject(name: .pad, label: name)
  try requirePairs(paddings, of: .paddings, for: value.shape, subject: subject)
  var extents: [Int] = []
  for (pair, extent) in zip(paddings, value.shape.extents) {
    let most = mode.largestPad(extent: extent)
    guard pair.allSatisfy({ $0 <= most }) else {
      throw subject.fault(.arrangement(.paddings(pair, extent: extent, most: most)))
    }
    extents.append(pair[0] + min(extent, .max - pair[0] - pair[1]) + pair[1])
  }
  try requireMemory(for: Shape(extents), subject: subject)
  let output = Shape(extents)
  guard output.scalarCount != 0 else { return Tensor(shape: output, scalars: []) }
  return Tensor(shape: output) { target in
    if case .constant(let number) = mode { target.update(repeating: number) }
    value.scalars.withUnsafeBufferPointer { source in
      guard let source = source.baseAddress, let target = target.baseAddress else { return }
      PaddedCopy(value.shape.extents, paddings, mode).fill(target, from: source)
    }
  }
}

/// Checks that there is a pair of counts for each dimension.
func requirePairs(
  _ pairs: [[Int]], of argument: OperationArgument, for shape: Shape, subject: OperationSubject
) throws(UpsampleError) {
  guard pairs.count == shape.rank, pairs.allSatisfy({ $0.count == 2 }) else {
    throw subject.fault(.arrangement(.notPairs(argument, pairs, value: shape)))
  }
  let limits = 0...ConvolutionAxis.limit
  if let pair = pairs.first(where: { !$0.allSatisfy(limits.contains) }) {
    throw subject.fault(.arrangement(.outOfRange(argument, pair)))
  }
}

extension PadMode {
  /// The largest pad of an extent.
  fileprivate func largestPad(extent: Int) -> Int {
    switch self {
    case .constant: .max
    case .reflect: max(0, extent - 1)
    case .symmetric: extent
    case .edge: extent > 0 ? .max : 0
    }
  }

  /// The position whose number lies at another one, within the extent or not; `nil`
  /// for none.
  ///
  /// - Precondition: The extent is positive; with ``reflect`` the position is at most as
  ///   far outside as ``largestPad(extent:)``.
  package func source(of position: Int, extent: Int) -> Int? {
    if (0..<extent).contains(position) { return position }
    let isBefore = position < 0
    switch self {
    case .constant: return nil
    case .reflect: return isBefore ? -position : 2 * (extent - 1) - position
    case .symmetric:
      // The line there and back, its ends met twice, repeats.
      let remainder = position % (2 * extent)
      let folded = remainder < 0 ? remainder + 2 * extent : remainder
      return min(folded, 2 * extent - 1 - folded)
    case .edge: return isBefore ? 0 : extent - 1
    }
  }
}

/// The copying of a tensor into one with pads.
private struct PaddedCopy {
  private let extents: [Int]
  private let paddings: [[Int]]
  private let mode: PadMode
  /// The numbers of each position along every dimension, of the tensor and of the padded
  /// one.
  private var inner: [(source: Int, target: Int)] = []
  /// The dimensions from which on there are no pads.
  private let plain: Int

  init(_ extents: [Int], _ paddings: [[Int]], _ mode: PadMode) {
    (self.extents, self.paddings, self.mode) = (extents, paddings, mode)
    plain = (paddings.lastIndex { $0 != [0, 0] } ?? -1) + 1
    var (source, target) = (1, 1)
    for dimension in extents.indices.reversed() {
      inner.append((source, target))
      source *= extents[dimension]
      target *= paddings[dimension][0] + extents[dimension] + paddings[dimension][1]
    }
    inner.reverse()
  }

  /// Fills the positions from one dimension on.
  func fill(
    _ target: UnsafeMutablePointer<Float>, from source: UnsafePointer<Float>, dimension: Int = 0
  ) {
    guard dimension < plain else {
      let count = dimension < extents.count ? extents[dimension] * inner[dimension].source : 1
      return target.update(from: source, count: count)
    }
    let (extent, before) = (extents[dimension], paddings[dimension][0])
    let (step, own) = (inner[dimension].target, inner[dimension].source)
    let isLast = dimension + 1 == plain
    if isLast { (target + before * step).update(from: source, count: extent * own) }
    for position in -before..<extent + paddings[dimension][1] {
      if isLast && (0..<extent).contains(position) { continue }
      guard let place = mode.source(of: position, extent: extent) else { continue }
      fill(
        target + (before + position) * step, from: source + place * own, dimension: dimension + 1)
    }
  }
}
