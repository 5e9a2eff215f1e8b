import Upsample
import UpsampleBatch

/// `upsample IN OUT`: makes pictures larger, one after the other.
struct UpsampleCommand: RunnableCommand {
  private let plan: OutputPlan
  private let options: UpsampleOptions
  private let kernelName: String
  private let progress: ProgressPolicy
  private let telling: Telling
  private let isDryRun: Bool
  private let makesParents: Bool
  private let idle: IdleOptions
  private let sandbox: Sandbox

  init(_ arguments: Arguments) throws(UpsampleError) {
    options = try UpsampleOptions(arguments)
    plan = try OutputPlan(arguments.operands, format: options.format)
    kernelName = arguments.wayName
    telling = try Telling(arguments)
    progress = try ProgressPolicy(arguments)
    isDryRun = arguments.has(.dryRun)
    makesParents = arguments.has(.parents)
    idle = IdleOptions(arguments)
    sandbox = Sandbox(arguments)
    try checkStandardOutput()
  }

  func run() throws(UpsampleError) -> ExitStatus {
    if plan.pairs.count > 1 { try options.resampling.checkFitsSomePicture() }
    if let folder = plan.newFolder, !isDryRun {
      try makeFolders(folder)
      try sandbox.narrow()
    }
    var idle = idle
    var failures: [ExitStatus] = []
    for index in plan.pairs.indices {
      do throws(UpsampleError) {
        try make(index, &idle)
      } catch {
        // Nothing more could be told there, not even of this.
        if error.concernsStandardOutput { throw error }
        Console.note(text(of: error, plan.pairs[index]))
        failures.append(ExitStatus(error))
        if telling.contains(.json) { try printFailure(error, of: names(plan.pairs[index])) }
      }
    }
    if let first = failures.first, failures.count == plan.pairs.count { return first }
    if telling.contains(.warnings) { idle.warnings.forEach(Console.note) }
    return failures.isEmpty ? .done : .partlyDone
  }

  /// The message, with the input's name where there are several.
  private func text(of error: UpsampleError, _ pair: OutputPlan.Pair) -> String {
    plan.pairs.count > 1 ? names(pair).failure(error) : error.spellingOptions.description
  }

  private func make(_ index: Int, _ idle: inout IdleOptions) throws(UpsampleError) {
    let pair = plan.pairs[index]
    if case .file(let path) = pair.input, FileStatus(at: path)?.kind == .folder {
      throw .file(
        FileDefect(
          name: path.description, defect: "is a folder, not a picture",
          remedy: "Give it alone: upsample \(path) FOLDER"))
    }
    if isDryRun { return try tellPlan(pair, &idle) }
    let number = plan.pairs.count > 1 ? "[\(index + 1)/\(plan.pairs.count)] " : ""
    let line = ProgressLine("\(number)\(pair.input.operand)", progress)
    defer { line?.erase() }
    let start = ContinuousClock.now
    let outcome = try upsample(
      pair.input, to: pair.output, options: options, progress: line.map { $0.report },
      willBegin: { estimate in
        warnOfRoom(names(pair), estimate)
        WorkingMemory.letGoOfCode()
      })
    line?.erase()
    switch outcome {
    case .written(let report):
      idle.see(report.inputFormat, as: report.outputFormat)
      try tell(report, of: names(pair), after: ContinuousClock.now - start)
    case .skipped: try tellSkipped(names(pair))
    }
  }

  private func tell(
    _ report: UpsampleReport, of names: PictureNames, after time: Duration
  ) throws(UpsampleError) {
    if telling.contains(.warnings) { names.warnings(report).forEach(Console.note) }
    if telling.contains(.line) {
      Console.note("\(names.line(report)), \(time.milliseconds) ms")
      names.notes(report).forEach(Console.note)
    }
    if telling.contains(.json) {
      var object = names.object("written")
      object.add(report)
      object.add(time)
      try Console.print("\(object)\n")
    }
  }

