import Upsample

/// What a picture is held to, and by what.
package struct Rule: Sendable {
  /// A line of a rules file.
  package struct Line: Hashable, Sendable {
    /// Counted from 1.
    package let number: Int
    /// The line without blanks around it, for people to read.
    package let text: String
  }

  package let thresholds: Thresholds
  /// Which pixels count, and which of them differ.
  package let pixels: PixelRules
  /// The line that says so; `nil` of what holds where no line does.
  package let line: Line?
  /// The rule's place among all, of which that without a line is the last.
  let index: Int
}
