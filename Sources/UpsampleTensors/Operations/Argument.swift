/// An argument of an operation as a caller gives it: its value, or text that says it.
///
/// ```swift
/// request.strides = .value([2, 3])
/// request.strides = "2,3"
/// ```
public enum Argument<Value: Hashable & Sendable>: Hashable, Sendable {
  /// The value itself.
  case value(Value)
  /// Text, as the program takes it.
  case text(String)
}

extension Argument: ExpressibleByStringLiteral {
  /// Creates an argument that is text.
  public init(stringLiteral text: String) {
    self = .text(text)
  }
}

extension Argument {
  /// The value, read from text by the given rule.
  func value<E: Error>(_ read: (String) throws(E) -> Value) throws(E) -> Value {
    switch self {
    case .value(let value): value
    case .text(let text): try read(text)
    }
  }

  /// The argument as text, whose value is in words what the given rule makes of it.
  package func inWords(_ words: (Value) -> String) -> String {
    switch self {
    case .value(let value): words(value)
    case .text(let text): text
    }
  }
}

extension [Int] {
  /// The numbers with commas between them, as text has them.
  package var list: String { map(String.init).joined(separator: ",") }
}