  private func tellPlan(
    _ pair: OutputPlan.Pair, _ idle: inout IdleOptions
  ) throws(UpsampleError) {
    let names = names(pair)
    if !makesParents, plan.newFolder == nil { try pair.output.checkFolder() }
    guard let estimate = try estimateUpsample(pair.input, to: pair.output, options: options) else {
      let line = "\(names.output) is there already, to skip"
      return try Console.print("\(telling.contains(.json) ? "\(names.object("skipped"))" : line)\n")
    }
    idle.see(estimate.report.inputFormat, as: estimate.report.outputFormat)
    let memory = estimate.memory(jobs: options.jobs)
    if telling.contains(.warnings) { names.warnings(estimate.report).forEach(Console.note) }
    if telling.contains(.json) {
      var object = names.object("planned")
      object.add(estimate)
      if let free = estimate.freeBytes { object.add("free_bytes", free) }
      object.add("memory_bytes", memory)
      return try Console.print("\(object)\n")
    }
    let free = estimate.freeBytes.map { ", where \(byteText($0)) are free" } ?? ""
    try Console.print(
      "\(names.line(estimate.report)): at most \(byteText(estimate.outputBytes)) on disk\(free), "
        + "about \(byteText(memory)) of memory"
        + (estimate.seconds.map { " and \(fixedText($0, digits: 1)) s" } ?? "") + "\n")
  }

  /// Tells before the work of an output for which there may be no room.
  private func warnOfRoom(_ names: PictureNames, _ estimate: UpsampleEstimate) {
    guard telling.contains(.warnings), let free = estimate.freeBytes, estimate.mayLackRoom
    else { return }
    Console.note(
      "warning: \(names.output) may take \(byteText(estimate.outputBytes)), "
        + "and \(byteText(free)) are free on its disk")
  }

  private func tellSkipped(_ names: PictureNames) throws(UpsampleError) {
    if telling.contains(.line) { Console.note("\(names.output) is there already, skipped") }
    if telling.contains(.json) { try Console.print("\(names.object("skipped"))\n") }
  }

  private func printFailure(
    _ error: UpsampleError, of names: PictureNames
  ) throws(UpsampleError) {
    var object = names.object("failed")
    object.add("error", error.spellingOptions.description)
    try Console.print("\(object)\n")
  }

  private func names(_ pair: OutputPlan.Pair) -> PictureNames {
    PictureNames(input: pair.input.operand, output: pair.output.operand, kernel: kernelName)
  }

  /// Refuses a picture on a terminal, or mixed with JSON.
  private func checkStandardOutput() throws(UpsampleError) {
    guard !isDryRun, plan.pairs.contains(where: { $0.output == .standardStream }) else { return }
    if telling.contains(.json) {
      throw .request(
        RequestFault(
          subject: "--json", fault: "standard output can't hold both the picture and the JSON",
          remedy: "Name an output file."))
    }
    try Console.checkTakesPictures(example: "upsample in.png - > out.png")
  }
}

extension UpsampleOptions {
  /// The options that the arguments ask for.
  init(_ arguments: Arguments) throws(UpsampleError) {
    self.init()
    reading = try ReadingOptions(arguments)
    resampling = try ResamplingOptions(arguments)
    colors = try ColorOptions(arguments)
    writing = try WritingOptions(arguments)
    jobs = try arguments.threads() ?? ParallelWork.processors
    if let argument = arguments[.kernel] { resampling.kernel = try Kernel(nameOrFile: argument) }
    try resampling.takeNetwork(arguments)
  }
}

extension ResamplingOptions {
  /// The options that the arguments ask for, but for a kernel, whose file is read
  /// once all arguments are known to be right.
  fileprivate init(_ arguments: Arguments) throws(UpsampleError) {
    self.init()
    if arguments.has(.scale), arguments.has(.size) {
      throw .usage("--size", "can't be given together with --scale", arguments.command)
    }
    if let scale = arguments.text(.scale) { magnification = try Magnification(scale: scale) }
    if let size = arguments.text(.size) { magnification = try Magnification(size: size) }
    if arguments.has(.normalize) { gain = .normalized }
    border = try arguments.choice(of: .border) ?? border
  }
}

extension ColorOptions {
  fileprivate init(_ arguments: Arguments) throws(UpsampleError) {
    self.init()
    if arguments.has(.linearLight) { light = .linear }
    if let text = arguments.text(.background) { background = try Background(text) }
    color = try arguments.choice(of: .color) ?? color
  }
}

extension WritingOptions {
  fileprivate init(_ arguments: Arguments) throws(UpsampleError) {
    self.init()
    if let text = arguments.text(.quality) { quality = try JPEGQuality(text) }
    if arguments.has(.progressive) { progression = .progressive }
    compression = try arguments.choice(of: .compression) ?? compression
    metadata = try arguments.choice(of: .metadata) ?? metadata
    if arguments.has(.preserve) { attributes = .copied }
    if arguments.has(.keepPrintSize) { density = .multiply }
    format = try arguments.choice(of: .format)
    existing = try arguments.choice(of: .existing) ?? existing
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
