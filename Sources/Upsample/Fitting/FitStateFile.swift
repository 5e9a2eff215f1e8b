import UpsampleBase

/// A file of a ``FitState``: little endian, without gaps.
///
/// | bytes | what they hold |
/// | --- | --- |
/// | 8 | the magic `89 46 49 54 0D 0A 1A 0A` |
/// | 2 | the version, 1 |
/// | 1 | the scale, 2 to 8 |
/// | 1 | the taps in input pixels, 1 to 15 |
/// | 4 | the length of the options |
/// | that many | the options that decide the sums, as a JSON object of texts |
/// | 8 | the number of samples |
/// | 8 for each pair of columns `a <= b` | the sums of their products, by rows |
/// | 8 | the number of images |
/// | for each image, by their names | the length of its file (8), that of its name (2), its name |
/// | 8 | the ``stableHash(_:)`` of all bytes before |
enum FitStateFile {
  static let magic: [UInt8] = [0x89, 0x46, 0x49, 0x54, 0x0d, 0x0a, 0x1a, 0x0a]
  private static let version = 1
  private static let headerBytes = 16
  private static let checksumBytes = 8
  /// The longest name of an image that the system lets be.
  private static let longestName = 4096
  /// The most bytes of a file: those of four million names of a hundred bytes.
  static let mostBytes = 1 << 29

  // MARK: Writing

  static func bytes(of state: FitState) -> [UInt8] {
    var bytes = magic
    bytes.append(littleEndian: UInt16(version))
    bytes += [UInt8(state.window.scale), UInt8(state.window.taps)]
    var object = JSONObject()
    for (name, value) in state.record.values.sorted(by: { $0.key < $1.key }) {
      object.add(name, value)
    }
    let options = Array(object.description.utf8)
    bytes.append(littleEndian: UInt32(options.count))
    bytes += options
    bytes.append(littleEndian: state.sums.samples)
    for a in 0..<state.sums.columns {
      for b in a..<state.sums.columns { bytes.append(littleEndian: state.sums[a, b]) }
    }
    bytes.append(littleEndian: Int64(state.lengths.count))
    let names = state.lengths.sorted { $0.key.bytes.lexicographicallyPrecedes($1.key.bytes) }
    for (name, length) in names {
      bytes.append(littleEndian: Int64(length))
      bytes.append(littleEndian: UInt16(name.bytes.count))
      bytes += name.bytes
    }
    bytes.append(littleEndian: stableHash(bytes))
    return bytes
  }

  // MARK: Reading

  /// - Parameter name: The file's name, for messages.
  static func state(_ bytes: [UInt8], name: String) throws(UpsampleError) -> FitState {
    func defect(_ fault: FitStateFault) -> UpsampleError { .file(FileDefect(name: name, fault)) }
    guard bytes.starts(with: magic), bytes.count >= headerBytes + checksumBytes else {
      throw defect(.notState)
    }
    let version: UInt16 = bytes.number(at: magic.count)
    guard version == Self.version else { throw defect(.version(Int(version))) }
    let end = bytes.count - checksumBytes
    guard stableHash(bytes[..<end]) == bytes.number(at: end) else { throw defect(.damaged) }
    var reader = StateReader(bytes: bytes, offset: magic.count + 2, end: end)
    guard let scale: UInt8 = reader.number(), FitOptions.scales.contains(Int(scale)),
      let taps: UInt8 = reader.number(), FitOptions.extents.contains(Int(taps)),
      let record = reader.record(), record.values["scale"] == "\(scale)",
      record.values["taps"] == "\(taps)"
    else { throw defect(.notState) }
    let window = FittedWindow(scale: Int(scale), taps: Int(taps))
    guard let sums = reader.sums(columns: window.columns) else { throw defect(.sums) }
    guard let lengths = reader.lengths(longestName), reader.isAtEnd else { throw defect(.images) }
    return FitState(record, window, sums, lengths)
  }
}

/// Takes what a state's file holds off its front; `nil` where that is not there.
private struct StateReader {
  let bytes: [UInt8]
  var offset: Int
  let end: Int

  var isAtEnd: Bool { offset == end }

  mutating func number<Number: FixedWidthInteger>() -> Number? {
    let size = Number.bitWidth / 8
    guard end - offset >= size else { return nil }
    defer { offset += size }
    return bytes.number(at: offset)
  }

  mutating func text(_ count: Int) -> [UInt8]? {
    guard count >= 0, end - offset >= count else { return nil }
    defer { offset += count }
    return Array(bytes[offset..<offset + count])
  }

  mutating func record() -> OptionsRecord? {
    guard let count: UInt32 = number(), let text = text(Int(count)),
      let members = JSONMembers(text), members.numbers.isEmpty
    else { return nil }
    return OptionsRecord(values: members.texts)
  }

  /// Sums that samples can have: none is beyond the limit, and the product of two columns
  /// is no larger than those of each with itself allow.
  mutating func sums(columns: Int) -> NormalSums? {
    guard let samples: Int64 = number(), (0...NormalSums.most).contains(samples),
      (end - offset) / 8 >= columns * (columns + 1) / 2
    else { return nil }
    var sums = NormalSums(columns: columns)
    sums.samples = samples
    for a in 0..<columns {
      for b in a..<columns { sums.products[a * columns + b] = number() ?? 0 }
    }
    return sums.isPossible ? sums : nil
  }

  /// The lengths of files by names, which are in order and differ.
  mutating func lengths(_ longestName: Int) -> [FilePath: Int]? {
    guard let count: Int64 = number() else { return nil }
    var lengths: [FilePath: Int] = [:]
    var last: [UInt8] = []
    while lengths.count < count {
      guard let length: Int64 = number(), length >= 0, let size: UInt16 = number(),
        size <= longestName, let name = text(Int(size)), !name.contains(0),
        last.lexicographicallyPrecedes(name)
      else { return nil }
      lengths[FilePath(bytes: name)] = Int(length)
      last = name
    }
    return lengths.count == count ? lengths : nil
  }
}

extension FitState {
  /// Reads a fit on its way from a file.
  ///
  /// - Throws: ``UpsampleError/system(_:)`` when it can't be read,
  ///   ``UpsampleError/limit(_:)`` when it is too long, ``UpsampleError/file(_:)`` when it
  ///   is no such file, or damaged.
  public init(file: FilePath) throws(UpsampleError) {
    let bytes = try InputFile(regular: file).contents(limit: FitStateFile.mostBytes)
    self = try FitStateFile.state(bytes, name: "\(file)")
  }

  /// Writes the fit to a file, which appears under its name only when it is complete.
  ///
  /// - Throws: ``UpsampleError/system(_:)`` when it can't be written.
  public func write(to file: FilePath) throws(UpsampleError) {
    let output = try OutputFile(.file(file))
    try output.write(FitStateFile.bytes(of: self))
    try output.commit()
  }
}
