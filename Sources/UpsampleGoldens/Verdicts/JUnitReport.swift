import Upsample

/// A test suite in JUnit's XML, with a test case for each picture, ordered by name.
package func junitReport(
  _ verdicts: Verdicts, of suite: FilePath, allowing allowed: Set<Verdict.Status>
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

extension Verdict {
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
