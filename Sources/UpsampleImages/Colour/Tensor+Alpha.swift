import UpsampleBase
import UpsampleTensors

extension Tensor {
  /// The picture with its colours multiplied by their alpha's share, 0 to 1:
  /// the form in which pictures with transparency can be convolved.
  ///
  /// ```swift
  /// let value = try Tensor(image: "logo.png").premultiplied(depth: .eight)
  /// let larger = try depthwiseTransposedConv2D(value, ...)
  /// try larger.unpremultiplied(depth: .eight).write(image: "larger.png")
  /// ```
  ///
  /// - Parameters:
  ///   - depth: The units of the numbers: 0...255 or 0...65535.
  /// - Returns: A tensor of the same shape and units.
  /// - Throws: ``UpsampleError/request(_:)`` unless the shape is `[batch, height,
  ///   width, channels]` with 2 or 4 channels, of which the last is alpha.
  public func premultiplied(depth: ImageLayout.Depth) throws(UpsampleError) -> Tensor {
    try changingPixels("premultiplied") { pixels, count, channels in
      premultiply(pixels, count: count, channels: channels, depth: depth)
    }
  }

  /// The picture with its colours divided by their alpha's share: the inverse of
  /// ``premultiplied(depth:)``, but where alpha rounds to 0. There, colours become
  /// 0.
  ///
  /// Parameters and errors are those of ``premultiplied(depth:)``.
  public func unpremultiplied(depth: ImageLayout.Depth) throws(UpsampleError) -> Tensor {
    try changingPixels("unpremultiplied") { pixels, count, channels in
      unpremultiply(pixels, count: count, channels: channels, depth: depth, to: depth)
    }
  }

  private func changingPixels(
    _ subject: String, _ change: (UnsafeMutablePointer<Float>, Int, Int) -> Void
  ) throws(UpsampleError) -> Tensor {
    guard shape.rank == 4, shape[3] == 2 || shape[3] == 4 else {
      throw .request(RequestFault(subject: subject, ImageFault.noAlpha(shape)))
    }
    let channels = shape[3]
    var scalars = scalars
    scalars.withUnsafeMutableBufferPointer { scalars in
      guard let pixels = scalars.baseAddress else { return }
      change(pixels, scalars.count / channels, channels)
    }
    return Tensor(shape: shape, scalars: scalars)
  }
}
