import CImageIO
import UpsampleBase

extension ImageLayout {
  /// The layout of a decoded picture.
  init(_ picture: cio_picture) {
    self.init(
      width: Int(picture.width), height: Int(picture.height), channels: Int(picture.channels),
      depth: picture.depth == 16 ? .sixteen : .eight,
      colourModel: picture.has_inks ? .cmyk : nil)
  }
}

extension UpsampleError {
  /// The end of a clause that tells of damage.
  static let recoveryHint = "; `recover` makes do with what can be read"

  /// The error without the hint that damage can be survived, where it can't.
  package var withoutRecoveryHint: UpsampleError {
    guard case .file(let defect) = self else { return self }
    return .file(
      FileDefect(
        name: defect.name, defect: defect.defect.replacing(Self.recoveryHint, with: ""),
        remedy: defect.remedy))
  }

  /// The failure of a decoder.
  ///
  /// - Parameters:
  ///   - height: The rows of the picture, when they are known.
  init(
    _ failure: cio_failure, of file: InputFile, format: ImageFormat, height: Int? = nil,
    _ options: ReadingOptions
  ) {
    switch failure.cause {
    case .damaged, .misplaced, .truncated:
      // A header that is damaged itself may say anything.
      let isBehindHeader =
        height != nil || failure.cause == .misplaced || failure.text.hasSuffix(": CRC error")
      let canRecover =
        isBehindHeader && !failure.text.hasPrefix("IHDR") && options.damage == .refuse
      let hint = canRecover ? Self.recoveryHint : ""
      self = .file(
        FileDefect(name: file.name, defect: failure.defect(format, height: height) + hint))
    case .unsupported:
      self = .file(
        FileDefect(
          name: file.name, defect: "is a JPEG with \(failure.text), which can't be read",
          remedy: "Convert it to an 8-bit baseline JPEG or to a PNG first."))
    case .tooManyScans:
      self = .limit(
        LimitExcess(
          subject: file.name, quantity: "scans or more", value: options.limits.mostScans + 1,
          limit: options.limits.mostScans, remedy: "Raise the limit with `max-scans`."))
    case .tooManyBlocks:
      let limit = InputLimits.scannedBlocks
      self = .limit(
        LimitExcess(
          subject: file.name, quantity: "blocks or more in its scans", value: limit + 1,
          limit: limit, remedy: "Give the number of scans to accept with `max-scans`."))
    case .system:
      self = .system(
        SystemFailure(
          action: "read", name: file.name, side: .input, code: failure.error_number))
    }
  }
}

extension cio_failure {
  /// What was lost of a picture whose damage was survived, as a clause.
  ///
  /// - Parameters:
  ///   - filling: What stands where nothing could be read.
  func recovery(_ format: ImageFormat, height: Int, filling: String) -> String {
    let found = "it \(defect(format, height: height))"
    if pass > 0 { return "recovered in part: \(found); \(filling)" }
    if cause == .misplaced { return "recovered, but maybe not as it was meant: \(found)" }
    if row < 0 {
      let concernsPixels =
        format == .jpeg || ["IDAT", "PLTE", "IEND"].contains { text.hasPrefix($0) }
      return concernsPixels
        ? "recovered, but maybe with wrong pixels: \(found)"
        : "recovered, but without what a damaged chunk says: \(found)"
    }
    let rows = Int(row) < height ? "\(row) of \(height)" : "all"
    return "recovered \(rows) rows: \(found)" + (Int(row) < height ? "; \(filling)" : "")
  }

  /// What is wrong with the file, as a clause.
  fileprivate func defect(_ format: ImageFormat, height: Int?) -> String {
    let place = ([" in its header"].filter { _ in height == nil } + places(format, height ?? 0))
      .joined()
    let label = format == .png ? "PNG" : "JPEG"
    return cause == .truncated ? "is truncated\(place)" : "is a damaged \(label)\(place): \(text)"
  }

  /// Where it failed, for people: rows are counted from 1.
  private func places(_ format: ImageFormat, _ height: Int) -> [String] {
    let rowPlace = row < height ? " at row \(row + 1) of \(height)" : " after its last row"
    return [
      pass > 0 ? " in \(format == .png ? "pass" : "scan") \(pass)" : "",
      height > 0 && row >= 0 ? rowPlace : "",
      position >= 0 ? ", byte \(position)" : "",
    ]
  }

  /// What the library said.
  fileprivate var text: String {
    withUnsafeBytes(of: message) { bytes in
      String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
    }
  }
}

extension cio_rules {
  /// The rules as decoders take them.
  init(_ options: ReadingOptions) {
    let limits = options.limits
    self.init(
      max_scans: Int32(clamping: limits.mostScans),
      max_blocks: limits.scans == nil ? Int64(InputLimits.scannedBlocks) : .max,
      recovers: options.damage == .recover)
  }
}
