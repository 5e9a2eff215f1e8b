import CDigest
import CReportPage
import Upsample
import UpsampleBase

/// The page of a report: one file that asks for nothing but the pictures beside it.
///
/// Its policy lets run the script and the style that it was made with and no other, so that
/// no name or reason that a file brings along ever becomes one.
func reportPage(_ header: JSONObject, _ entries: [JSONObject]) -> String {
  let (style, script) = (text(crp_style()), text(crp_script()))
  let policy = [
    "default-src 'none'", "img-src 'self'", "style-src \(source(style))",
    "script-src \(source(script))", "base-uri 'none'", "form-action 'none'",
  ]
  var report = header
  report.add("pictures", entries)
  return text(crp_document())
    .replacing("{{policy}}", with: policy.joined(separator: "; "))
    .replacing("{{style}}", with: style)
    .replacing("{{script}}", with: script)
    // Last, as a file may have any name. Without the character that begins a tag, none of what
    // it says ends the element that holds it.
    .replacing("{{report}}", with: "\(report)".replacing("<", with: "\\u003c"))
}

private func text(_ part: crp_part) -> String {
  String(decoding: UnsafeBufferPointer(start: part.bytes, count: part.count), as: UTF8.self)
}

/// A content policy's name for an element's text.
private func source(_ text: String) -> String {
  "'sha256-\(SHA256(of: Array(text.utf8)).base64)'"
}

extension SHA256 {
  /// The bytes in the alphabet of base64.
  fileprivate var base64: String {
    let count = cdg_base64_count(bytes.count)
    return String(unsafeUninitializedCapacity: count) { text in
      cdg_base64(bytes, bytes.count, text.baseAddress)
      return count
    }
  }
}
