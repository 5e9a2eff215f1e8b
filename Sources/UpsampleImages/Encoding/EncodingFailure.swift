import CImageIO
import UpsampleBase

extension UpsampleError {
  /// The failure of an encoder, which can only be the system's.
  init(_ failure: cio_failure, of file: OutputFile) {
    self = .system(
      SystemFailure(
        action: "write", name: file.name, side: .output, code: failure.error_number))
  }
}

extension ImageLayout {
  /// Throws when a side is larger than a format allows.
  func checkSides(
    within limit: Int, of file: OutputFile, format: String
  ) throws(UpsampleError) {
    for (extent, quantity) in [(width, "columns"), (height, "rows")] where extent > limit {
      throw .limit(
        LimitExcess(
          subject: "\(format) output \(file.name)", quantity: quantity, value: extent,
          limit: limit, side: .output, remedy: "Choose a smaller `scale` or `size`."))
    }
  }
}

extension cio_picture {
  /// The form of a picture that is written. Its sides fit in 32 bits.
  init(_ layout: ImageLayout) {
    self.init(
      width: UInt32(layout.width), height: UInt32(layout.height),
      channels: Int32(layout.channels), has_inks: layout.colorModel == .cmyk,
      depth: Int32(layout.depth.rawValue), held_whole: false, held_bytes: 0, least_bytes: 0)
  }
}
