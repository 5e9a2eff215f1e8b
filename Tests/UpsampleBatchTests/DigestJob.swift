import Glibc
import Synchronization

@testable import UpsampleBase
@testable import UpsampleBatch

/// A job that has nothing to do with pictures: the output of a file is the digest of
/// its bytes, as text, under its name and `.sum`. Files of no length are not for it.
struct DigestJob: FolderJob {
  struct Report: FileReport {
    let digest: UInt64
    var outputPixels: Int { 0 }
  }

  struct Plan: FileReport {
    let bytes: Int
    var outputPixels: Int { 0 }
  }

  var threads = 2
  var existing = ExistingPolicy.skip
  /// A digest is written as text of this base.
  var base = 16
  /// Whether digests are written, or only told.
  var isWritten = true
  let atWork = Counter()

  var record: OptionsRecord { OptionsRecord(values: ["job": "digest", "base": "\(base)"]) }
  var renamingOption: String? { nil }

  func check() throws(UpsampleError) {
    guard (2...36).contains(base) else {
      throw .request(RequestFault(subject: "`base`", fault: "\(base) is no base of digits"))
    }
  }

  func outputName(for input: FilePath) -> FilePath { FilePath("\(input).sum") }

  func accepts(_ file: InputFile) -> Bool { file.byteCount != 0 }

  func plan(_ task: FileTask) -> Plan { Plan(bytes: task.file.byteCount ?? 0) }

  func make(_ task: FileTask) throws(UpsampleError) -> Report {
    let digest = try task.budget.withMemory(1000) { () throws(UpsampleError) in
      atWork.enter()
      defer { atWork.leave() }
      usleep(500)
      return stableHash(try task.file.contents(limit: 1000))
    }
    task.progress.tell(0.5, of: 0)
    guard isWritten else { return Report(digest: digest) }
    let output = try task.openOutput()
    try output.write(text(digest))
    try output.commit()
    return Report(digest: digest)
  }

  func defect(
    of output: FilePath, madeOf file: InputFile, _ depth: VerificationDepth
  ) throws(UpsampleError) -> String? {
    let digest = stableHash(try file.contents(limit: 1000))
    let found = try? InputFile(regular: output).contents(limit: 1000)
    return found == text(digest) ? nil : "is another digest"
  }

  func text(_ digest: UInt64) -> [UInt8] { Array(String(digest, radix: base).utf8) }

  /// How many compute at once.
  final class Counter: Sendable {
    private let within = Atomic(0)
    private let mostWithin = Atomic(0)

    var most: Int { mostWithin.load(ordering: .relaxed) }

    func enter() {
      let now = within.add(1, ordering: .relaxed).newValue
      _ = mostWithin.max(now, ordering: .relaxed)
    }
    func leave() { within.subtract(1, ordering: .relaxed) }
  }
}
