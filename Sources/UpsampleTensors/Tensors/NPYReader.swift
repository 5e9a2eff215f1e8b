import Glibc
import UpsampleBase

extension Tensor {
  /// Reads a tensor from an NPY file, as NumPy's `save` writes it.
  ///
  /// Numbers are converted to the nearest 32-bit floating-point ones. Files of
  /// versions 1.0 to 3.0 are read, in C and in Fortran order, of booleans,
  /// integers of 8 to 64 bits and floating-point numbers of 16 to 64 bits, in
  /// either byte order.
  ///
  /// - Parameter input: A regular file, or standard input.
  /// - Throws: ``UpsampleError/system(_:)`` when the file can't be read, and
  ///   ``UpsampleError/file(_:)`` when it is no such file or holds fewer numbers
  ///   than its header says.
  public init(npy input: Endpoint) throws(UpsampleError) {
    try self.init(npy: input) { (_: Shape) in }
  }

  /// Reads a tensor from a file of that name.
  public init(npy path: FilePath) throws(UpsampleError) { try self.init(npy: .file(path)) }

  /// Reads a tensor if its shape is accepted, before memory is taken for it.
  ///
  /// - Parameter check: Throws what is wrong with a shape.
  package init(
    npy input: Endpoint, check: (Shape) throws(UpsampleError) -> Void
  ) throws(UpsampleError) {
    let file = try NPYFile(input)
    let header = try file.header()
    try check(header.shape)
    try self.init(of: file, header)
  }

  /// Reads the numbers that follow a header.
  fileprivate init(of file: NPYFile, _ header: NPYHeader) throws(UpsampleError) {
    let (elements, shape) = (header.elements, header.shape)
    try file.requireNumbers(of: header)
    let count = shape.scalarCount!
    // Twice, for another order. A sparse file may claim more than there are addresses.
    let (held, overflow) = count.multipliedReportingOverflow(by: 2 * MemoryLayout<Float>.stride)
    guard !overflow, WorkingMemory.isThere(held) else {
      throw file.defect(.tooLarge(shape))
    }
    let scalars = try file.scalars(count: count, elements: elements)
    let tensor = Tensor(shape: Shape(shape.extents.reversed()), scalars: scalars)
    self =
      header.order == .c
      ? tensor.viewed(as: shape) : tensor.withDimensionsReversed()
  }

  /// The tensor with its dimensions, and so its indices, in reverse order.
  private func withDimensionsReversed() -> Tensor {
    let target = Shape(shape.extents.reversed())
    // The extents beside a zero may be of any size.
    if scalars.isEmpty { return viewed(as: target) }
    // The distance in `scalars` between neighbours along each target dimension.
    var steps: [Int] = []
    var distance = 1
    for extent in target.extents {
      steps.append(distance)
      distance *= extent
    }
    var index = Array(repeating: 0, count: target.rank)
    var offset = 0
    return Tensor(shape: target) { output in
      for position in output.indices {
        output[position] = scalars[offset]
        for dimension in index.indices.reversed() {
          index[dimension] += 1
          offset += steps[dimension]
          if index[dimension] < target[dimension] { break }
          offset -= steps[dimension] * target[dimension]
          index[dimension] = 0
        }
      }
    }
  }
}

extension Shape {
  /// Reads the shape of the tensor that an NPY file holds, and no more of it.
  public init(ofNPY input: Endpoint) throws(UpsampleError) {
    self = try NPYFile(input).header().shape
  }
}

extension OutputShape {
  /// Reads the extents that an NPY file holds, exactly where its numbers are
  /// integers.
  public init(npy input: Endpoint) throws(UpsampleError) {
    let file = try NPYFile(input)
    let header = try file.header()
    guard header.elements.isInteger, header.shape.rank == 1, header.shape[0] <= 16 else {
      self = .tensor(try Tensor(of: file, header))
      return
    }
    try file.requireNumbers(of: header)
    let bytes = try file.bytes(header.shape[0] * header.elements.size)
    self = .extents(
      stride(from: 0, to: bytes.count, by: header.elements.size).map { start in
        header.elements.integer(bytes[start..<(start + header.elements.size)])
      })
  }
}

/// An NPY file that is being read from its beginning to its end.
private final class NPYFile {
  private let file: InputFile
  private var offset = 0
  private let byteCount: Int

  /// NumPy writes headers of a few hundred bytes.
  private static let longestHeader = 1 << 16

  /// Opens a file; what a pipe on standard input holds is copied first.
  init(_ input: Endpoint) throws(UpsampleError) {
    if case .file(let path) = input, let status = FileStatus(at: path), status.kind != .regular {
      throw .file(FileDefect(name: path.description, NPYDefect.notRegular))
    }
    file = try .open(input, readings: 2)
    byteCount = file.byteCount ?? 0
  }

  var bytesLeft: Int { max(0, byteCount - offset) }

  func defect(_ defect: NPYDefect) -> UpsampleError {
    .file(FileDefect(name: file.name, defect))
  }

