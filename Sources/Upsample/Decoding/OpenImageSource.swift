import CImageIO

/// Opens an input and reads its header.
///
/// - Parameters:
///   - input: A PNG or JPEG file, known by its first bytes.
///   - options: Which pictures are accepted, and whether they are turned upright.
/// - Throws: ``UpsampleError``, before memory is taken for any pixel, when the
///   file can't be read, is neither PNG nor JPEG, or is too large.
func openImageSource(
  _ input: Endpoint, _ options: ReadingOptions
) throws(UpsampleError) -> any ImageSource {
  try openImageSource(InputFile(input), options)
}

/// Reads the header of a file that was just opened or rewound. The file must
/// not be read by anyone else as long as the source is in use.
func openImageSource(
  _ file: InputFile, _ options: ReadingOptions
) throws(UpsampleError) -> any ImageSource {
  let stored: any ImageSource =
    switch try imageFormat(of: file) {
    case .png: try PNGSource(file, options)
    case .jpeg: try JPEGSource(file, options)
    }
  return options.orientation == .apply ? try uprightSource(stored, name: file.name) : stored
}

/// A picture as it is shown.
///
/// - Parameters:
///   - stored: The picture as it is stored, none of whose rows have been read.
///   - name: The file's, for people to read.
func uprightSource(
  _ stored: any ImageSource, name: String
) throws(UpsampleError) -> any ImageSource {
  switch stored.properties.metadata.orientation {
  case .topLeft: stored
  case .topRight: MirroredSource(stored)
  default: try TurnedSource(stored, name: name)
  }
}

/// The format that a file's first bytes name.
private func imageFormat(of file: InputFile) throws(UpsampleError) -> ImageFormat {
  let pngSignature: [UInt8] = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]
  let jpegSignature: [UInt8] = [0xff, 0xd8, 0xff]
  var start = [UInt8](repeating: 0, count: pngSignature.count)
  var code: Int32 = 0
  let count = cio_source_peek(file.bytes, &start, start.count, &code)
  guard count >= 0 else {
    throw .system(SystemFailure(action: "read", name: file.name, side: .input, code: code))
  }
  let seen = start.prefix(Int(count))
  if seen.starts(with: pngSignature) { return .png }
  if seen.starts(with: jpegSignature) { return .jpeg }
  let isCut = !seen.isEmpty && (pngSignature.starts(with: seen) || jpegSignature.starts(with: seen))
  let defect =
    seen.isEmpty ? "is empty" : isCut ? "is truncated" : "is neither a PNG nor a JPEG file"
  throw .file(FileDefect(name: file.name, defect: defect))
}
