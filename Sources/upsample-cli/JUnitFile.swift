import Upsample
import UpsampleGoldens

/// The file of `--junit`.
struct JUnitFile {
  private let path: FilePath

  /// - Parameter others: Folders that hold files of other kinds, in which it may not lie.
  /// - Throws: ``UpsampleError/request(_:)`` when a file has that name which is no
  ///   report, or a picture or what else decides a comparison may get it.
  init(_ path: FilePath, besides others: [FilePath]) throws(UpsampleError) {
    self.path = path
    if path == FilePath("-") { throw .junit("standard output holds what was found") }
    if path.bytes.isEmpty { throw .junit("its name is empty") }
    if path.endsAsPicture { throw .junit("\(path) is the name of a picture") }
    for folder in others where path.liesWithin(folder) {
      throw .junit("\(path) lies in the folder \(folder)")
    }
    if FileStatus(at: path)?.kind == .regular, try !path.isEmpty(orBeginsWith: junitReportStart) {
      throw .junit("\(path) is there and no report of this kind, and would be lost")
    }
  }

  /// Opens the file, which appears when it is written: a place that can't be written to is known
  /// before pictures are compared.
  func open() throws(UpsampleError) -> OutputFile { try OutputFile(.file(path)) }
}

extension OutputFile {
  /// Writes all of a text and commits.
  func finish(_ text: String) throws(UpsampleError) {
    try write(Array(text.utf8))
    try commit()
  }
}

extension UpsampleError {
  fileprivate static func junit(_ fault: String) -> UpsampleError {
    .request(
      RequestFault(
        subject: "--junit", fault: fault, remedy: "Give the report another name."))
  }
}
