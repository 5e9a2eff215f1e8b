/// What of the options of some work decides its results, as words that are the same in
/// every process.
package struct OptionsRecord: Hashable, Sendable {
  /// The values by the names of the options, those that were left out included.
  package let values: [String: String]

  package init(values: [String: String]) { self.values = values }

  /// A number that stands for the values.
  package var digest: UInt64 {
    stableHash(values.sorted { $0.key < $1.key }.map { "\($0)=\($1)\n" }.joined().utf8)
  }

  /// The value in which two records differ.
  package struct Difference: Hashable, Sendable {
    package let name: String
    package let own: String
    package let other: String

    package init(name: String, own: String, other: String) {
      (self.name, self.own, self.other) = (name, own, other)
    }
  }

  /// The values in which two records differ, in the order of their names.
  package func differences(from other: OptionsRecord) -> [Difference] {
    Set(values.keys).union(other.values.keys).sorted().compactMap { name in
      let (own, theirs) = (values[name] ?? "not known", other.values[name] ?? "not known")
      return own == theirs ? nil : Difference(name: name, own: own, other: theirs)
    }
  }
}

extension [OptionsRecord.Difference] {
  /// Such as `scale is 2 here and 3 there`.
  package var words: String {
    map { "\($0.name.echoed) is \($0.own.echoed) here and \($0.other.echoed) there" }
      .joined(separator: ", ")
  }
}
