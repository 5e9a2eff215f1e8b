/// The parameters of an ncnn layer, by their numbers.
struct NCNNParameters: Sendable {
  /// What a parameter is.
  enum Value: Hashable, Sendable {
    case number(Int)
    case fraction(Float)
    case numbers([Int])
    case fractions([Float])
    case text(String)
  }

  private(set) var values: [Int: Value] = [:]

  /// Adds a parameter as the file spells it: `3=1`, `2=0.5`, `1=1,2`, `-23301=2,1,2`,
  /// `6="words"`.
  ///
  /// - Returns: Whether it is one.
  mutating func add(_ text: Substring) -> Bool {
    guard let sign = text.firstIndex(of: "="), var id = Int32(text[..<sign]).map(Int.init) else {
      return false
    }
    let isCounted = id <= Self.firstArray
    if isCounted { id = Self.firstArray - id }
    let text = text[text.index(after: sign)...]
    guard (0..<Self.count).contains(id),
      let value = isCounted ? Self.counted(text) : Self.value(text)
    else { return false }
    values[id] = value
    return true
  }

  /// Parameters with a number up to this are lists that begin with their count.
  private static let firstArray = -23300
  /// The numbers that ncnn has room for.
  private static let count = 32

  private static func counted(_ text: Substring) -> Value? {
    let parts = text.split(separator: ",", omittingEmptySubsequences: false)
    guard let count = Int(parts[0]), count == parts.count - 1 else { return nil }
    return list(parts.dropFirst())
  }

  private static func value(_ text: Substring) -> Value? {
    if let first = text.first, first == "\"" || first.isLetter {
      return .text(String(text.filter { $0 != "\"" }))
    }
    let parts = text.split(separator: ",", omittingEmptySubsequences: false)
    guard parts.count == 1 else {
      // A comma at the end makes a list of one number.
      return list(parts.last == "" ? parts.dropLast() : parts[...])
    }
    return Int32(text).map { .number(Int($0)) } ?? fraction(text).map { .fraction($0) }
  }

  private static func list(_ parts: ArraySlice<Substring>) -> Value? {
    let numbers = parts.compactMap { Int32($0) }
    if numbers.count == parts.count { return .numbers(numbers.map { Int($0) }) }
    let fractions = parts.compactMap(fraction)
    return fractions.count == parts.count ? .fractions(fractions) : nil
  }

  private static func fraction(_ text: Substring) -> Float? {
    Float(text).flatMap { $0.isFinite ? $0 : nil }
  }
}
