import UpsampleBase

/// What of a job's options decides the bytes of an output, as words that are the
/// same in every process.
package struct OptionsRecord: Hashable, Sendable {
  /// The values by the names of the options, those that were left out included.
  let values: [String: String]

  package init(values: [String: String]) { self.values = values }

  /// A number that stands for the values.
  var digest: UInt64 {
    stableHash(values.sorted { $0.key < $1.key }.map { "\($0)=\($1)\n" }.joined().utf8)
  }

  /// The value in which two records differ.
  struct Difference: Hashable, Sendable {
    let name: String
    let own: String
    let other: String
  }

  /// The values in which two records differ, in the order of their names.
  func differences(from other: OptionsRecord) -> [Difference] {
    Set(values.keys).union(other.values.keys).sorted().compactMap { name in
      let (own, theirs) = (values[name] ?? "not known", other.values[name] ?? "not known")
      return own == theirs ? nil : Difference(name: name, own: own, other: theirs)
    }
  }
}
