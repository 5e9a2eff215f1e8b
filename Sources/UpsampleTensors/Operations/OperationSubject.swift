import UpsampleBase

/// The operation that an error speaks of.
package struct OperationSubject: Hashable, Sendable, CustomStringConvertible {
  package let name: OperationName
  /// The caller's own name for the call.
  let label: String?

  package init(name: OperationName, label: String?) {
    self.name = name
    self.label = label
  }

  /// The name and the label, as `conv2d_transpose "deconv1"`.
  package var description: String {
    guard let label else { return name.rawValue }
    return "\(name.rawValue) \"\(label.echoed)\""
  }

  /// The error that says which rule is broken by which values.
  func fault(
    _ reason: OperationFault.Reason, legal: LegalOutputShapes? = nil
  ) -> UpsampleError {
    fault(
      OperationFault(operation: name, label: label, reason: reason, legalOutputShapes: legal))
  }

  /// The error that has the given values.
  package func fault(_ values: some FaultValues) -> UpsampleError {
    .request(RequestFault(subject: description, values))
  }
}

/// A list of alternatives in words: `1, 2 or 4`.
func alternatives(_ items: [some CustomStringConvertible]) -> String {
  let words = items.map(\.description)
  guard words.count > 1, let last = words.last else { return words.first ?? "" }
  return words.dropLast().joined(separator: ", ") + " or " + last
}
