/// What is wrong, as values that a program can act on, and the words for them.
///
/// A module has a type of its own for each family of its faults, and puts all of
/// them into words in one place.
public protocol FaultValues: Hashable, Sendable {
  /// What is wrong, as a clause about the file or the request that has the fault.
  var clause: String { get }
  /// What the user can do, or what would be accepted, if that can be said.
  var remedy: String? { get }
}

extension FaultValues {
  package var remedy: String? { nil }
}

/// A fault of which nothing but the words is known.
struct FaultWords: FaultValues {
  let clause: String
  let remedy: String?
}

extension FaultValues {
  /// Whether two faults are of the same type and have the same values.
  func isEqual(to other: any FaultValues) -> Bool { self == other as? Self }
}
