import UpsampleBase

extension ImageFormat {
  /// The format of an output: the one asked for, or that of the output's
  /// extension. Standard output has none and takes the input's.
  package init(_ wish: OutputFormat?, output: Endpoint, input: ImageFormat) throws(UpsampleError) {
    switch (wish, output) {
    case (.png, _): self = .png
    case (.jpeg, _): self = .jpeg
    case (.same, _), (nil, .standardStream): self = input
    case (nil, .file(let path)):
      self = try .named(by: path, .byOption)
    }
  }

  /// The format of an output for which none can be asked: that of its name, or,
  /// of one for standard output, that of `streams`.
  package init(of output: Endpoint, streams: ImageFormat) throws(UpsampleError) {
    switch output {
    case .standardStream: self = streams
    case .file(let path): self = try .named(by: path, .byNameAlone)
    }
  }

  /// What is to be said where an output's name is that of another format.
  package func warning(of output: Endpoint) -> String? {
    guard let named = try? ImageFormat(of: output, streams: self), named != self else { return nil }
    return "the output is a \(rawValue.uppercased()), as `format` asks, whatever its name says"
  }

  private static func named(
    by path: FilePath, _ choice: ImageFault.FormatChoice
  ) throws(UpsampleError) -> ImageFormat {
    if let format = ImageFormat(extensionOf: path) { return format }
    throw .request(
      RequestFault(
        subject: "\(path)",
        ImageFault.extensionOfOutput(path.lowercasedExtension, formatCanBeGiven: choice)))
  }

  /// The depth in which samples of the given depth are written: a JPEG has 8
  /// bits.
  package func depth(for input: ImageLayout.Depth) -> ImageLayout.Depth {
    self == .jpeg ? .eight : input
  }
}

extension ReadingOptions {
  /// How an input is read whose picture goes to an output: a JPEG holds one
  /// picture of an animation anyway.
  package func reading(for output: Endpoint, _ options: WritingOptions) -> ReadingOptions {
    var reading = self
    let format = try? ImageFormat(options.format, output: output, input: .png)
    if format == .jpeg { reading.animation = .firstFrame }
    return reading
  }
}

/// A sink that writes a PNG file of indices into a palette: rows of a byte for each pixel.
///
/// - Precondition: The palette has 1 to 256 colours, and the layout one channel of 8 bits.
package func makeSink(
  _ file: OutputFile, layout: ImageLayout, palette: [Colour]
) throws(UpsampleError) -> any ImageSink {
  try PNGSink(file, layout: layout, compression: .fast, palette: palette)
}

/// A sink that writes a picture as the options say.
///
/// - Parameters:
///   - layout: The picture that is written.
///   - properties: Those of the input.
///   - metadata: What is written beside the pixels.
package func makeSink(
  _ format: ImageFormat, _ file: OutputFile, layout: ImageLayout, options: WritingOptions,
  properties: ImageProperties, metadata: OutputMetadata = OutputMetadata()
) throws(UpsampleError) -> any ImageSink {
  switch format {
  case .png:
    guard layout.colorModel != .cmyk else {
      throw .request(RequestFault(subject: file.name, ImageFault.inksInPNG))
    }
    return try PNGSink(file, layout: layout, compression: options.compression, metadata: metadata)
  case .jpeg:
    guard !layout.hasAlpha else { throw .transparencyInJPEG(file.name) }
    let manner = try JPEGSink.Manner(
      options.quality, channels: layout.channels, properties: properties)
    return try JPEGSink(
      file, layout: layout, manner: manner, progression: options.progression, metadata: metadata)
  }
}

extension UpsampleError {
  /// A picture with transparency that has to stay.
  package static func transparencyInJPEG(_ name: String) -> UpsampleError {
    .request(RequestFault(subject: name, ImageFault.transparencyInJPEG))
  }
}

extension JPEGSink.Manner {
  /// The quality of a JPEG whose input is none.
  private static let defaultQuality = 90

  /// The quality asked for; without one, a JPEG input's own.
  fileprivate init(
    _ quality: JPEGQuality?, channels: Int, properties: ImageProperties
  ) throws(UpsampleError) {
    let own = properties.jpegEncoding.flatMap { encoding in
      encoding.isRepeatable && encoding.components.count == channels ? encoding : nil
    }
    switch (quality, own) {
    case (.percent(let percent), _):
      guard (1...100).contains(percent) else {
        throw .request(RequestFault(subject: "`quality`", ImageFault.quality(percent)))
      }
      self = .quality(percent)
    case (_, let own?):
      self = .like(own)
    case (nil, nil):
      self = .quality(Self.defaultQuality)
    case (.keep, nil):
      throw .request(
        RequestFault(subject: "`quality`", properties.reasonNotToKeep(channels: channels)))
    }
  }
}

extension ImageProperties {
  /// Why an output of that many channels can't be compressed as the input was.
  fileprivate func reasonNotToKeep(channels: Int) -> ImageFault {
    guard format == .jpeg else { return .nothingToKeep }
    guard let encoding = jpegEncoding else { return .unrepeatable }
    return .channels(input: encoding.components.count, output: channels)
  }
}
