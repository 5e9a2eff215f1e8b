import CKernels
import UpsampleBase

extension Tensor {
  /// The tensor `[batch, channels, …]` as `[batch, …, channels]`.
  package func withChannelsLast(threads: ThreadBudget) -> Tensor {
    let extents = shape.extents
    let newShape = Shape([extents[0]] + extents[2...] + [extents[1]])
    let pixels = extents[2...].reduce(1, *)
    return transposedMatrices(
      count: extents[0], rows: extents[1], columns: pixels, newShape: newShape, threads: threads)
  }

  /// The tensor `[batch, …, channels]` as `[batch, channels, …]`.
  package func withChannelsFirst(threads: ThreadBudget) -> Tensor {
    let extents = shape.extents
    let channels = extents[extents.count - 1]
    let newShape = Shape([extents[0], channels] + extents[1..<extents.count - 1])
    let pixels = extents[1..<extents.count - 1].reduce(1, *)
    return transposedMatrices(
      count: extents[0], rows: pixels, columns: channels, newShape: newShape, threads: threads)
  }

  /// The tensor as `count` matrices, each of them transposed.
  private func transposedMatrices(
    count: Int, rows: Int, columns: Int, newShape: Shape, threads: ThreadBudget
  ) -> Tensor {
    if rows <= 1 || columns <= 1 { return viewed(as: newShape) }
    let band = 64
    let bands = (rows + band - 1) / band
    return Tensor(shape: newShape) { target in
      scalars.withUnsafeBufferPointer { source in
        guard let source = source.baseAddress, let target = target.baseAddress else { return }
        nonisolated(unsafe) let (from, to) = (source, target)
        ParallelWork.forEach(count: count * bands, on: threads, makeState: {}) { piece, _ in
          let (matrix, index) = piece.quotientAndRemainder(dividingBy: bands)
          let first = index * band
          let offset = matrix * rows * columns
          ck_transpose(
            from + offset + first * columns, columns, to + offset + first, rows,
            min(band, rows - first), columns)
        }
      }
    }
  }
}
