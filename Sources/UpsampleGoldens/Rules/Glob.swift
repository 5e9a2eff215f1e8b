import Upsample

/// A pattern of file names relative to a folder, over their bytes.
///
/// `*` is any bytes of a name and `?` one of them, but no slash; `[a-z]` is one of those
/// listed, and `[!a-z]` one of the others, but no slash; `**` is any bytes, and before a slash
/// any folders or none; a backslash takes its special meaning from the byte behind it. A pattern
/// is matched by whole names: what lies in folders takes `**/`.
package struct Glob: Sendable {
  fileprivate enum Part {
    case byte(UInt8)
    /// One of them: a set of bytes, of which each is an index.
    case oneOf([Bool])
    /// Any bytes but slashes.
    case star
    /// Any bytes.
    case anything
    /// What follows, or not: the next so many parts.
    case maybe(Int)
  }

  private let parts: [Part]

  /// The most bytes that a pattern may have.
  static let mostBytes = 1024

  /// Reads a pattern.
  ///
  /// - Throws: ``GlobFault`` for what is none.
  package init(_ pattern: [UInt8]) throws(GlobFault) {
    guard !pattern.isEmpty else { throw .empty }
    guard pattern.count <= Self.mostBytes else { throw .long(pattern.count) }
    var parts: [Part] = []
    var rest = pattern[...]
    while let byte = rest.popFirst() {
      switch byte {
      case UInt8(ascii: "*"): parts += Self.stars(&rest, isAtStart: parts.isAtStart)
      case UInt8(ascii: "?"): parts.append(.oneOf(.all))
      case UInt8(ascii: "["): parts.append(.oneOf(try Self.set(&rest)))
      case UInt8(ascii: "\\"):
        guard let next = rest.popFirst() else { throw .backslash }
        parts.append(.byte(next))
      default: parts.append(.byte(byte))
      }
    }
    self.parts = parts
  }

  /// The parts of one star, or of several.
  private static func stars(_ rest: inout ArraySlice<UInt8>, isAtStart: Bool) -> [Part] {
    guard rest.first == UInt8(ascii: "*") else { return [.star] }
    rest = rest.drop { $0 == UInt8(ascii: "*") }
    guard isAtStart, rest.first == .slash else { return [.anything] }
    rest.removeFirst()
    return [.maybe(2), .anything, .byte(.slash)]
  }

  /// What stands in brackets, of which the first was taken.
  private static func set(_ rest: inout ArraySlice<UInt8>) throws(GlobFault) -> [Bool] {
    let isNegated = rest.first == UInt8(ascii: "!") || rest.first == UInt8(ascii: "^")
    if isNegated { rest.removeFirst() }
    var set = [Bool](repeating: false, count: 256)
    var isFirst = true
    while let first = rest.popFirst() {
      if first == UInt8(ascii: "]"), !isFirst {
        if isNegated { set = set.map { !$0 } }
        set[Int(UInt8.slash)] = false
        return set
      }
      isFirst = false
      let low = try escaped(first, &rest)
      var high = low
      if rest.first == UInt8(ascii: "-"), rest.dropFirst().first != UInt8(ascii: "]"),
        let last = rest.dropFirst().first
      {
        rest.removeFirst(2)
        high = try escaped(last, &rest)
      }
      guard low <= high else { throw .range(low, high) }
      for byte in low...high { set[Int(byte)] = true }
    }
    throw .bracket
  }

  private static func escaped(
    _ byte: UInt8, _ rest: inout ArraySlice<UInt8>
  ) throws(GlobFault) -> UInt8 {
    guard byte == UInt8(ascii: "\\") else { return byte }
    guard let next = rest.popFirst() else { throw .backslash }
    return next
  }

  /// Whether a name is one of the pattern's. The time it takes is at most that of the name's
  /// length times the pattern's.
  package func matches(_ name: FilePath) -> Bool {
    // Whether the bytes so far can end before a part, for each part and the end.
    var states = [Bool](repeating: false, count: parts.count + 1)
    states[0] = true
    skip(&states)
    for byte in name.bytes {
      var next = [Bool](repeating: false, count: states.count)
      var isAlive = false
      for (index, part) in parts.enumerated() where states[index] {
        guard let target = part.target(of: byte, from: index) else { continue }
        next[target] = true
        isAlive = true
      }
      guard isAlive else { return false }
      states = next
      skip(&states)
    }
    return states[parts.count]
  }

  /// Adds what is reached without a byte.
  private func skip(_ states: inout [Bool]) {
    for (index, part) in parts.enumerated() where states[index] {
      switch part {
      case .byte, .oneOf: break
      case .star, .anything: states[index + 1] = true
      case .maybe(let count):
        states[index + 1] = true
        states[index + 1 + count] = true
      }
    }
  }
}

extension Glob.Part {
  /// The part before which a byte leads; `nil` where it leads nowhere.
  fileprivate func target(of byte: UInt8, from index: Int) -> Int? {
    switch self {
    case .byte(let own): byte == own ? index + 1 : nil
    case .oneOf(let set): set[Int(byte)] ? index + 1 : nil
    case .star: byte == .slash ? nil : index
    case .anything: index
    case .maybe: nil
    }
  }
}

extension [Glob.Part] {
  /// Whether the name of a file or a folder begins here.
  fileprivate var isAtStart: Bool {
    switch last {
    case .none: true
    case .some(.byte(let byte)): byte == .slash
    case .some: false
    }
  }
}

extension [Bool] {
  /// Every byte but the slash.
  fileprivate static var all: [Bool] { (0..<256).map { $0 != Int(UInt8.slash) } }
}

/// Why a text is no pattern.
package enum GlobFault: Error, Equatable {
  case empty
  /// So many bytes are too many.
  case long(Int)
  /// A backslash has nothing behind it.
  case backslash
  /// A bracket has no other one.
  case bracket
  /// The second of two bytes comes before the first.
  case range(UInt8, UInt8)

  /// What is wrong, as a clause.
  package var clause: String {
    switch self {
    case .empty: "a pattern is empty"
    case .long(let count): "a pattern has \(count) bytes; the limit is \(Glob.mostBytes)"
    case .backslash: "a pattern ends with a backslash, and one stands before another byte"
    case .bracket: "a pattern has [ without ]"
    case .range(let low, let high):
      "a pattern has the range \(printableText([low]))-\(printableText([high])), "
        + "which ends before it begins"
    }
  }
}
