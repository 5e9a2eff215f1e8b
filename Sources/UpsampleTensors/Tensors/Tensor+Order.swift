import UpsampleBase

extension Tensor {
  /// The tensor's scalars under the extents `extents`, with its dimensions in another
  /// order.
  ///
  /// - Parameters:
  ///   - extents: Of as many scalars as the tensor has.
  ///   - order: For each dimension of the result, which of `extents` it is.
  func permuted(_ extents: [Int], order: [Int], threads: ThreadBudget) -> Tensor {
    let shape = Shape(order.map { extents[$0] })
    guard !scalars.isEmpty else { return Tensor(shape: shape, scalars: []) }
    var (strides, step) = ([Int](repeating: 0, count: extents.count), 1)
    for index in extents.indices.reversed() {
      strides[index] = step
      step *= extents[index]
    }
    let lines = Self.merged(order.map { (extents[$0], strides[$0]) })
    let (length, advance) = lines.last ?? (1, 1)
    let outer = Array(lines.dropLast())
    let runs = scalars.count / length
    let band = max(1, (1 << 14) / length)
    return Tensor(shape: shape) { target in
      scalars.withUnsafeBufferPointer { source in
        nonisolated(unsafe) let (from, to) = (source.baseAddress!, target.baseAddress!)
        ParallelWork.forEach(
          count: (runs + band - 1) / band, on: threads, makeState: {}
        ) { piece, _ in
          for run in piece * band..<min(runs, (piece + 1) * band) {
            var (rest, first) = (run, from)
            for (extent, stride) in outer.reversed() {
              let index: Int
              (rest, index) = rest.quotientAndRemainder(dividingBy: extent)
              first += index * stride
            }
            let own = to + run * length
            if advance == 1 {
              own.update(from: first, count: length)
            } else {
              for index in 0..<length { own[index] = first[index * advance] }
            }
          }
        }
      }
    }
  }

  /// Extents with their strides, those that go on evenly taken together.
  private static func merged(
    _ lines: [(extent: Int, stride: Int)]
  ) -> [(extent: Int, stride: Int)] {
    var merged: [(extent: Int, stride: Int)] = []
    for line in lines where line.extent != 1 {
      if let last = merged.last, last.stride == line.extent * line.stride {
        merged[merged.count - 1] = (last.extent * line.extent, line.stride)
      } else {
        merged.append(line)
      }
    }
    return merged
  }
}
