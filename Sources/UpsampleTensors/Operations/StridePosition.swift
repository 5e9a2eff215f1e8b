/// A position of a transposed convolution's uncropped result along an axis, on which the
/// inputs lie a stride apart.
///
/// Positions of the same remainder modulo the stride are a phase: they are reached by the
/// same taps, and by no others.
package struct StridePosition: Hashable, Sendable {
  /// The input that lies at the position or, of those before it, next to it.
  package let input: Int
  /// The positions from that input on, below the stride.
  package let phase: Int

  /// - Precondition: The position is not negative, the stride is positive.
  package init(_ position: Int, stride: Int) {
    (input, phase) = position.quotientAndRemainder(dividingBy: stride)
  }
}

extension ConvolutionAxis {
  /// The position that a tap brings input 0 to.
  package func position(ofTap tap: Int) -> StridePosition {
    StridePosition(tap * dilation, stride: stride)
  }
}
