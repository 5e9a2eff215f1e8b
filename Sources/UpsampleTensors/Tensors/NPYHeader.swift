import UpsampleBase

/// The header of an NPY file: what the numbers are and how they are arranged.
///
/// Source: the NPY format, versions 1.0 to 3.0, as NumPy's `numpy.lib.format`
/// describes it.
struct NPYHeader: Equatable {
  let elements: NPYElements
  let order: Order
  let shape: Shape

  /// Which dimension varies fastest: the last, or the first.
  enum Order: Equatable { case c, fortran }

  /// NumPy's own limit of the number of dimensions.
  static let maximumRank = 64

  static let magic: [UInt8] = [0x93] + Array("NUMPY".utf8)

  /// Reads the dictionary that a header holds.
  ///
  /// - Throws: ``NPYDefect`` when it is not such a dictionary, or one of elements
  ///   or extents that can't be read.
  init(text: [UInt8]) throws(NPYDefect) {
    var reader = LiteralReader(text: text)
    var (elements, order, shape): (NPYElements?, Order?, Shape?)
    try reader.expect("{")
    while !reader.skip("}") {
      let key = try reader.string()
      try reader.expect(":")
      switch key {
      case "descr" where elements == nil: elements = try NPYElements(reader: &reader)
      case "fortran_order" where order == nil: order = try reader.boolean() ? .fortran : .c
      case "shape" where shape == nil: shape = Shape(try reader.extents())
      default: throw .unexpectedEntry(key)
      }
      if !reader.skip(",") {
        try reader.expect("}")
        break
      }
    }
    try reader.expectEnd()
    guard let elements, let order, let shape else {
      throw .incompleteHeader
    }
    self.elements = elements
    self.order = order
    self.shape = shape
  }
}

/// The type of an NPY file's numbers.
struct NPYElements: Equatable {
  enum Kind: UInt8 {
    case bool = 0x62
    case signed = 0x69
    case unsigned = 0x75
    case float = 0x66
  }

  let kind: Kind
  /// The size of a number in bytes: 1, 2, 4 or 8.
  let size: Int
  let isBigEndian: Bool

  /// Reads a type such as `'<f4'`.
  fileprivate init(reader: inout LiteralReader) throws(NPYDefect) {
    if reader.skip("[") { throw .records }
    let text = try reader.string()
    var code = Array(text.utf8)
    isBigEndian = code.first == UInt8(ascii: ">")
    if let first = code.first, "<>|=".utf8.contains(first) { code.removeFirst() }
    guard code.first != UInt8(ascii: "O") else {
      throw .objects
    }
    guard let kind = code.first.flatMap(Kind.init), code.count == 2,
      let size = Self.sizes(of: kind).first(where: { code[1] == UInt8(ascii: "0") + UInt8($0) })
    else {
      throw .elements(text)
    }
    self.kind = kind
    self.size = size
  }

  private static func sizes(of kind: Kind) -> [Int] {
    switch kind {
    case .bool: [1]
    case .signed, .unsigned: [1, 2, 4, 8]
    case .float: [2, 4, 8]
    }
  }
}

/// Reads the few Python literals that an NPY header is made of.
private struct LiteralReader {
  private var rest: ArraySlice<UInt8>

  init(text: [UInt8]) {
    rest = text[...]
  }

  private mutating func skipSpaces() {
    rest = rest.drop { " \t\r\n\u{c}".utf8.contains($0) }
  }

  /// Skips a character, if it comes next.
  mutating func skip(_ character: Unicode.Scalar) -> Bool {
    skipSpaces()
    guard rest.first == UInt8(ascii: character) else { return false }
    rest.removeFirst()
    return true
  }

  mutating func expect(_ character: Unicode.Scalar) throws(NPYDefect) {
    if !skip(character) { throw .malformedHeader }
  }

  mutating func expectEnd() throws(NPYDefect) {
    skipSpaces()
    if !rest.isEmpty { throw .malformedHeader }
  }

  /// Reads a string without escapes, in quotes of either kind.
  mutating func string() throws(NPYDefect) -> String {
    skipSpaces()
    guard let quote = rest.popFirst(), "'\"".utf8.contains(quote),
      let end = rest.firstIndex(of: quote)
    else { throw .malformedHeader }
    defer { rest = rest[(end + 1)...] }
    return String(decoding: rest[..<end], as: UTF8.self)
  }

  mutating func boolean() throws(NPYDefect) -> Bool {
    skipSpaces()
    for (word, value) in [("True", true), ("False", false)] where rest.starts(with: word.utf8) {
      rest.removeFirst(word.utf8.count)
      return value
    }
    throw .malformedHeader
  }

  /// Reads a tuple of extents. One of a single extent ends in a comma.
  mutating func extents() throws(NPYDefect) -> [Int] {
    try expect("(")
    var extents: [Int] = []
    while !skip(")") {
      guard extents.count < NPYHeader.maximumRank else {
        throw .tooManyDimensions
      }
      extents.append(try extent())
      if !skip(",") {
        try expect(")")
        guard extents.count > 1 else { throw .malformedHeader }
        break
      }
    }
    return extents
  }

  private mutating func extent() throws(NPYDefect) -> Int {
    skipSpaces()
    let digits = rest.prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    rest = rest.dropFirst(digits.count)
    // Python 2 wrote long integers with a suffix.
    if rest.first == UInt8(ascii: "L") { rest.removeFirst() }
    guard !digits.isEmpty else { throw .malformedHeader }
    guard let extent = Int(String(decoding: digits, as: UTF8.self)) else {
      throw .hugeExtent
    }
    return extent
  }
}