  /// Checks that the numbers that a header tells of are there.
  func requireNumbers(of header: NPYHeader) throws(UpsampleError) {
    let (size, shape) = (header.elements.size, header.shape)
    let byteCount = shape.scalarCount?.multipliedReportingOverflow(by: size)
    guard let byteCount, !byteCount.overflow, byteCount.partialValue <= bytesLeft else {
      throw defect(.truncated(shape, elementBytes: size, bytesLeft: bytesLeft))
    }
  }

  func header() throws(UpsampleError) -> NPYHeader {
    let start = try bytes(min(8, bytesLeft))
    guard start.starts(with: NPYHeader.magic), start.count == 8 else {
      throw defect(.notNPY)
    }
    guard (1...3).contains(start[6]) else {
      throw defect(.version(major: start[6], minor: start[7]))
    }
    let lengthBytes = start[6] == 1 ? 2 : 4
    let length = try bytes(lengthBytes).reversed().reduce(0) { $0 << 8 | Int($1) }
    guard length <= Self.longestHeader else {
      throw defect(.longHeader(length))
    }
    let text = try bytes(length)
    do throws(NPYDefect) {
      return try NPYHeader(text: text)
    } catch {
      throw defect(error)
    }
  }

  /// Reads numbers piece by piece, so that their bytes are never held at once.
  func scalars(count: Int, elements: NPYElements) throws(UpsampleError) -> [Float] {
    var scalars: [Float] = []
    scalars.reserveCapacity(count)
    while scalars.count < count {
      let piece = min(count - scalars.count, 1 << 16)
      elements.append(try bytes(piece * elements.size), to: &scalars)
    }
    return scalars
  }

  func bytes(_ count: Int) throws(UpsampleError) -> [UInt8] {
    guard count <= bytesLeft else { throw defect(.truncatedHeader) }
    let bytes = try [UInt8](count: count) { buffer throws(UpsampleError) in
      var filled = 0
      while filled < count {
        let rest = UnsafeMutableRawBufferPointer(rebasing: buffer[filled...])
        let got = try file.readSome(into: rest)
        guard got > 0 else { throw defect(.shrank) }
        filled += got
      }
    }
    offset += count
    return bytes
  }
}

extension NPYElements {
  /// Converts the numbers in `bytes`.
  fileprivate func append(_ bytes: [UInt8], to scalars: inout [Float]) {
    switch (kind, size) {
    case (.bool, _): scalars += bytes.lazy.map { $0 == 0 ? 0 : 1 }
    case (.signed, 1): scalars += bytes.lazy.map { Float(Int8(bitPattern: $0)) }
    case (.signed, 2):
      append(bytes, to: &scalars) { (bits: UInt16) in Float(Int16(bitPattern: bits)) }
    case (.signed, 4):
      append(bytes, to: &scalars) { (bits: UInt32) in Float(Int32(bitPattern: bits)) }
    case (.signed, _):
      append(bytes, to: &scalars) { (bits: UInt64) in Float(Int64(bitPattern: bits)) }
    case (.unsigned, 1): scalars += bytes.lazy.map { Float($0) }
    case (.unsigned, 2): append(bytes, to: &scalars) { (bits: UInt16) in Float(bits) }
    case (.unsigned, 4): append(bytes, to: &scalars) { (bits: UInt32) in Float(bits) }
    case (.unsigned, _): append(bytes, to: &scalars) { (bits: UInt64) in Float(bits) }
    case (.float, 2):
      append(bytes, to: &scalars) { (bits: UInt16) in Float(Float16(bitPattern: bits)) }
    case (.float, 4): append(bytes, to: &scalars) { (bits: UInt32) in Float(bitPattern: bits) }
    case (.float, _):
      append(bytes, to: &scalars) { (bits: UInt64) in Float(Double(bitPattern: bits)) }
    }
  }

  private func append<Bits: FixedWidthInteger>(
    _ bytes: [UInt8], to scalars: inout [Float], convert: (Bits) -> Float
  ) {
    bytes.withUnsafeBytes { bytes in
      for offset in stride(from: 0, to: bytes.count, by: MemoryLayout<Bits>.size) {
        let bits = bytes.loadUnaligned(fromByteOffset: offset, as: Bits.self)
        scalars.append(convert(isBigEndian ? Bits(bigEndian: bits) : Bits(littleEndian: bits)))
      }
    }
  }
}

extension NPYElements {
  fileprivate var isInteger: Bool { kind == .signed || kind == .unsigned }

  /// The integer that so many bytes are; the largest for one beyond.
  fileprivate func integer(_ bytes: ArraySlice<UInt8>) -> Int {
    let ordered = isBigEndian ? Array(bytes) : bytes.reversed()
    let bits = ordered.reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    let spare = 64 - 8 * size
    return kind == .signed
      ? Int((Int64(bitPattern: bits) << spare) >> spare) : Int(clamping: bits)
  }
}
