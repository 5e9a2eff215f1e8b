import Testing
import Upsample

/// Calls of public functions, initialisers or properties with drawn arguments.
struct PublicCall: CustomTestStringConvertible, Sendable {
  /// What is called, as the compiler names it, once for each overload.
  let names: [String]
  private let body: @Sendable (inout HostileArguments) throws -> Any

  init(_ names: String..., body: @escaping @Sendable (inout HostileArguments) throws -> Any) {
    (self.names, self.body) = (names, body)
  }

  var testDescription: String { names.joined(separator: ", ") }

  /// Calls with arguments of one seed: what comes is whole, and an error is one of the
  /// library's, in words of a line or two.
  ///
  /// - Returns: Whether the arguments were taken.
  func isTaken(seed: UInt64, folder: String) -> Bool {
    var arguments = HostileArguments(seed: seed, folder: folder)
    do {
      guard let tensor = try body(&arguments) as? Tensor else { return true }
      #expect(tensor.scalars.count == tensor.shape.scalarCount, "\(names) of seed \(seed)")
      return true
    } catch {
      let words = "\(error)"
      let lines = words.split(separator: "\n", omittingEmptySubsequences: false)
      let isShort = lines.count <= 2 && words.count < 1000 + folder.count
      #expect(error is UpsampleError && isShort, "\(names) of seed \(seed): \(words)")
      return false
    }
  }

  /// All public calls of the module.
  static let all =
    convolutions + pools + betweenConvolutions + ofTensors + ofFiles + ofConvolutions + ofFaults
    + ofRequests + ofWords
}
