import Upsample
import UpsampleGoldens

/// The file of `--junit`.
struct JUnitFile {
  private let path: FilePath

  /// - Throws: ``UpsampleError/request(_:)`` when a file has that name which is no
  ///   report, or a picture may get it.
  init(_ path: FilePath) throws(UpsampleError) {
    self.path = path
    if path == FilePath("-") { throw .junit("standard output holds what was found") }
    if path.endsAsPicture { throw .junit("\(path) is the name of a picture") }
    if FileStatus(at: path)?.kind == .regular, try !path.isEmpty(orBeginsWith: "<?xml") {
      throw .junit("\(path) is there and no XML, and would be lost")
    }
  }

  /// Writes a test case for each picture, ordered by name.
  func write(
    _ verdicts: Verdicts, of suite: FilePath, allowing allowed: Set<Verdict.Status>
  ) throws(UpsampleError) {
    let output = try OutputFile(.file(path))
    try output.write(Array(junitReport(verdicts, of: suite, allowing: allowed).utf8))
    try output.commit()
  }
}

extension UpsampleError {
  fileprivate static func junit(_ fault: String) -> UpsampleError {
    .request(
      RequestFault(
        subject: "--junit", fault: fault, remedy: "Give the report another name."))
  }
}
