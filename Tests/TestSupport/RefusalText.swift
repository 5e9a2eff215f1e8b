/// The text of the error that `body` throws, or `nil` when it throws none.
package func refusal(_ body: () throws -> Void) -> String? {
  do {
    try body()
    return nil
  } catch {
    return "\(error)"
  }
}
