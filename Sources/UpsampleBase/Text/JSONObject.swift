/// A JSON object on one line, built member by member.
package struct JSONObject: CustomStringConvertible {
  private var members: [String] = []

  /// Creates an object without members.
  package init() {}

  package mutating func add(_ key: String, _ value: String) {
    members.append("\(quoted(key)):\(quoted(value))")
  }

  package mutating func add(_ key: String, _ value: Int) {
    members.append("\(quoted(key)):\(value)")
  }

  /// Adds a number, or `null` for one that is infinite, as JSON knows none.
  package mutating func add(_ key: String, _ value: Double) {
    members.append("\(quoted(key)):\(value.isFinite ? "\(value)" : "null")")
  }

  package mutating func add(_ key: String, _ values: [String]) {
    members.append("\(quoted(key)):[\(values.map(quoted).joined(separator: ","))]")
  }

  package mutating func add(_ key: String, _ values: [Double]) {
    members.append("\(quoted(key)):[\(values.map { "\($0)" }.joined(separator: ","))]")
  }

  package mutating func add(_ key: String, _ values: [Int]) {
    members.append("\(quoted(key)):[\(values.map { "\($0)" }.joined(separator: ","))]")
  }

  package mutating func add(_ key: String, _ value: Bool) {
    members.append("\(quoted(key)):\(value)")
  }

  package mutating func add(_ key: String, _ object: JSONObject) {
    members.append("\(quoted(key)):\(object)")
  }

  package mutating func add(_ key: String, _ objects: [JSONObject]) {
    members.append("\(quoted(key)):[\(objects.map(\.description).joined(separator: ","))]")
  }

  /// Adds `null` for a value that there is none of.
  package mutating func addNull(_ key: String) { members.append("\(quoted(key)):null") }

  /// Adds a file's name: its text, or, when the bytes are not UTF-8, the
  /// printable form in which foreign bytes appear as `\xNN`, and all bytes in
  /// hexadecimal digits as a second member.
  package mutating func add(_ key: String, _ name: FilePath) {
    if let text = String(validating: name.bytes, as: UTF8.self) { return add(key, text) }
    add(key, name.description)
    add("\(key)_hex", name.bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined())
  }

  package var description: String { "{\(members.joined(separator: ","))}" }

  private func quoted(_ text: String) -> String {
    var quoted = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": quoted += "\\\""
      case "\\": quoted += "\\\\"
      case "\n": quoted += "\\n"
      case "\t": quoted += "\\t"
      case "\r": quoted += "\\r"
      case "\u{0}"..."\u{1F}", "\u{7F}":
        let digits = String(scalar.value, radix: 16)
        quoted += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: quoted.unicodeScalars.append(scalar)
      }
    }
    return quoted + "\""
  }
}
