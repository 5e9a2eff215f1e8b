/// The memory that the work on something may take.
package struct MemoryAllowance {
  /// What the memory is for, for people to read: a file's name.
  let name: String
  /// The most bytes.
  package let bytes: Int

  package init(name: String, bytes: Int) {
    self.name = name
    self.bytes = bytes
  }

  /// That of work that no file causes.
  package static let standard = MemoryAllowance(name: "the picture", bytes: WorkingMemory.limit)

  /// Refuses what takes more.
  ///
  /// - Parameters:
  ///   - side: Whether an input or an output is to blame.
  ///   - alternative: What the user can do beside raising the limit, as a clause.
  package func check(
    _ needed: Int, side: SystemFailure.Side, alternative: String? = nil
  ) throws(UpsampleError) {
    guard needed > bytes else { return }
    let rest = alternative.map { ", or \($0)" } ?? ""
    throw .limit(
      LimitExcess(
        subject: name, quantity: "bytes to hold in memory", value: needed, limit: bytes,
        side: side, remedy: "Raise the limit with `max-memory`\(rest)."))
  }
}
