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
  ///   says.
  public init(
    image path: FilePath, maxPixels: Int = 1 << 28, orientation: OrientationPolicy = .apply
  ) throws(UpsampleError) {
    var options = ReadingOptions()
    (options.limits.pixels, options.orientation) = (maxPixels, orientation)
    let source = try openImageSource(.file(path), options).withoutInks
    let layout = source.layout
    var scalars = [Float](repeating: 0, count: layout.height * layout.rowSamples)
    for row in 0..<layout.height {
      let bytes = try source.readRow()
      scalars.withUnsafeMutableBufferPointer { scalars in
        widenSamples(
          bytes, count: layout.rowSamples, layout.depth,
          into: scalars.baseAddress! + row * layout.rowSamples)
      }
    }
    try source.finish()
    self.init(
      shape: [1, layout.height, layout.width, layout.channels], scalars: scalars)
  }
}
