extension Border {
  /// The input whose value stands at a position of a line that is continued
  /// beyond its ends, or `nil` where zero stands.
  ///
  /// - Parameters:
  ///   - position: Any position; those in `0..<extent` are the input's own.
  ///   - extent: The number of inputs, at least 1.
  package func source(of position: Int, extent: Int) -> Int? {
    if position >= 0 && position < extent { return position }
    switch self {
    case .zero: return nil
    case .replicate: return position < 0 ? 0 : extent - 1
    case .wrap: return position.modulo(extent)
    case .reflect:
      // The mirrored line repeats after there and back, its ends met once.
      let period = max(1, 2 * (extent - 1))
      let folded = position.modulo(period)
      return min(folded, period - folded)
    }
  }
}

extension Int {
  /// The remainder of floored division, in `0..<divisor`.
  fileprivate func modulo(_ divisor: Int) -> Int {
    let remainder = self % divisor
    return remainder < 0 ? remainder + divisor : remainder
  }
}
