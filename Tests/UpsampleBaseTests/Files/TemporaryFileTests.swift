import Glibc
import TestSupport
import Testing

@testable import UpsampleBase

@Suite struct TemporaryFileTests {
  private let folder = try! TestFolder()
  private let output = FilePath("a.png")

  @Test func writersOfOneOutputDoNotShareAFile() throws {
    let first = try create()
    let second = try create()
    #expect(folder.names.count == 2)
    withExtendedLifetime((first, second)) {}
  }

  @Test func fileWithoutAWriterIsSwept() throws {
    let name = try withExtendedLifetime(create()) { try #require(folder.names.first) }
    // What a killed process leaves: the name, without the lock.
    try folder.write([1, 2, 3], to: name.description)
    let next = try create()
    #expect(folder.names == [name])
    #expect(folder.read(name.description) == [])
    withExtendedLifetime(next) {}
  }

  /// As two processes leave them that wrote the same output when they were killed,
  /// and as later ones do when earlier ones have ended.
  @Test(arguments: [[0, 1], [1], [0, 1, 2], [3], [2, 7]])
  func filesOfAllWritersAreSwept(numbers: [Int]) throws {
    let name = try withExtendedLifetime(create()) { try #require(folder.names.first).description }
    for number in numbers {
      try folder.write([1], to: name.replacing("-0.tmp", with: "-\(number).tmp"))
    }
    let next = try create()
    #expect(folder.names.map(\.description) == [name])
    withExtendedLifetime(next) {}
  }

  @Test func fileOfALivingWriterIsNotSwept() throws {
    let living = try create()
    let name = try #require(folder.names.first)
    #expect(write(living.descriptor, [7], 1) == 1)
    _ = try create()
    #expect(folder.read(name.description) == [7])
    withExtendedLifetime(living) {}
  }

  @Test func foreignThingUnderTheNameStays() throws {
    let name = try withExtendedLifetime(create()) { try #require(folder.names.first) }
    try #require(folder.path.appending(name).withCString { symlink("elsewhere", $0) } == 0)
    let file = try create()
    #expect(folder.names.count == 2)
    #expect(folder.path.appending(name).linkTarget() == FilePath("elsewhere"))
    withExtendedLifetime(file) {}
  }

  private func create() throws -> TemporaryFile {
    let descriptor = folder.path.withCString { open($0, O_RDONLY | O_DIRECTORY | O_CLOEXEC) }
    return try #require(TemporaryFile(in: descriptor, for: output, mode: 0o600))
  }
}
