import CImageIO

/// The most pixels of a picture that is decoded as a whole: 16383 x 16383.
let maxHeldPixels = 268_402_689

extension ImageLayout {
  /// The layout of a decoded picture, if it is within the limits.
  ///
  /// - Parameters:
  ///   - manner: What makes decoding hold the whole picture, where it does:
  ///     `interlaced`, `of several scans`.
  init(
    _ picture: cio_picture, manner: String, of file: InputFile, maxPixels: Int
  ) throws(UpsampleError) {
    // Both factors are below 2^31.
    let pixels = Int(picture.width) * Int(picture.height)
    guard pixels <= maxPixels else {
      throw .limit(
        LimitExcess(
          subject: file.name, quantity: "pixels", value: pixels, limit: maxPixels,
          remedy: "Raise the limit with `max-pixels`."))
    }
    guard !picture.held_whole || pixels <= maxHeldPixels else {
      throw .limit(
        LimitExcess(
          subject: file.name, quantity: "pixels and is \(manner)", value: pixels,
          limit: maxHeldPixels, remedy: "Save it as a file that is not \(manner)."))
    }
    self.init(
      width: Int(picture.width), height: Int(picture.height), channels: Int(picture.channels),
      depth: picture.depth == 16 ? .sixteen : .eight)
  }
}

extension UpsampleError {
  /// The failure of a decoder.
  ///
  /// - Parameters:
  ///   - height: The rows of the picture, when they are known.
  init(_ failure: cio_failure, of file: InputFile, format: ImageFormat, height: Int? = nil) {
    let message = failure.text
    let place = height.map { placeName(row: Int(failure.row), height: $0) } ?? " in its header"
    let label = format == .png ? "PNG" : "JPEG"
    switch failure.cause {
    case .damaged:
      self = .file(
        FileDefect(name: file.name, defect: "is a damaged \(label)\(place): \(message)"))
    case .truncated:
      self = .file(FileDefect(name: file.name, defect: "is truncated\(place)"))
    case .unsupported:
      self = .file(
        FileDefect(
          name: file.name, defect: "is a \(label) with \(message), which can't be read",
          remedy: "Convert it to an 8-bit baseline JPEG or to a PNG first."))
    case .tooManyScans:
      self = .limit(
        LimitExcess(
          subject: file.name, quantity: "progressive scans or more",
          value: Int(CIO_MAX_SCANS) + 1, limit: Int(CIO_MAX_SCANS),
          remedy: "Save it with fewer scans."))
    case .system:
      self = .system(
        SystemFailure(
          action: "read", name: file.name, side: .input, code: failure.error_number))
    }
  }
}

extension cio_failure {
  /// What the library said.
  fileprivate var text: String {
    withUnsafeBytes(of: message) { bytes in
      String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
    }
  }
}

/// Where decoding failed, for people: rows are counted from 1.
private func placeName(row: Int, height: Int) -> String {
  if row < 0 { return "" }
  return row < height ? " at row \(row + 1) of \(height)" : " after its last row"
}
