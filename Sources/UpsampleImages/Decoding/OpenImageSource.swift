import CUpsampleSystem
import UpsampleBase

/// Opens an input and reads its header.
///
/// - Parameters:
///   - input: A PNG or JPEG file, known by its first bytes.
///   - options: Which pictures are accepted, and whether they are turned upright.
/// - Throws: ``UpsampleError``, before memory is taken for any pixel, when the
///   file can't be read, is neither PNG nor JPEG, or is too large.
package func openImageSource(
  _ input: Endpoint, _ options: ReadingOptions
) throws(UpsampleError) -> any ImageSource {
  try openImageSource(InputFile(input), options)
}

/// Reads the header of a file that was just opened or rewound. The file must
/// not be read by anyone else as long as the source is in use.
package func openImageSource(
  _ file: InputFile, _ options: ReadingOptions
) throws(UpsampleError) -> any ImageSource {
  file.keepStart(limit: options.limits.metadata)
  let stored: any ImageSource =
    switch try file.format() {
    case .png: try PNGSource(file, options)
    case .jpeg: try JPEGSource(file, options)
    case nil: throw .file(FileDefect(name: file.name, try file.lackOfFormat()))
    }
  try file.checkWindow()
  try options.limits.check(stored.properties.metadata.excess, name: file.name)
  let source =
    options.orientation == .apply
    ? try uprightSource(stored, name: file.name, limits: options.limits) : stored
  try options.limits.allowance(for: file).check(source.heldBytes, side: .input)
  return source
}

/// A picture as it is shown.
///
/// - Parameters:
///   - stored: The picture as it is stored, none of whose rows have been read.
///   - name: The file's, for people to read.
///   - limits: How many pixels are held.
func uprightSource(
  _ stored: any ImageSource, name: String, limits: InputLimits
) throws(UpsampleError) -> any ImageSource {
  switch stored.properties.metadata.orientation {
  case .topLeft: stored
  case .topRight: MirroredSource(stored)
  default: try TurnedSource(stored, name: name, limits: limits)
  }
}

/// Whether a regular file is a picture by its first bytes.
package func isPicture(_ path: FilePath) -> Bool {
  (try? InputFile(regular: path).format()) != nil
}

private let signatures: [(ImageFormat, [UInt8])] = [
  (.png, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]), (.jpeg, [0xff, 0xd8, 0xff]),
]

extension InputFile {
  /// The format that the file's first bytes name, if it is one that is read here.
  package func format() throws(UpsampleError) -> ImageFormat? {
    let start = try firstBytes(8)
    return signatures.first { start.starts(with: $0.1) }?.0
  }

  /// The format that the file's first bytes name, where it is none that is read here.
  package func foreignFormat() throws(UpsampleError) -> ForeignFormat? {
    ForeignFormat(Array(try firstBytes(ForeignFormat.mostBytes)))
  }

  /// Why a file has no format that is read here.
  fileprivate func lackOfFormat() throws(UpsampleError) -> ImageFault {
    let start = try firstBytes(8)
    if start.isEmpty { return .empty }
    if signatures.contains(where: { $0.1.starts(with: start) }) { return .truncatedSignature }
    return try foreignFormat().map { .foreign($0) } ?? .unknownFormat
  }

  /// Up to `count` bytes from the file's start. Of a regular file of no length, as
  /// files are that the system makes up while they are read, none: some of them have
  /// the reader wait for ever.
  private func firstBytes(_ count: Int) throws(UpsampleError) -> ArraySlice<UInt8> {
    if byteCount == 0 { return [] }
    var start = [UInt8](repeating: 0, count: count)
    var code: Int32 = 0
    let count = cus_source_peek(bytes, &start, start.count, &code)
    guard count >= 0 else {
      throw .system(SystemFailure(action: "read", name: name, side: .input, code: code))
    }
    return start.prefix(Int(count))
  }
}
