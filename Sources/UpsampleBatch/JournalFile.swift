import CUpsampleSystem
import Glibc
import UpsampleBase

/// A process's own journal, to which no other process writes.
///
/// Each line is written at once and is the file's last until the next. The file
/// is made with the first line, and left for another one when a line could not
/// be written whole, so that what was torn stays at a file's end.
final class JournalFile: Sendable {
  private let folder: StateFolder
  private let shard: Shard?
  private let descriptor = Guarded<Int32>(-1)

  /// - Parameters:
  ///   - folder: The folder of journals.
  ///   - shard: The part of the pictures that the process makes.
  init(in folder: StateFolder, for shard: Shard?) {
    self.folder = folder
    self.shard = shard
  }

  deinit { descriptor.withLock { closeFile(&$0) } }

  /// Writes a line.
  ///
  /// - Throws: ``UpsampleError/system(_:)`` when it can't be written.
  func write(_ line: JournalLine) throws(UpsampleError) {
    let failure = descriptor.withLock { descriptor in
      do throws(UpsampleError) {
        try write(line, to: &descriptor)
        return nil as UpsampleError?
      } catch {
        return error
      }
    }
    if let failure { throw failure }
  }

  private func write(
    _ line: JournalLine, to descriptor: inout Int32
  ) throws(UpsampleError) {
    if descriptor < 0 { descriptor = try create() }
    let code = cus_write_all(descriptor, line.bytes, line.bytes.count)
    guard code != 0 else { return }
    closeFile(&descriptor)
    throw failure("write", code)
  }

  private func create() throws(UpsampleError) -> Int32 {
    let file = folder.create(JournalName(shard).path)
    guard file >= 0 else { throw failure("create a journal in", errno) }
    cus_crashes_tell(file)
    return file
  }

  private func failure(_ action: String, _ code: Int32) -> UpsampleError {
    .system(SystemFailure(action: action, name: "\(folder.path)", side: .output, code: code))
  }
}

private func closeFile(_ descriptor: inout Int32) {
  guard descriptor >= 0 else { return }
  cus_crashes_tell(-1)
  close(descriptor)
  descriptor = -1
}

/// The name of a journal: when it was begun, in nanoseconds since 1970 and
/// twenty digits; for which part of the pictures; by which host and process.
struct JournalName {
  let path: FilePath
  /// The part as in `3-of-16`, or `all`.
  let part: String

  private static let ending = ".log"

  /// A name that no other process has, nor this one a moment ago.
  init(_ shard: Shard?) {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    self.init(shard, begun: nanoseconds(time))
  }

  /// - Parameter time: When the journal was begun, in nanoseconds since 1970. Earlier
  ///   times count as that, so that names are in the order of time.
  init(_ shard: Shard?, begun time: Int128) {
    let nanoseconds = "\(max(0, time))"
    part = Self.part(shard)
    let digits = String(repeating: "0", count: max(0, 20 - nanoseconds.count)) + nanoseconds
    path = FilePath("\(digits).\(part).\(hostName()).\(getpid())\(Self.ending)")
  }

  /// Reads a file's name; `nil` when it is none of a journal's.
  init?(_ name: FilePath) {
    let fields = name.description.split(separator: ".", omittingEmptySubsequences: false)
    guard fields.count == 5, fields[4] == Self.ending.dropFirst() else { return nil }
    path = name
    part = String(fields[1])
  }

  /// Whether the journal may tell of pictures of the shard: not when it is of
  /// another one of as many.
  func concerns(_ shard: Shard?) -> Bool {
    guard let shard else { return true }
    return part == Self.part(shard) || !part.hasSuffix("-of-\(shard.count)")
  }

  private static func part(_ shard: Shard?) -> String {
    shard.map { "\($0.index)-of-\($0.count)" } ?? "all"
  }
}

/// The machine's name up to its first dot, of letters, digits and dashes.
func hostName() -> String {
  var buffer = [CChar](repeating: 0, count: 256)
  guard gethostname(&buffer, buffer.count - 1) == 0 else { return "unknown" }
  let name = buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }.prefix { $0 != .dot }
  return String(
    decoding: name.map { byte in
      let isKept = byte.isASCIIAlphanumeric || byte == UInt8(ascii: "-")
      return isKept ? byte : UInt8(ascii: "-")
    }, as: UTF8.self)
}

extension UInt8 {
  fileprivate var isASCIIAlphanumeric: Bool {
    let letter = self | 0x20
    return (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(letter)
      || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self)
  }
}
