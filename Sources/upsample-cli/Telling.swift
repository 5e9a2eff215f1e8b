import Upsample

/// What is told of the pictures that are made or compared.
struct Telling: OptionSet {
  let rawValue: Int
  /// A line on standard error.
  static let line = Telling(rawValue: 1)
  /// A JSON object on standard output.
  static let json = Telling(rawValue: 2)
  /// Warnings on standard error.
  static let warnings = Telling(rawValue: 4)

  init(rawValue: Int) { self.rawValue = rawValue }

  /// What the arguments ask for.
  init(_ arguments: Arguments) throws(UpsampleError) {
    if arguments.has(.quiet), arguments.has(.verbose) {
      throw .usage("--quiet", "contradicts --verbose", arguments.command)
    }
    self = [
      arguments.has(.verbose) ? .line : [], arguments.has(.json) ? .json : [],
      arguments.has(.quiet) ? [] : .warnings,
    ]
  }

  /// Whether the figures of a comparison are told, as JSON or as text.
  var hasFigures: Bool { !isDisjoint(with: [.json, .warnings]) }
}

extension ProgressPolicy {
  /// What the arguments ask for: unless they say otherwise, nothing is drawn when
  /// nothing is to be told.
  init(_ arguments: Arguments) throws(UpsampleError) {
    let chosen: ProgressPolicy? = try arguments.choice(of: .progress)
    self = chosen ?? (arguments.has(.quiet) ? .never : .auto)
  }
}

/// An input and its output, as people read of them.
struct PictureNames {
  let input: FilePath
  let output: FilePath
  let kernel: String

  /// A line such as `a.png (png, 5x4) -> b.png (png, 10x8), bilinear`.
  func line(_ report: UpsampleReport) -> String {
    let (before, after) = (report.input, report.output)
    return "\(input) (\(report.inputFormat), \(before.width)x\(before.height)) -> "
      + "\(output) (\(report.outputFormat), \(after.width)x\(after.height)), \(kernel)"
  }

  /// Lines about what is not as one might expect.
  func warnings(_ report: UpsampleReport) -> [String] {
    report.warnings.map { "warning: \(input): \($0.spellingOptions)" }
  }

  /// Lines about what was left out.
  func notes(_ report: UpsampleReport) -> [String] { report.notes.map { "\(input): \($0)" } }

  /// The message of a failure, which begins with the input's name where it tells of no
  /// file.
  func failure(_ error: UpsampleError) -> String {
    let text = error.spellingOptions.description
    return switch error {
    case .system, .file: text
    case .limit(let excess) where excess.subject == "\(input)": text
    case .limit, .request: "\(input): \(text)"
    }
  }

  /// The members by which every JSON object of a picture begins.
  func object(_ status: String) -> JSONObject {
    var object = JSONObject()
    object.add("input", input)
    object.add("output", output)
    object.add("status", status)
    return object
  }
}

extension JSONObject {
  mutating func add(_ report: UpsampleReport) {
    add("input_width", report.input.width)
    add("input_height", report.input.height)
    add("output_width", report.output.width)
    add("output_height", report.output.height)
    add("channels", report.output.channels)
    add("bit_depth", report.output.depth.rawValue)
    add("input_format", report.inputFormat.rawValue)
    add("output_format", report.outputFormat.rawValue)
    if !report.warnings.isEmpty { add("warnings", report.warnings.map(\.spellingOptions)) }
    if !report.notes.isEmpty { add("notes", report.notes.map(\.spellingOptions)) }
  }

  mutating func add(_ duration: Duration) { add("milliseconds", duration.milliseconds) }
}

extension Duration {
  /// To a tenth.
  var milliseconds: Double { (self / .milliseconds(1) * 10).rounded() / 10 }
}
