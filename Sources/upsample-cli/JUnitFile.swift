import Upsample

/// The file of `--junit`: a test suite in JUnit's XML, with a test case a picture.
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
    _ verdicts: DiffVerdicts, of suite: FilePath, allowing allowed: Set<DiffVerdict.Status>
  ) throws(UpsampleError) {
    let output = try OutputFile(.file(path))
    try output.write(Array(text(verdicts, of: suite, allowing: allowed).utf8))
    try output.commit()
  }

  private func text(
    _ verdicts: DiffVerdicts, of suite: FilePath, allowing allowed: Set<DiffVerdict.Status>
  ) -> String {
    let cases = verdicts.byName
    let errors = cases.count { $0.status == .error }
    let failures = cases.count { !allowed.contains($0.status) } - errors
    let attributes =
      "name=\"\("\(suite)".inXML)\" tests=\"\(cases.count)\" failures=\"\(failures)\" "
      + "errors=\"\(errors)\""
    let lines = cases.map { $0.testCase(of: suite, isAllowed: allowed.contains($0.status)) }
    return """
      <?xml version="1.0" encoding="UTF-8"?>
      <testsuites>
      <testsuite \(attributes)>
      \(lines.map { "\($0)\n" }.joined())</testsuite>
      </testsuites>

      """
  }
}

extension DiffVerdict {
  fileprivate func testCase(of suite: FilePath, isAllowed: Bool) -> String {
    let start = "<testcase classname=\"\("\(suite)".inXML)\" name=\"\("\(name)".inXML)\""
    if isAllowed { return "\(start)/>" }
    let element = status == .error ? "error" : "failure"
    let message = ([status.rawValue] + reasons).joined(separator: "; ").inXML
    return "\(start)><\(element) type=\"\(status.rawValue)\" message=\"\(message)\"/></testcase>"
  }
}

extension String {
  /// The text as an attribute's value: what XML 1.0 can't hold is the replacement
  /// character.
  fileprivate var inXML: String {
    var text = ""
    for character in unicodeScalars {
      switch character {
      case "&": text += "&amp;"
      case "<": text += "&lt;"
      case ">": text += "&gt;"
      case "\"": text += "&quot;"
      case "\u{0}"..<"\u{20}", "\u{FFFE}", "\u{FFFF}": text += "\u{FFFD}"
      default: text.unicodeScalars.append(character)
      }
    }
    return text
  }
}

extension UpsampleError {
  fileprivate static func junit(_ fault: String) -> UpsampleError {
    .request(
      RequestFault(
        subject: "--junit", fault: fault, remedy: "Give the report another name."))
  }
}
