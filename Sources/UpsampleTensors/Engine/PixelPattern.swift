import CKernels
import UpsampleBase

/// A rearrangement of a row's floats that repeats along the row, ready for
/// vectors to carry it out.
///
/// It is not changed once it is made, so threads may share it.
final class PixelPattern: @unchecked Sendable {
  private let sources: Storage<Int>
  private let moves: Storage<ck_move>
  private let pattern: ck_pattern
  private let instructions: ck_instructions

  /// Prepares a rearrangement.
  ///
  /// - Parameters:
  ///   - period: The number of target floats after which the pattern repeats.
  ///   - advance: The number of source floats by which it then has moved on.
  ///   - source: The source of each target float of the first period; none is
  ///     negative.
  init(
    period: Int, advance: Int, instructions: ck_instructions, source: (Int) -> Int
  ) {
    let lanes = ck_lanes(instructions)
    var repetitions = 1
    while period * repetitions % lanes != 0 { repetitions *= 2 }
    let own = (0..<period).map(source)
    let sources = (0..<repetitions).flatMap { repetition in
      own.map { $0 + repetition * advance }
    }
    let vectors = stride(from: 0, to: sources.count, by: lanes).map { target in
      Self.moves(sources: sources[target..<target + lanes])
    }
    let most = vectors.map(\.count).max() ?? 0
    // A move without lanes fills up the vectors that need fewer.
    let moves = vectors.flatMap {
      Self.paired($0 + Array(repeating: ck_move(), count: most - $0.count), lanes: lanes)
    }
    self.sources = Storage(sources)
    self.moves = Storage(moves)
    self.instructions = instructions
    pattern = ck_pattern(
      sources: self.sources.base, period: sources.count, advance: advance * repetitions,
      reach: (moves.map(\.source).max() ?? 0) + lanes, moves: self.moves.base,
      moves_per_vector: most)
  }

  /// Completes the first of two moves with the lanes of both.
  private static func paired(_ moves: [ck_move], lanes: Int) -> [ck_move] {
    guard moves.count == 2 else { return moves }
    var moves = moves
    for lane in 0..<lanes {
      let second = moves[1].bits >> lane & 1 == 1
      let source = withUnsafeBytes(of: moves[second ? 1 : 0].lanes) {
        $0.loadUnaligned(fromByteOffset: lane * 4, as: Int32.self)
      }
      withUnsafeMutableBytes(of: &moves[0].pair) {
        $0.storeBytes(
          of: source + (second ? Int32(lanes) : 0), toByteOffset: lane * 4, as: Int32.self)
      }
    }
    return moves
  }

  /// Covers one target vector with as few source vectors as a greedy choice
  /// finds.
  private static func moves(sources: ArraySlice<Int>) -> [ck_move] {
    var moves: [ck_move] = []
    var missing = Set(sources.indices)
    while let first = missing.map({ sources[$0] }).min() {
      var move = ck_move()
      move.source = first
      var bits: UInt32 = 0
      withUnsafeMutableBytes(of: &move.lanes) { lanes in
        for (lane, source) in sources.enumerated() {
          let distance = source - first
          let isNear = (0..<sources.count).contains(distance)
          lanes.storeBytes(
            of: isNear ? Int32(distance) : 0, toByteOffset: lane * 4, as: Int32.self)
        }
      }
      withUnsafeMutableBytes(of: &move.mask) { mask in
        for (lane, source) in sources.enumerated() {
          let isNear = (0..<sources.count).contains(source - first)
          let isWanted = isNear && missing.remove(sources.startIndex + lane) != nil
          mask.storeBytes(of: isWanted ? -1 : 0, toByteOffset: lane * 4, as: Int32.self)
          bits |= isWanted ? 1 << lane : 0
        }
      }
      move.bits = bits
      moves.append(move)
    }
    return moves
  }

  /// Writes `length` floats, none of which comes from beyond the
  /// `sourceLength` floats of the source.
  func rearrange(
    _ source: UnsafePointer<Float>, sourceLength: Int, to target: UnsafeMutablePointer<Float>,
    length: Int
  ) {
    var pattern = pattern
    ck_rearrange(instructions, &pattern, source, sourceLength, target, length)
  }
}
