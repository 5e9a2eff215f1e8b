import CImageIO
import UpsampleBase

extension ImageLayout {
  /// The layout of a decoded picture.
  init(_ picture: cio_picture) {
    self.init(
      width: Int(picture.width), height: Int(picture.height), channels: Int(picture.channels),
      depth: picture.depth == 16 ? .sixteen : .eight,
      colorModel: picture.has_inks ? .cmyk : nil)
  }
}

extension UpsampleError {
  /// The error without the hint that damage can be survived, where it can't.
  package var withoutRecoveryHint: UpsampleError {
    guard case .file(let defect) = self, var damage = defect.values as? DecodingDamage else {
      return self
    }
    damage.recovery = .none
    return .file(FileDefect(name: defect.name, damage))
  }

  /// The error without the hint that a JPEG can be written, where nothing is.
  package var withoutOutputHint: UpsampleError {
    guard case .file(let defect) = self, case .animation? = defect.values as? ImageFault else {
      return self
    }
    return .file(FileDefect(name: defect.name, ImageFault.animation(.firstFrame)))
  }

  /// The failure of a decoder.
  ///
  /// - Parameters:
  ///   - height: The rows of the picture, when they are known.
  init(
    _ failure: cio_failure, of file: InputFile, format: ImageFormat, height: Int? = nil,
    _ options: ReadingOptions
  ) {
    func damage(_ kind: DecodingDamage.Kind) -> UpsampleError {
      var damage = DecodingDamage(failure, kind, format: format, height: height)
      if options.damage == .recover { damage.recovery = .none }
      return .file(FileDefect(name: file.name, damage))
    }
    switch failure.cause {
    case .damaged: self = damage(.damaged)
    case .misplaced: self = damage(.misplaced)
    case .truncated: self = damage(.truncated)
    case .unsupported:
      self = .file(FileDefect(name: file.name, ImageFault.unsupportedJPEG(failure.text)))
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
  /// The damage that was survived.
  func survived(_ format: ImageFormat, height: Int) -> DecodingDamage {
    let kind: DecodingDamage.Kind =
      switch cause {
      case .misplaced: .misplaced
      case .truncated: .truncated
      default: .damaged
      }
    return DecodingDamage(self, kind, format: format, height: height)
  }

  /// What the library said.
  var text: String {
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
