import CImageIO
import Glibc

@testable import Upsample
@testable import UpsampleBase
@testable import UpsampleExplaining
@testable import UpsampleImages
@testable import UpsampleTensors
@testable import upsample_cli

/// What a fuzzer feeds with bytes, and a test with those that it found.
///
/// Nothing that the bytes hold may trap, hang or take memory without end; an
/// error that is thrown is an answer like any other.
enum FuzzTarget: String, CaseIterable, Sendable {
  /// A PNG file, read, made larger and written.
  case png
  /// The same for a JPEG file.
  case jpeg
  /// What files hold beside their pixels, each kind by the first byte.
  case metadata
  /// Kernels, tensors and command lines, each kind by the first byte.
  case kernel
  /// A picture of either format behind bytes that choose among all options.
  case picture
  /// What an output folder may hold in its folder `.upsample`.
  case state
  /// A network in an ONNX file, run on a small picture.
  case network

  func run(_ bytes: [UInt8]) {
    switch self {
    case .png, .jpeg: runFile(bytes)
    case .metadata: runMetadata(bytes.first ?? 0, Array(bytes.dropFirst()))
    case .kernel: runKernel(bytes.first ?? 0, Array(bytes.dropFirst()))
    case .picture: runPicture(bytes)
    case .state: runState(bytes)
    case .network: runNetwork(bytes)
    }
  }
}

// MARK: Files

private func runFile(_ bytes: [UInt8]) {
  let file = MemoryFile(bytes)
  defer { withExtendedLifetime(file) {} }
  let strict = samples(file.path, .refuse)
  let recovered = samples(file.path, .recover)
  if let strict { precondition(strict == recovered, "a sound file is recovered as it is") }
  var options = UpsampleOptions()
  options.reading = reading(.recover)
  options.format = bytes.count & 1 == 0 ? .png : .jpeg
  options.metadata = bytes.count & 2 == 0 ? .keep : .all
  if recovered != nil {
    _ = try? upsample(.file(file.path), to: .file(FilePath("/dev/null")), options: options)
  } else {
    // What is too large for here is only opened, with the limits that users have.
    options.reading.limits = InputLimits()
    guard let source = try? openImageSource(.file(file.path), options.reading) else { return }
    precondition(source.heldBytes <= 200 << 20 + 50 * bytes.count, "a short file holds little")
  }
}

private func reading(_ damage: DamagePolicy) -> ReadingOptions {
  var options = ReadingOptions()
  options.animation = .firstFrame
  options.damage = damage
  options.limits.pixels = 1 << 12
  options.limits.scans = 20
  return options
}

/// The samples of a whole picture, or `nil` when it is refused.
private func samples(_ path: FilePath, _ damage: DamagePolicy) -> [UInt8]? {
  do {
    let source = try openImageSource(.file(path), reading(damage))
    var samples: [UInt8] = []
    for _ in 0..<source.layout.height { samples += try source.readRow() }
    try source.finish()
    return samples
  } catch {
    return nil
  }
}

// MARK: Metadata

private func runMetadata(_ kind: UInt8, _ bytes: [UInt8]) {
  switch kind % 7 {
  case 0: runEXIF(bytes)
  case 1: runXMP(bytes)
  case 2: write(PictureMetadata(PNGChunks(ByteWindow(bytes))))
  case 3: write(PictureMetadata(JPEGMarkers(ByteWindow(bytes))))
  case 4: write(PictureMetadata(PNGChunks(ByteWindow(pngFile(bytes)))))
  case 5: runResources(bytes)
  default: _ = ICCProfile(bytes).map { ($0.colourSpace, $0.segments) }
  }
}

private func runEXIF(_ bytes: [UInt8]) {
  guard var exif = EXIF(bytes) else { return }
  exif.setOrientation(.topLeft)
  exif.setSize(width: 70_000, height: 3)
  exif.multiplyDensity(x: 2, y: Ratio(1_000_003, 1_000_001))
  exif.swapDensities()
  exif.removeThumbnail()
  precondition(EXIF(exif.bytes) != nil, "EXIF that was edited is EXIF")
  let layout = ImageLayout(width: 9, height: 70_000, channels: 3, depth: .eight)
  var other = exif
  other.fitJPEG(layout, density: .unknown, isSRGB: true)
  precondition(EXIF(other.bytes) == other, "EXIF that was fitted is EXIF")
  exif.removeMakerNote()
  precondition(exif.bytes.count <= bytes.count && EXIF(exif.bytes) != nil)
}

