import CKernels

/// The light of every sample, sampled for each code of 16 bits.
///
/// Codes of 8 bits are every 257th of them.
struct ToneCurve: Hashable, Sendable {
  /// The light, 0 to 1, of the codes `n / 65535`; never less for more.
  let light: [Float]
  /// Whether it was measured, and so may have a corner at every entry of a table.
  let isMeasured: Bool

  /// The curve of a transfer function.
  init(_ function: TransferFunction) {
    light = (0...65535).map { Float(function.light(of: Double($0) / 65535)) }
    isMeasured = false
  }

  /// A curve by its samples, or `nil` unless they grow from about 0 to about 1.
  init?(light: some Sequence<Float>) {
    let light = Array(light)
    guard light.count == 65536, light[0] >= 0, light[65535] <= 1.001, light[65535] > 0.5,
      zip(light, light.dropFirst()).allSatisfy({ $0 <= $1 })
    else { return nil }
    self.light = light
    isMeasured = true
  }

  /// The light of each code of a depth, in the units of the depth.
  func table(of depth: ImageLayout.Depth) -> [Float] {
    let maximum = Float(depth.maximum)
    let step = 65535 / depth.maximum
    return stride(from: 0, through: 65535, by: step).map { light[$0] * maximum }
  }
}

/// The inverse of a tone curve: codes of light, both in the units of a depth.
///
/// Codes are read from lines between nodes that lie as close to each other
/// everywhere in proportion. Of a power of 2.2 that is 0.01 levels of 16 bits off
/// at most, and 0.002 levels of 8 bits; of the tables of 1024 entries that usual
/// profiles have, 0.05 levels of 16 bits.
final class EncodingCurve: @unchecked Sendable {
  /// The curve as the kernels take it, valid as long as this object lives. Nothing
  /// of it ever changes.
  let curve: ck_curve
  private let nodes: UnsafeMutablePointer<Float>

  /// The inverse of a curve.
  ///
  /// - Parameters:
  ///   - units: The depth whose units light and codes have.
  ///   - precision: The depth to which codes will be rounded.
  init(_ curve: ToneCurve, units: ImageLayout.Depth, precision: ImageLayout.Depth) {
    let nodesPerOctave = precision == .eight ? 64 : curve.isMeasured ? 4096 : 512
    let maximum = Double(units.maximum)
    // Below the first node lies the light of less than a quarter of a level.
    let quarter = curve.light(ofCode: 0.25 * 65535 / Double(precision.maximum)) * maximum
    let white = Double(curve.light[65535]) * maximum
    let lowest = Float(max(quarter, white * 0x1p-60)).binade
    var codes: [Double] = []
    var inverse = InverseWalk(curve)
    var octave = Double(lowest)
    while codes.isEmpty || octave <= white {
      codes += (0..<nodesPerOctave).map { node in
        let light = octave * (1 + Double(node) / Double(nodesPerOctave))
        return inverse.code(of: light / maximum) * maximum
      }
      octave *= 2
    }
    codes.append(inverse.code(of: octave / maximum) * maximum)
    let pairs = zip(codes, codes.dropFirst()).flatMap { [Float($0), Float($1 - $0)] }
    nodes = .allocate(capacity: pairs.count)
    nodes.initialize(from: pairs, count: pairs.count)
    self.curve = ck_curve(
      nodes: nodes, first: lowest, last: Float(white), slope: Float(codes[0] / Double(lowest)),
      shift: Int32(23 - nodesPerOctave.trailingZeroBitCount))
  }

  deinit { nodes.deallocate() }
}

extension ToneCurve {
  /// The light of a code between 0 and 65535, from a line between its neighbours.
  fileprivate func light(ofCode code: Double) -> Double {
    let below = min(Int(code), 65534)
    let (low, high) = (Double(light[below]), Double(light[below + 1]))
    return low + (high - low) * (code - Double(below))
  }
}

/// The codes of growing amounts of light.
private struct InverseWalk {
  let curve: ToneCurve
  /// The first code whose light is more than what was asked for.
  private var next = 0

  init(_ curve: ToneCurve) { self.curve = curve }

  /// The code, 0 to 1, of light that is at least what was asked for before. Beyond
  /// white it goes on as straight as it came.
  mutating func code(of light: Double) -> Double {
    while next < 65536, Double(curve.light[next]) <= light { next += 1 }
    guard next > 0 else { return 0 }
    let above = min(next, 65535)
    let (low, high) = (Double(curve.light[above - 1]), Double(curve.light[above]))
    let share = high > low ? (light - low) / (high - low) : 1
    return (Double(above - 1) + share) / 65535
  }
}
