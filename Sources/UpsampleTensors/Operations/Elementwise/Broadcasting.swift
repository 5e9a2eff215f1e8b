import UpsampleBase

/// How two tensors of different shapes meet, number by number.
///
/// Dimensions are compared from the last on. Where one tensor has the extent 1, or no
/// such dimension, its numbers serve for all of the other's.
struct Broadcasting {
  /// A dimension of the output, or several that both tensors step through alike.
  private struct Line {
    var extent: Int
    /// Whether each tensor moves on with the output.
    let moves: (Bool, Bool)
    /// How far each tensor moves from one position to the next.
    var steps = (0, 0)
  }

  let output: Shape
  private var lines: [Line] = []

  /// Matches two shapes.
  ///
  /// - Throws: A request fault when extents differ and neither is 1, or the output
  ///   has too many scalars.
  init(_ first: Shape, _ second: Shape, subject: OperationSubject) throws(UpsampleError) {
    let rank = max(first.rank, second.rank)
    let padded = [first, second].map {
      Array(repeating: 1, count: rank - $0.rank) + $0.extents
    }
    var extents: [Int] = []
    for (a, b) in zip(padded[0], padded[1]) {
      guard a == b || a == 1 || b == 1 else {
        throw subject.fault(.dimensions(.broadcast(first, second, extent: a, other: b)))
      }
      extents.append(a == 1 ? b : a)
    }
    output = Shape(extents)
    for index in 0..<rank {
      // What meets an extent of 1 moves either way.
      let (a, b) = (padded[0][index], padded[1][index])
      if a == 1 && b == 1 { continue }
      let line = Line(extent: extents[index], moves: (a != 1, b != 1))
      if let last = lines.last, last.moves == line.moves {
        let (product, overflow) = last.extent.multipliedReportingOverflow(by: line.extent)
        lines[lines.count - 1].extent = overflow ? .max : product
      } else {
        lines.append(line)
      }
    }
    var reached = (1, 1)
    for index in lines.indices.reversed() {
      let line = lines[index]
      lines[index].steps = (line.moves.0 ? reached.0 : 0, line.moves.1 ? reached.1 : 0)
      if line.moves.0 { reached.0 = reached.0.multipliedReportingOverflow(by: line.extent).0 }
      if line.moves.1 { reached.1 = reached.1.multipliedReportingOverflow(by: line.extent).0 }
    }
  }

  /// The positions of both tensors that step evenly: the innermost line.
  var run: (count: Int, steps: (Int, Int)) {
    lines.last.map { ($0.extent, $0.steps) } ?? (1, (0, 0))
  }

  /// The number of runs of the output.
  var runs: Int { lines.dropLast().reduce(1) { $0 * $1.extent } }

  /// Where a run begins in both tensors.
  func start(ofRun run: Int) -> (Int, Int) {
    var (rest, start) = (run, (0, 0))
    for line in lines.dropLast().reversed() {
      let index: Int
      (rest, index) = rest.quotientAndRemainder(dividingBy: line.extent)
      start.0 += index * line.steps.0
      start.1 += index * line.steps.1
    }
    return start
  }
}

extension Tensor {
  /// The combination of each pair of numbers of two tensors that meet.
  ///
  /// - Throws: A request fault when the shapes do not match, or the output does not
  ///   fit into memory.
  @inline(__always)
  static func combining(
    _ first: Tensor, _ second: Tensor, _ name: OperationName, label: String?, threads: Int?,
    _ combine: @Sendable (Float, Float) -> Float
  ) throws(UpsampleError) -> Tensor {
    let subject = OperationSubject(name: name, label: label)
    let threads = try threadBudget(threads, subject: subject)
    let match = try Broadcasting(first.shape, second.shape, subject: subject)
    try requireMemory(for: match.output, subject: subject)
    let (length, steps) = match.run
    return Tensor(shape: match.output) { target in
      guard let target = target.baseAddress, match.output.scalarCount != 0 else { return }
      nonisolated(unsafe) let to = target
      first.scalars.withUnsafeBufferPointer { a in
        second.scalars.withUnsafeBufferPointer { b in
          nonisolated(unsafe) let (a, b) = (a.baseAddress!, b.baseAddress!)
          // Pieces of a long run, or several short runs.
          let part = min(length, 1 << 15)
          let parts = (length + part - 1) / part
          let band = max(1, (1 << 14) / length)
          let runs = match.runs
          ParallelWork.forEach(
            count: (runs + band - 1) / band * parts, on: threads, makeState: {}
          ) { piece, _ in
            let (bandIndex, partIndex) = piece.quotientAndRemainder(dividingBy: parts)
            let own = partIndex * part..<min(length, (partIndex + 1) * part)
            for run in bandIndex * band..<min(runs, (bandIndex + 1) * band) {
              let start = match.start(ofRun: run)
              let (a, b, to) = (a + start.0, b + start.1, to + run * length)
              switch steps {
              case (1, 1): for index in own { to[index] = combine(a[index], b[index]) }
              case (1, 0): for index in own { to[index] = combine(a[index], b[0]) }
              case (0, 1): for index in own { to[index] = combine(a[0], b[index]) }
              default: for index in own { to[index] = combine(a[0], b[0]) }
              }
            }
          }
        }
      }
    }
  }
}
