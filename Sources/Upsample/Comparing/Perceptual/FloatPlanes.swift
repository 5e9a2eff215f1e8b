import CKernels

/// Rows of several planes, each followed by zeros for kernels that read beyond it.
final class FloatPlanes: @unchecked Sendable {
  // Written by one thread before others read it.
  let rows: Int
  let width: Int
  /// The distance between rows of a plane.
  let stride: Int
  private let floats: UnsafeMutablePointer<Float>

  /// Planes whose pixels are not set.
  init(planes: Int, rows: Int, width: Int) {
    self.rows = rows
    self.width = width
    stride = width.roundedUpToLanes + Int(CK_ROW_SLACK)
    floats = .allocate(capacity: planes * rows * stride)
    for row in 0..<planes * rows {
      (floats + row * stride + width).initialize(repeating: 0, count: stride - width)
    }
  }

  deinit { floats.deallocate() }

  /// Where a row of a plane begins.
  func row(_ row: Int, of plane: Int) -> UnsafeMutablePointer<Float> {
    precondition(row < rows)
    return floats + (plane * rows + row) * stride
  }

  /// Clears all pixels.
  func clear(planes: Int) { floats.initialize(repeating: 0, count: planes * rows * stride) }
}

extension Int {
  /// The next multiple of the pixels whose sums the kernels keep apart.
  var roundedUpToLanes: Int {
    (self + Int(CK_SUM_LANES) - 1) / Int(CK_SUM_LANES) * Int(CK_SUM_LANES)
  }
}
