import Glibc
import UpsampleBase
import UpsampleTensors

extension Tensor {
  /// Reads a picture.
  ///
  /// - Parameters:
  ///   - path: A PNG or JPEG file, known by its first bytes.
  ///   - maxPixels: The largest picture that is accepted, in pixels.
  ///   - orientation: What becomes of a picture that is stored turned.
  /// - Returns: A tensor `[1, height, width, channels]` in the samples' own
  ///   units, 0...255 or 0...65535. There are 1 to 4 channels: gray, gray and
  ///   alpha, RGB, or RGBA. Inks become RGB, by their profile if there is one.
  /// - Throws: ``UpsampleError`` when the file can't be read or is not what it
  ///   says, or the system lacks memory for the tensor.
  public init(
    image path: FilePath, maxPixels: Int = 1 << 28, orientation: OrientationPolicy = .apply
  ) throws(UpsampleError) {
    var options = ReadingOptions()
    (options.limits.pixels, options.orientation) = (maxPixels, orientation)
    let source = try openImageSource(.file(path), options).withoutInks
    let layout = source.layout
    let shape: Shape = [1, layout.height, layout.width, layout.channels]
    guard let count = shape.scalarCount, count <= Int.max / MemoryLayout<Float>.stride,
      WorkingMemory.isThere(count * MemoryLayout<Float>.stride)
    else {
      throw .system(
        SystemFailure(
          action: "hold", name: "\(path) as a tensor", side: .input, code: ENOMEM,
          remedy: "Read a smaller picture, or free memory for it."))
    }
    var scalars = [Float](repeating: 0, count: count)
    for row in 0..<layout.height {
      let bytes = try source.readRow()
      scalars.withUnsafeMutableBufferPointer { scalars in
        widenSamples(
          bytes, count: layout.rowSamples, layout.depth,
          into: scalars.baseAddress! + row * layout.rowSamples)
      }
    }
    try source.finish()
    self.init(shape: shape, scalars: scalars)
  }
}
