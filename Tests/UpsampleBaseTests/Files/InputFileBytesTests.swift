import TestSupport
import Testing

@testable import UpsampleBase

@Suite struct InputFileBytesTests {
  private let folder = try! TestFolder()

  private func file(_ name: String, _ bytes: [UInt8]) throws -> InputFile {
    try folder.write(bytes, to: name)
    return try InputFile(regular: folder[name])
  }

  /// Lengths around those of the parts that are compared at once.
  @Test(arguments: [0, 1, 65535, 65536, 65537, 200_000])
  func filesOfEqualBytesAreTold(count: Int) throws {
    var bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 31) }
    let one = try file("one", bytes)
    #expect(try one.holdsBytes(of: file("same", bytes)))
    #expect(try !one.holdsBytes(of: file("longer", bytes + [0])))
    guard count > 0 else { return }
    bytes[count - 1] ^= 1
    #expect(try !one.holdsBytes(of: file("other", bytes)))
  }
}
