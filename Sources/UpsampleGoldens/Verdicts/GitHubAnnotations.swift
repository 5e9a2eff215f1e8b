import Upsample

/// Workflow commands by which GitHub Actions shows what is wrong beside the files: of the
/// ten first verdicts one error each, as GitHub shows no more of a step, and the number of the
/// others as a notice, of which it counts ten apart.
///
/// The file is the golden; of a new picture it is the picture itself, where that lies in the folder
/// that the process works in.
package func githubAnnotations(
  _ verdicts: [Verdict], of expected: FilePath, _ actual: FilePath
) -> String {
  let shown = verdicts.prefix(mostAnnotations)
  let placeOfNew = actual.liesWithin(FilePath(".")) ? actual : expected
  var lines = shown.map { verdict in
    let folder = verdict.status == .new ? placeOfNew : expected
    let file = "\(folder.appending(verdict.name))".inProperty
    let text = ([verdict.status.rawValue] + verdict.reasons).joined(separator: "; ")
    return "::error file=\(file),title=\("\(verdict.name)".inProperty)::\(text.inMessage)"
  }
  let others = verdicts.count - shown.count
  if others > 0 {
    let verb = others == 1 ? "is" : "are"
    lines.append("::notice::\(counted(others, "more picture")) \(verb) not as expected")
  }
  return lines.map { "\($0)\n" }.joined()
}

private let mostAnnotations = 10

extension String {
  fileprivate var inMessage: String {
    replacing("%", with: "%25").replacing("\r", with: "%0D").replacing("\n", with: "%0A")
  }

  fileprivate var inProperty: String {
    inMessage.replacing(":", with: "%3A").replacing(",", with: "%2C")
  }
}
