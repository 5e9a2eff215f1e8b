import UpsampleBase
import UpsampleTensors

extension Tensor {
  /// Writes the tensor as a picture.
  ///
  /// Numbers are rounded, halves to even, and clamped to the depth's range. The
  /// file appears under its name only when it is complete.
  ///
  /// - Parameters:
  ///   - path: The name of the file, whose extension decides its format: PNG or
  ///     JPEG.
  ///   - depth: The bits of a sample, and so the units of the numbers: 0...255
  ///     or 0...65535. A JPEG has 8 bits.
  ///   - options: How the file is written.
  /// - Throws: ``UpsampleError/request(_:)`` unless the shape is `[1, height,
  ///   width, channels]` with at least one pixel and 1 to 4 channels, or when
  ///   the format can't hold the picture; ``UpsampleError/system(_:)`` when the
  ///   file can't be written.
  public func write(
    image path: FilePath, depth: ImageLayout.Depth = .eight,
    options: WritingOptions = WritingOptions()
  ) throws(UpsampleError) {
    guard shape.rank == 4, shape[0] == 1, shape[1] > 0, shape[2] > 0, (1...4).contains(shape[3])
    else {
      throw .request(RequestFault(subject: "\(path)", ImageFault.noPicture(shape)))
    }
    let format = try ImageFormat(options.format, output: .file(path), input: .png)
    let layout = ImageLayout(
      width: shape[2], height: shape[1], channels: shape[3], depth: format.depth(for: depth))
    let sink = try makeSink(
      format, try OutputFile(.file(path), existing: options.existing), layout: layout,
      options: options, properties: ImageProperties(format: .png))
    let writer = RowWriter(sink, layout: layout)
    for row in 0..<layout.height {
      let start = row * layout.rowSamples
      let line = Array(scalars[start..<start + layout.rowSamples])
      try writer.append(line, of: depth)
    }
    try writer.finish()
  }
}
