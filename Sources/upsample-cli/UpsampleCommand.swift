import Glibc
import Upsample

/// `upsample IN OUT`: makes pictures larger, one after the other.
struct UpsampleCommand {
  private let plan: OutputPlan
  private let options: UpsampleOptions
  private let kernelName: String
  private let progress: ProgressPolicy
  private let telling: Telling

  /// What is told of a picture that was made.
  private struct Telling: OptionSet {
    let rawValue: Int
    /// A line on standard error.
    static let line = Telling(rawValue: 1)
    /// A JSON object on standard output.
    static let json = Telling(rawValue: 2)
    /// Warnings on standard error.
    static let warnings = Telling(rawValue: 4)
  }

  init(_ arguments: Arguments) throws(UpsampleError) {
    options = try UpsampleOptions(arguments)
    plan = try OutputPlan(arguments.operands, format: options.format)
    kernelName = arguments.text(.kernel) ?? "bilinear"
    telling = [
      arguments.has(.verbose) ? .line : [], arguments.has(.json) ? .json : [],
      arguments.has(.quiet) ? [] : .warnings,
    ]
    let chosen: ProgressPolicy? = try arguments.choice(of: .progress)
    progress = chosen ?? (arguments.has(.quiet) ? .never : .auto)
    try checkStandardOutput()
    if arguments.has(.quiet), arguments.has(.verbose) {
      throw .usage("--quiet", "contradicts --verbose", arguments.command)
    }
  }

  func run() throws(UpsampleError) -> ExitStatus {
    if let folder = plan.newFolder { try makeFolder(folder) }
    var failures: [ExitStatus] = []
    for index in plan.pairs.indices {
      do throws(UpsampleError) {
        try make(index)
      } catch {
        Console.report(error)
        failures.append(ExitStatus(error))
        if telling.contains(.json) { try printFailure(error, of: plan.pairs[index]) }
      }
    }
    guard let first = failures.first else { return .done }
    return failures.count == plan.pairs.count ? first : .partlyDone
  }

  private func make(_ index: Int) throws(UpsampleError) {
    let pair = plan.pairs[index]
    if case .file(let path) = pair.input, FileStatus(at: path)?.kind == .folder {
      throw .file(
        FileDefect(
          name: path.description, defect: "is a folder, not a picture",
          remedy: "Name its files: upsample \(path.appending(FilePath("*.png"))) FOLDER/"))
    }
    let number = plan.pairs.count > 1 ? "[\(index + 1)/\(plan.pairs.count)] " : ""
    let line = ProgressLine("\(number)\(pair.input.name)", progress)
    defer { line?.erase() }
    let start = ContinuousClock.now
    let outcome = try upsample(
      pair.input, to: pair.output, options: options, progress: line.map { $0.report })
    line?.erase()
    switch outcome {
    case .written(let report): try tell(report, of: pair, after: ContinuousClock.now - start)
    case .skipped: try tellSkipped(pair)
    }
  }

  private func tell(
    _ report: UpsampleReport, of pair: OutputPlan.Pair, after time: Duration
  ) throws(UpsampleError) {
    if telling.contains(.warnings) {
      for warning in report.warnings {
        Console.note("warning: \(pair.input.name): \(warning.spellingOptions)")
      }
    }
    let milliseconds = (time / .milliseconds(1) * 10).rounded() / 10
    if telling.contains(.line) {
      let (input, output) = (report.input, report.output)
      Console.note(
        "\(pair.input.name) (\(report.inputFormat), \(input.width)x\(input.height)) -> "
          + "\(pair.output.name) (\(report.outputFormat), \(output.width)x\(output.height)), "
          + "\(kernelName), \(milliseconds) ms")
      for note in report.notes { Console.note("\(pair.input.name): \(note)") }
    }
    if telling.contains(.json) {
      var object = JSONObject(pair, status: "written")
      object.add(report)
      object.add("milliseconds", milliseconds)
      try Console.print("\(object)\n")
    }
  }

  private func tellSkipped(_ pair: OutputPlan.Pair) throws(UpsampleError) {
    if telling.contains(.line) { Console.note("\(pair.output.name) is there already, skipped") }
    if telling.contains(.json) { try Console.print("\(JSONObject(pair, status: "skipped"))\n") }
  }

  private func printFailure(
    _ error: UpsampleError, of pair: OutputPlan.Pair
  ) throws(UpsampleError) {
    var object = JSONObject(pair, status: "failed")
    object.add("error", error.spellingOptions.description)
    try Console.print("\(object)\n")
  }

  private func makeFolder(_ folder: FilePath) throws(UpsampleError) {
    if folder.withCString({ mkdir($0, 0o777) }) != 0 {
      throw .system(
        SystemFailure(action: "create", name: "\(folder)", side: .output, code: errno))
    }
  }

  /// Refuses a picture on a terminal, or mixed with JSON.
  private func checkStandardOutput() throws(UpsampleError) {
    guard plan.pairs.contains(where: { $0.output == .standardStream }) else { return }
    if telling.contains(.json) {
      throw .request(
        RequestFault(
          subject: "--json", fault: "standard output can't hold both the picture and the JSON",
          remedy: "Name an output file."))
    }
    if isatty(STDOUT_FILENO) != 0 {
      throw .request(
        RequestFault(
          subject: "-", fault: "standard output is a terminal, no place for a picture",
          remedy: "Redirect it, as in: upsample in.png - > out.png"))
    }
  }
}

extension UpsampleOptions {
  /// The options that the arguments ask for.
  init(_ arguments: Arguments) throws(UpsampleError) {
    self.init()
    reading = try ReadingOptions(arguments)
    if arguments.has(.scale), arguments.has(.size) {
      throw .usage("--size", "can't be given together with --scale", arguments.command)
    }
    if let scale = arguments.text(.scale) { magnification = try Magnification(scale: scale) }
    if let size = arguments.text(.size) { magnification = try Magnification(size: size) }
    if arguments.has(.normalize) { gain = .normalized }
    border = try arguments.choice(of: .border) ?? border
    if let text = arguments.text(.quality) { quality = try JPEGQuality(text) }
    compression = try arguments.choice(of: .compression) ?? compression
    metadata = try arguments.choice(of: .metadata) ?? metadata
    if arguments.has(.keepPrintSize) { density = .multiply }
    format = try arguments.choice(of: .format)
    existing = try arguments.choice(of: .existing) ?? existing
    jobs = try arguments.text(.jobs).map(threadCount) ?? ParallelWork.processors
    if let argument = arguments[.kernel] { kernel = try Kernel(nameOrFile: argument) }
  }
}

extension ReadingOptions {
  /// The options that the arguments ask for.
  init(_ arguments: Arguments) throws(UpsampleError) {
    self.init()
    orientation = try arguments.choice(of: .orient) ?? orientation
    if arguments.has(.firstFrame) { animation = .firstFrame }
    if arguments.has(.recover) { damage = .recover }
    limits = try InputLimits(arguments)
  }
}

extension JSONObject {
  fileprivate init(_ pair: OutputPlan.Pair, status: String) {
    self.init()
    add("input", pair.input.name)
    add("output", pair.output.name)
    add("status", status)
  }

  fileprivate mutating func add(_ report: UpsampleReport) {
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
}
