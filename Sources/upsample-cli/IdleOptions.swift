import Upsample

/// The options that were given and have nothing to act on: each is told of once, when all
/// pictures have been made, for in a folder it may act on some.
///
/// Limits and choices of what may happen, such as `--max-scans` or `--recover`, are none:
/// they hold for pictures that are not there too.
struct IdleOptions {
  /// What an option acts on.
  private struct Rule: Sendable {
    let name: OptionName
    let subject: String
    let acts: @Sendable (_ input: ImageFormat, _ output: ImageFormat) -> Bool
  }

  private static let rules = [
    Rule(name: .quality, subject: "JPEG outputs") { $1 == .jpeg },
    Rule(name: .progressive, subject: "JPEG outputs") { $1 == .jpeg },
    Rule(name: .background, subject: "JPEG outputs") { $1 == .jpeg },
    Rule(name: .color, subject: "PNG inputs that become JPEGs") { $0 == .png && $1 == .jpeg },
    Rule(name: .compression, subject: "PNG outputs") { $1 == .png },
  ]

  private var waiting: [Rule]
  private var haveSeen = false
  /// What the arguments alone tell.
  private let certain: [String]

  init(_ arguments: Arguments) {
    waiting = Self.rules.filter { arguments.has($0.name) }
    certain = [
      arguments.idleNormalization, arguments.idlePreservation, arguments.idlePrintSize,
      arguments.idleExistence,
    ].compactMap { $0 }
  }

  /// Sees a picture of one format that becomes one of another.
  mutating func see(_ input: ImageFormat, as output: ImageFormat) {
    haveSeen = true
    waiting.removeAll { $0.acts(input, output) }
  }

  /// Warnings of the options that had nothing to act on.
  var warnings: [String] {
    let idle = haveSeen ? waiting : []
    return (certain + idle.map { "\($0.name.spelling) acts on \($0.subject), and there are none" })
      .map { "warning: \($0)" }
  }
}

extension Arguments {
  fileprivate var idleNormalization: String? {
    let kernel = command.name == .kernel ? operands.first : self[.kernel]
    let name = kernel ?? FilePath(InterpolationFunction.bilinear.rawValue)
    let hasOwnTaps = UserFilter.fileExtensions.contains { $0 == name.lowercasedExtension }
    guard has(.normalize), !hasOwnTaps else { return nil }
    return "--normalize acts on the taps of a kernel file, and those of \(name) sum to 1"
  }

  fileprivate var idlePreservation: String? {
    guard has(.preserve), operands.last == FilePath("-") else { return nil }
    return "--preserve acts on files, and the output is a stream"
  }

  fileprivate var idlePrintSize: String? {
    guard has(.keepPrintSize), text(.metadata) == MetadataPolicy.strip.rawValue else { return nil }
    return "--keep-print-size acts on the density, which --metadata strip leaves out"
  }

  fileprivate var idleExistence: String? {
    guard has(.existing), operands.last == FilePath("-") else { return nil }
    return "--existing acts on files, and the output is a stream"
  }
}
