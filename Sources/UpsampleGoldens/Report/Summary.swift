import Upsample

/// The summary of a comparison in GitHub's Markdown: totals, and a table of the worst pictures
/// that are not as expected.
///
/// It stays far below the 1 MiB that GitHub takes of a step, however many there are and
/// whatever their names.
func summary(_ verdicts: Verdicts, of subject: ReportSubject) -> String {
  let failures = verdicts.worstFirst.filter { !subject.allowed.contains($0.status) }
  let folders = "\(code("\(subject.actual)")) against \(code("\(subject.expected)"))"
  var text = "### \(headline(failures.count, of: verdicts.total))\n\n\(folders): "
  text += "\(verdicts.summary)\n"
  var shown = 0
  for verdict in failures.prefix(mostRows) {
    let row = row(of: verdict)
    guard text.utf8.count + row.utf8.count < mostBytes else { break }
    if shown == 0 { text += "\n| picture | status | why |\n| --- | --- | --- |\n" }
    text += row
    shown += 1
  }
  if failures.count > shown {
    text += "\n\(failures.count - shown) more in the report.\n"
  }
  return text
}

private let mostRows = 100
private let mostBytes = 256 * 1024

private func headline(_ failures: Int, of total: Int) -> String {
  switch (failures, total) {
  case (_, 0): "No pictures"
  case (0, 1): "The picture is as expected"
  case (_, 1): "The picture is not as expected"
  case (0, _): "All \(total) pictures are as expected"
  default: "\(failures) of \(total) pictures \(failures == 1 ? "is" : "are") not as expected"
  }
}

private func row(of verdict: Verdict) -> String {
  let reasons = verdict.reasons.map(\.inMarkdown).joined(separator: "; ")
  return "| \(code("\(verdict.name)")) | \(verdict.status.rawValue) | \(reasons) |\n"
}

/// A name, in which nothing is a mention, a link or markup.
private func code(_ name: String) -> String { "<code>\(name.inMarkdown)</code>" }

extension String {
  /// The text, in which everything that GitHub's Markdown or HTML reads otherwise within a line
  /// is a reference to a character.
  fileprivate var inMarkdown: String {
    var text = ""
    for scalar in unicodeScalars {
      switch scalar {
      case "\u{0}"..<"\u{20}", "\u{7f}", "\\", "`", "*", "_", "[", "]", "<", ">", "&", "|", "~",
        "@", "#", "$", ":", "\"":
        text += "&#\(scalar.value);"
      default: text.unicodeScalars.append(scalar)
      }
    }
    // By this GitHub finds addresses without a scheme.
    return text.replacing("www.", with: "www&#46;")
  }
}
