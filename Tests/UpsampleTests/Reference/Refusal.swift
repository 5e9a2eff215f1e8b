import Testing

@testable import Upsample

/// A call that must be refused, and what must be said.
struct Refusal: CustomTestStringConvertible, Sendable {
  let operation: OperationName
  let value: Shape
  var filter: Shape?
  let message: String
  let change: @Sendable (inout OperationRequest) -> Void

  init(
    _ operation: OperationName, _ value: Shape, _ filter: Shape?, _ message: String,
    change: @escaping @Sendable (inout OperationRequest) -> Void = { _ in }
  ) {
    self.operation = operation
    self.value = value
    self.filter = filter
    self.message = message
    self.change = change
  }

  var testDescription: String { "\(operation.rawValue): \(message)" }

  /// What the call says in its defence, or `nil` when it is accepted.
  func seenMessage() -> String? {
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
