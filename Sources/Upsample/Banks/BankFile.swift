import UpsampleBase

/// A file of a ``KernelBank``, `.bank`: little endian, without gaps.
///
/// | bytes | what they hold |
/// | --- | --- |
/// | 8 | the magic `89 42 4E 4B 0D 0A 1A 0A` |
/// | 2 | the version, 1 |
/// | 1 | the scale, 2 to 4 |
/// | 1 | the taps along a side, odd, 3 to 15 |
/// | 4 | the number of leaves, 1 to 1024 |
/// | 13 for each node, one fewer than leaves | its feature (5), threshold (4) and branches (2, 2) |
/// | 2 for each tap but the middle ones | the leaves: their phases' taps by rows, 16-bit floats |
/// | 8 | the ``stableHash(_:)`` of all bytes before |
///
/// A feature is its kind (0: difference, 1: second difference, 2: deviation), three numbers,
/// of which those beyond the kind's own are 0, and the radius that it is compared over. A
/// threshold is a 32-bit float. A branch is the number of a node, or 32768 and that of a leaf.
enum BankFile {
  static let magic: [UInt8] = [0x89, 0x42, 0x4e, 0x4b, 0x0d, 0x0a, 0x1a, 0x0a]
  private static let version = 1
  private static let headerBytes = 16
  private static let nodeBytes = 13
  private static let checksumBytes = 8
  /// What a branch to a leaf has more than the leaf's number.
  private static let leafBit = 1 << 15

  /// The most bytes that a file may have.
  static let mostBytes = byteCount(
    scale: KernelBank.scales.upperBound, taps: KernelBank.tapsAlongSide.upperBound,
    leaves: KernelBank.mostLeaves)

  private static func byteCount(scale: Int, taps: Int, leaves: Int) -> Int {
    headerBytes + (leaves - 1) * nodeBytes + leaves * scale * scale * (taps * taps - 1) * 2
      + checksumBytes
  }

  // MARK: Writing

  static func bytes(of bank: KernelBank) -> [UInt8] {
    var bytes = magic
    bytes.append(littleEndian: UInt16(version))
    bytes += [UInt8(bank.scale), UInt8(bank.taps)]
    bytes.append(littleEndian: UInt32(bank.leafCount))
    for node in bank.nodes {
      bytes += numbers(of: node.feature)
      bytes.append(littleEndian: node.threshold.bitPattern)
      bytes.append(littleEndian: code(of: node.lower))
      bytes.append(littleEndian: code(of: node.higher))
    }
    let phaseTaps = bank.taps * bank.taps
    for (index, tap) in bank.leaves.enumerated() where index % phaseTaps != phaseTaps / 2 {
      bytes.append(littleEndian: Float16(tap).bitPattern)
    }
    bytes.append(littleEndian: stableHash(bytes))
    return bytes
  }

  private static func numbers(of feature: BankFeature) -> [UInt8] {
    let numbers =
      switch feature {
      case .difference(let one, let other, let over): [0, one, other, 0, over]
      case .secondDifference(let one, let middle, let other, let over):
        [1, one, middle, other, over]
      case .deviation(let radius, let over): [2, radius, 0, 0, over]
      }
    return numbers.map { UInt8($0) }
  }

  private static func code(of branch: BankNode.Branch) -> UInt16 {
    switch branch {
    case .node(let node): UInt16(node)
    case .leaf(let leaf): UInt16(leafBit + leaf)
    }
  }

  // MARK: Reading

  /// - Parameter name: The file's name, for messages.
  static func bank(_ bytes: [UInt8], name: String) throws(UpsampleError) -> KernelBank {
    func defect(_ fault: BankFault) -> UpsampleError { .file(FileDefect(name: name, fault)) }
    guard bytes.starts(with: magic), bytes.count >= headerBytes else { throw defect(.notBank) }
    let version: UInt16 = bytes.number(at: 8)
    guard version == Self.version else { throw defect(.version(Int(version))) }
    let (scale, taps) = (Int(bytes[10]), Int(bytes[11]))
    let leaves = Int(bytes.number(at: 12) as UInt32)
    if let fault = KernelBank.fault(scale: scale, taps: taps, leaves: leaves) {
      throw defect(fault)
    }
    let needed = byteCount(scale: scale, taps: taps, leaves: leaves)
    guard bytes.count == needed else { throw defect(.length(bytes.count, needed: needed)) }
    let end = needed - checksumBytes
    guard stableHash(bytes[..<end]) == bytes.number(at: end) else { throw defect(.checksum) }
    var nodes: [BankNode] = []
    for number in 0..<leaves - 1 {
      guard let node = node(at: headerBytes + number * nodeBytes, of: bytes) else {
        throw defect(.feature(node: number))
      }
      nodes.append(node)
    }
    return try KernelBank(
      scale: scale, taps: taps, nodes: nodes,
      leaves: allTaps(
        from: headerBytes + nodes.count * nodeBytes, of: bytes, phases: leaves * scale * scale,
        phaseTaps: taps * taps), error: defect)
  }

  /// The taps, with zeros where the middle ones stand.
  private static func allTaps(
    from start: Int, of bytes: [UInt8], phases: Int, phaseTaps: Int
  ) -> [Float] {
    var offset = start
    return (0..<phases * phaseTaps).map { index in
      guard index % phaseTaps != phaseTaps / 2 else { return 0 }
      defer { offset += 2 }
      return Float(Float16(bitPattern: bytes.number(at: offset)))
    }
  }

  private static func node(at offset: Int, of bytes: [UInt8]) -> BankNode? {
    guard let feature = feature(bytes[offset..<offset + 5].map { Int($0) }) else { return nil }
    return BankNode(
      feature, above: Float(bitPattern: bytes.number(at: offset + 5)),
      lower: branch(bytes.number(at: offset + 9)), higher: branch(bytes.number(at: offset + 11)))
  }

  private static func feature(_ numbers: [Int]) -> BankFeature? {
    switch (numbers[0], numbers[2], numbers[3]) {
    case (0, _, 0): .difference(numbers[1], numbers[2], over: numbers[4])
    case (1, _, _): .secondDifference(numbers[1], numbers[2], numbers[3], over: numbers[4])
    case (2, 0, 0): .deviation(within: numbers[1], over: numbers[4])
    default: nil
    }
  }

  private static func branch(_ code: UInt16) -> BankNode.Branch {
    Int(code) < leafBit ? .node(Int(code)) : .leaf(Int(code) - leafBit)
  }
}

extension KernelBank {
  /// Reads a bank from a `.bank` file.
  ///
  /// - Throws: ``UpsampleError/system(_:)`` when it can't be read,
  ///   ``UpsampleError/limit(_:)`` when it is too long, ``UpsampleError/file(_:)`` when it
  ///   holds no bank.
  package init(file: FilePath) throws(UpsampleError) {
    let bytes = try InputFile(.file(file)).contents(limit: BankFile.mostBytes)
    self = try BankFile.bank(bytes, name: "\(file)")
  }

  /// Writes the bank to a `.bank` file, which appears under its name only when it is
  /// complete.
  ///
  /// - Throws: ``UpsampleError/system(_:)`` when it can't be written.
  package func write(
    to output: Endpoint, existing: ExistingPolicy = .replace
  ) throws(UpsampleError) {
    let file = try OutputFile(output, existing: existing)
    try file.write(BankFile.bytes(of: self))
    try file.commit()
  }
}
