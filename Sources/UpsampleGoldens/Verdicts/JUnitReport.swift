import Upsample

/// What a report of this program begins with.
package let junitReportStart = """
  <?xml version="1.0" encoding="UTF-8"?>
  <testsuites>

  """

/// A test suite in JUnit's XML, with a test case for each picture, ordered by name.
///
/// - Parameters:
///   - suite: The folder of goldens.
///   - allowed: The statuses that do not fail.
///   - attachments: The files that show a picture, as GitLab reads their names.
package func junitReport(
  _ verdicts: Verdicts, of suite: FilePath, allowing allowed: Set<Verdict.Status>,
  attachments: (Verdict) -> [FilePath] = { _ in [] }
) -> String {
  let cases = verdicts.byName
  let errors = cases.count { $0.status == .error }
  let failures = cases.count { !allowed.contains($0.status) } - errors
  let attributes =
    "name=\"\("\(suite)".inXML)\" tests=\"\(cases.count)\" failures=\"\(failures)\" "
    + "errors=\"\(errors)\""
  let lines = cases.map { verdict in
    verdict.testCase(
      of: suite, isAllowed: allowed.contains(verdict.status), attachments(verdict))
  }
  return """
    \(junitReportStart)<testsuite \(attributes)>
    \(lines.map { "\($0)\n" }.joined())</testsuite>
    </testsuites>

    """
}

extension Verdict {
  fileprivate func testCase(
    of suite: FilePath, isAllowed: Bool, _ attachments: [FilePath]
  ) -> String {
    let start = "<testcase classname=\"\("\(suite)".inXML)\" name=\"\("\(name)".inXML)\""
    if isAllowed { return "\(start)/>" }
    let element = status == .error ? "error" : "failure"
    let message = ([status.rawValue] + reasons).joined(separator: "; ").inXML
    // GitLab shows the element's text, others the attribute.
    let failure =
      "<\(element) type=\"\(status.rawValue)\" message=\"\(message)\">\(message)</\(element)>"
    let files = attachments.map { "[[ATTACHMENT|\("\($0)".inXML)]]\n" }.joined()
    let output = files.isEmpty ? "" : "<system-out>\n\(files)</system-out>"
    return "\(start)>\(failure)\(output)</testcase>"
  }
}

extension String {
  /// The text as that of an element or an attribute's value: what XML 1.0 can't hold is the replacement
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
