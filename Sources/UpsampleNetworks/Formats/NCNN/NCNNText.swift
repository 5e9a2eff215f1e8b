import UpsampleBase

/// The layers that a `.param` of text has.
struct NCNNText {
  private(set) var layers: [NCNNLayer] = []
  /// The names of the blobs, by their numbers.
  private(set) var blobs: [String] = []
  private var numbers: [String: Int] = [:]
  private let name: String

  /// - Parameter name: What errors call the file.
  /// - Throws: ``UpsampleError/file(_:)`` when it breaks a rule, or has an operation that
  ///   there is not.
  init(_ bytes: [UInt8], name: String) throws(UpsampleError) {
    self.name = name
    if bytes.starts(with: Self.binaryStart) { throw fault(.binaryLayers) }
    let lines = bytes.split(separator: .newline, omittingEmptySubsequences: false)
    var start: [Substring] = []
    var declared: Int?
    for (index, line) in lines.enumerated() {
      let fields = Self.fields(line)
      if fields.isEmpty { continue }
      if start.isEmpty {
        start = fields
        guard fields == ["7767517"] else { throw fault(.start(String(fields[0]))) }
      } else if declared == nil {
        declared = Self.layerCount(fields)
        if declared == nil {
          throw fault(.line(index + 1, .counts(fields.joined(separator: " "))))
        }
      } else {
        try add(fields, line: index + 1)
      }
    }
    guard !start.isEmpty else { throw fault(.start("")) }
    guard declared == layers.count else {
      throw fault(.layers(layers.count, declared: declared ?? 0))
    }
  }

  /// The number 7767517 as a binary file has it.
  private static let binaryStart: [UInt8] = [0xDD, 0x85, 0x76, 0x00]

  private func fault(_ fault: NCNNFault) -> UpsampleError {
    .file(FileDefect(name: name, fault))
  }

  /// The number of layers, which precedes that of blobs.
  private static func layerCount(_ fields: [Substring]) -> Int? {
    let counts = fields.compactMap { Int32($0) }
    return fields.count == 2 && counts.count == 2 ? Int(counts[0]) : nil
  }

  /// What blanks part; those within quotation marks do not.
  private static func fields(_ line: ArraySlice<UInt8>) -> [Substring] {
    var isQuoted = false
    let parts = line.split { byte in
      if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
      return !isQuoted && blanks.contains(byte)
    }
    return parts.map { String(decoding: $0, as: UTF8.self)[...] }
  }

  private static let blanks: [UInt8] = [UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r")]

  // MARK: Layers

  private mutating func add(_ fields: [Substring], line: Int) throws(UpsampleError) {
    guard fields.count >= 4, let inputs = Int32(fields[2]), let outputs = Int32(fields[3]),
      inputs >= 0, outputs >= 0, fields.count - 4 >= Int(inputs) + Int(outputs)
    else { throw fault(.line(line, .fields)) }
    let (type, layer) = (String(fields[0]), String(fields[1]))
    let names = fields.dropFirst(4)
    var parameters = NCNNParameters()
    for field in names.dropFirst(Int(inputs) + Int(outputs)) where !parameters.add(field) {
      throw fault(.line(line, .parameter(String(field))))
    }
    guard let operation = NCNNOperation(rawValue: type) else {
      throw .file(
        FileDefect(
          name: name,
          NetworkFault.operation(type, node: layer, remedy: NCNNOperation.remedy)))
    }
    var given: [Int] = []
    for name in names.prefix(Int(inputs)) {
      guard let number = numbers[String(name)] else {
        throw fault(.line(line, .unmade(String(name))))
      }
      given.append(number)
    }
    var made: [Int] = []
    for name in names.dropFirst(Int(inputs)).prefix(Int(outputs)) {
      made.append(try blob(String(name), line: line))
    }
    layers.append(
      NCNNLayer(
        operation: operation, name: layer, inputs: given, outputs: made, parameters: parameters,
        file: name))
  }

  private mutating func blob(_ name: String, line: Int) throws(UpsampleError) -> Int {
    guard numbers.updateValue(blobs.count, forKey: name) == nil else {
      throw fault(.line(line, .madeTwice(name)))
    }
    blobs.append(name)
    return blobs.count - 1
  }
}
