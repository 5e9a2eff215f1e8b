/// The inputs by which outputs are fitted: those of the transposed convolution whose kernel
/// reaches `taps` inputs along each axis.
///
/// The kernel is centred on the input pixel's centre, so the eight symmetries of a square
/// map it to itself; it has `scale * taps` taps along a side, or one fewer where that can't
/// be centred.
struct FittedWindow: Hashable, Sendable {
  let scale: Int
  let taps: Int

  /// The kernel's taps along a side.
  var extent: Int { (scale * (taps - 1)).isMultiple(of: 2) ? scale * taps : scale * taps - 1 }

  /// The outputs before an input's first one that its kernel reaches.
  private var before: Int { (extent - scale) / 2 }

  /// How far inputs lie from the centre, at most.
  var radius: Int { taps / 2 }

  /// The inputs along a side that any phase reads.
  var side: Int { 2 * radius + 1 }

  /// The inputs that any phase reads, the centre among them.
  var inputs: Int { side * side }

  /// The number of outputs of an input.
  var phases: Int { scale * scale }

  /// The columns of a sample: inputs, then outputs, each less the centre's.
  var columns: Int { inputs + phases }

  /// For each offset from the centre along an axis, in `-radius...radius`, the tap by
  /// which it reaches a phase of the axis, if it does.
  func tap(offset: Int, phase: Int) -> Int? {
    let tap = phase + before - offset * scale
    return (0..<extent).contains(tap) ? tap : nil
  }

  /// The inputs of a phase, the centre left out, each with its tap in row-major order.
  func members(ofPhase phase: Int) -> [(input: Int, tap: Int)] {
    var members: [(Int, Int)] = []
    for row in -radius...radius {
      for column in -radius...radius where (row, column) != (0, 0) {
        guard let y = tap(offset: row, phase: phase / scale),
          let x = tap(offset: column, phase: phase % scale)
        else { continue }
        members.append(((row + radius) * side + column + radius, y * extent + x))
      }
    }
    return members
  }

  /// The tap of the centre for a phase.
  func centre(ofPhase phase: Int) -> Int {
    tap(offset: 0, phase: phase / scale)! * extent + tap(offset: 0, phase: phase % scale)!
  }

  /// Where each column goes when the plane is turned and mirrored, for each of the eight
  /// symmetries of a square.
  var symmetries: [[Int]] {
    (0..<8).map { symmetry in
      permutation(side, symmetry) + permutation(scale, symmetry).map { inputs + $0 }
    }
  }

  private func permutation(_ side: Int, _ symmetry: Int) -> [Int] {
    (0..<side * side).map { place in
      var (y, x) = place.quotientAndRemainder(dividingBy: side)
      if symmetry & 1 != 0 { x = side - 1 - x }
      if symmetry & 2 != 0 { y = side - 1 - y }
      if symmetry & 4 != 0 { (y, x) = (x, y) }
      return y * side + x
    }
  }
}
