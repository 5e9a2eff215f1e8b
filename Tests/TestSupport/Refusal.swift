import Testing
import UpsampleBase
import UpsampleTensors

/// A call that must be refused, and what must be said.
package struct Refusal: CustomTestStringConvertible, Sendable {
  package let operation: OperationName
  package let value: Shape
  package var filter: Shape?
  package let message: String
  package let change: @Sendable (inout OperationRequest) -> Void

  package init(
    _ operation: OperationName, _ value: Shape, _ filter: Shape?, _ message: String,
    change: @escaping @Sendable (inout OperationRequest) -> Void = { _ in }
  ) {
    self.operation = operation
    self.value = value
    self.filter = filter
    self.message = message
    self.change = change
  }

  package var testDescription: String { "\(operation.rawValue): \(message)" }

  /// What the call says in its defence, or `nil` when it is accepted.
  package func seenMessage() -> String? {
    var request = OperationRequest(operation)
    request.padding = "SAME"
    if operation.isPool { request.ksize = "2" }
    if operation.isAtrous { request.rate = "2" }
    change(&request)
    do throws(UpsampleError) {
      _ = try request.run(
        value: Tensor(repeating: 1, shape: value),
        filter: filter.map { Tensor(repeating: 1, shape: $0) })
      return nil
    } catch {
      guard case .request = error else { return "not a request fault: \(error)" }
      return error.description
    }
  }
}
