import UpsampleBase

/// The weights that a `.bin` has, layer by layer.
struct NCNNWeights {
  private let file: InputFile
  private var window: ByteWindow
  private var offset = 0
  /// The hashes of the pieces that were read.
  private var hashes: [UInt8] = []

  init(_ file: InputFile) {
    self.file = file
    window = file.window()
  }

  /// The bytes that have not been read.
  var bytesLeft: Int { window.count - offset }

  /// A hash of all bytes that were read.
  var hash: UInt64 { stableHash(hashes) }

  /// Checks that nothing is left, and that all could be read.
  ///
  /// - Parameter layers: The name of the file whose layers the weights are for.
  func finish(layers: String) throws(UpsampleError) {
    try file.checkWindow()
    guard bytesLeft == 0 else { throw fault(.weightsLeft(bytesLeft, layers: layers)) }
  }

  /// The next numbers, in front of which a tag says of which kind they are.
  mutating func tagged(_ count: Int, for layer: NCNNLayer) throws(UpsampleError) -> [Float] {
    switch try read(1, for: layer, number: { (tag: UInt32) in tag })[0] {
    case 0, 0x0002_C056: return try plain(count, for: layer)
    case 0x0130_6B47: return try finite(halves(count, for: layer), for: layer)
    case 0x000D_4B38: throw fault(.eightBits(layer: layer.name))
    default: return try finite(looked(count, for: layer), for: layer)
    }
  }

  private func finite(_ numbers: [Float], for layer: NCNNLayer) throws(UpsampleError) -> [Float] {
    if let number = numbers.first(where: { !$0.isFinite }) {
      throw fault(.notFinite(number, layer: layer.name))
    }
    return numbers
  }

  /// The next numbers of 32 bits.
  mutating func plain(_ count: Int, for layer: NCNNLayer) throws(UpsampleError) -> [Float] {
    try finite(read(count, for: layer) { Float(bitPattern: $0) }, for: layer)
  }

  /// The next numbers of 16 bits, up to a multiple of four bytes.
  private mutating func halves(
    _ count: Int, for layer: NCNNLayer
  ) throws(UpsampleError) -> [Float] {
    let numbers = try read(count, for: layer) { Float(Float16(bitPattern: $0)) }
    try align(for: layer)
    return numbers
  }

  /// The next numbers of a table of 256, by their places in it, up to a multiple of four
  /// bytes.
  private mutating func looked(
    _ count: Int, for layer: NCNNLayer
  ) throws(UpsampleError) -> [Float] {
    let table = try read(256, for: layer) { Float(bitPattern: $0) }
    let numbers = try read(count, for: layer) { (place: UInt8) in table[Int(place)] }
    try align(for: layer)
    return numbers
  }

  // MARK: Bytes

  /// So many numbers are read at a time.
  private static let piece = 1 << 16

  private mutating func read<Raw: FixedWidthInteger, Number>(
    _ count: Int, for layer: NCNNLayer, number: (Raw) -> Number
  ) throws(UpsampleError) -> [Number] {
    let width = Raw.bitWidth / 8
    guard count <= bytesLeft / width else {
      throw fault(.weightsEnd(layer: layer.name, needed: count * width, left: bytesLeft))
    }
    var numbers: [Number] = []
    numbers.reserveCapacity(count)
    while numbers.count < count {
      let taken = min(count - numbers.count, Self.piece)
      try bytes(taken * width, for: layer).withUnsafeBytes { bytes in
        for index in 0..<taken {
          numbers.append(
            number(
              Raw(
                littleEndian: bytes.loadUnaligned(fromByteOffset: index * width, as: Raw.self))))
        }
      }
    }
    return numbers
  }

  private mutating func align(for layer: NCNNLayer) throws(UpsampleError) {
    _ = try bytes((4 - offset % 4) % 4, for: layer)
  }

  private mutating func bytes(
    _ count: Int, for layer: NCNNLayer
  ) throws(UpsampleError) -> ArraySlice<UInt8> {
    guard let bytes = window.bytes(at: offset, count: count) else {
      try file.checkWindow()
      throw fault(.weightsEnd(layer: layer.name, needed: count, left: bytesLeft))
    }
    offset += count
    hashes.append(littleEndian: stableHash(bytes))
    return bytes
  }

  private func fault(_ fault: NCNNFault) -> UpsampleError {
    .file(FileDefect(name: file.name, fault))
  }
}