private func runXMP(_ bytes: [UInt8]) {
  var packet = XMPPacket(bytes)
  packet.set(width: 70_000, height: 3)
  packet.setOrientation(.topLeft)
  packet.multiplyDensity(x: 2, y: 3)
  packet.removeThumbnails()
  _ = packet.removeFurtherPictures()
  _ = packet.merge(Array(bytes.suffix(bytes.count / 2)))
  _ = (packet.extensionID, packet.unframed, packet.framed)
}

private func runResources(_ bytes: [UInt8]) {
  var resources = PhotoshopResources(text: bytes)
  resources.removeThumbnails()
  resources.multiplyDensity(x: 2, y: Ratio(1_000_003, 1_000_001))
  resources.swapDensities()
  resources.append(PhotoshopResources(bytes))
}

/// A PNG file of chunks with right checksums: four letters, a length of one
/// byte and data, again and again.
private func pngFile(_ bytes: [UInt8]) -> [UInt8] {
  var file: [UInt8] = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]
  func add(_ type: [UInt8], _ data: [UInt8]) {
    let body = type + data
    let checksum = cio_crc32(0, body, body.count)
    file += bigEndianBytes(data.count) + body + bigEndianBytes(Int(checksum))
  }
  add(Array("IHDR".utf8), [0, 0, 1, 44, 0, 0, 0, 200, 8, 3, 0, 0, 0])
  var rest = bytes[...]
  while rest.count >= 5 {
    let (type, count) = (Array(rest.prefix(4)), Int(rest[rest.startIndex + 4]))
    add(type, Array(rest.dropFirst(5).prefix(count)))
    rest = rest.dropFirst(5 + count)
  }
  return file
}

private func write(_ metadata: PictureMetadata) {
  var options = WritingOptions()
  options.density = .multiply
  let input = ImageLayout(width: 30, height: 20, channels: 3, depth: .eight)
  let output = ImageLayout(width: 70, height: 30, channels: 3, depth: .eight)
  for format in ImageFormat.allCases {
    for policy in [MetadataPolicy.all, .private] {
      options.metadata = policy
      let written = metadata.upright.written(
        as: OutputForm(output, of: input, format, options, animation: .firstFrame))
      precondition(written.segments.allSatisfy { $0.data.count <= JPEGSegment.largestCount })
    }
  }
}

// MARK: Kernels and arguments

private func runKernel(_ kind: UInt8, _ bytes: [UInt8]) {
  switch kind % 4 {
  case 0:
    if let json = try? KernelJSON(bytes, name: "k", limit: 1000) { analyze(json.taps) }
  case 1:
    let file = MemoryFile(bytes)
    if let tensor = try? Tensor(npy: file.path) { analyze(tensor) }
    withExtendedLifetime(file) {}
  case 2: runArguments(bytes)
  default: runRequest(bytes)
  }
}

private func analyze(_ taps: Tensor) {
  guard taps.scalars.count <= 1000, let filter = try? UserFilter(taps, name: "k") else { return }
  let analysis = try? KernelAnalysis(.filter(filter), name: "k", horizontal: 2, vertical: 3)
  _ = analysis.map { KernelText($0).text }
}

/// A command line, one word a line.
private func runArguments(_ bytes: [UInt8]) {
  // No argument that a system hands over holds a zero.
  let words = bytes.filter { $0 != 0 }
    .split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
  guard let arguments = try? Arguments(words.map { FilePath(bytes: Array($0)) }) else { return }
  switch arguments.command.name {
  case .upsample: _ = try? UpsampleCommand(arguments)
  case .roundtrip: _ = try? RoundTripCommand(arguments)
  case .diff: _ = try? DiffCommand(arguments)
  case .kernel: _ = try? KernelCommand(arguments)
  case .op: _ = try? OpCommand(arguments)
  case .explain: _ = try? ExplainCommand(arguments)
  default: break
  }
}

/// The arguments of an operation, one a line in a fixed order, and two shapes.
private func runRequest(_ bytes: [UInt8]) {
  let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    .map { String(decoding: $0, as: UTF8.self) }
  func line<Value>(_ index: Int) -> Argument<Value>? {
    index < lines.count && !lines[index].isEmpty ? .text(lines[index]) : nil
  }
  let operations = OperationName.windowed
  var request = OperationRequest(operations[Int(bytes.first ?? 0) % operations.count])
  (request.strides, request.padding, request.dataFormat) = (line(1), line(2), line(3))
  (request.dilations, request.rate, request.ksize) = (line(4), line(5), line(6))
  request.outputShape = line(7)
  _ = try? request.floatingPointOperations(
    value: [2, 7, 5, 3], filter: request.operation.isPool ? nil : [3, 2, 3, 3])
}
