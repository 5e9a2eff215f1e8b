import Upsample
import UpsampleBatch

/// `upsample fit FOLDER`: fits a kernel to the pictures of a folder.
struct FitCommand: RunnableCommand {
  private let folders: FitFolders
  private let target: FitTarget
  private let options: FitOptions
  private let progress: ProgressPolicy
  private let telling: Telling

  /// How often a state is written while images are summed.
  private static let savingInterval = Duration.seconds(10)

  init(_ arguments: Arguments) throws(UpsampleError) {
    folders = try FitFolders(arguments)
    target = try FitTarget(arguments)
    options = try FitOptions(arguments)
    progress = try ProgressPolicy(arguments)
    telling = try Telling(arguments)
  }

  func run() throws(UpsampleError) -> ExitStatus {
    if target.state != nil { Signals.letFilesAtHandEnd() }
    var state = try startingState()
    let line = ProgressLine(
      "\(folders.wanted)", progress, logging: BatchProgress.logInterval)
    var failures = 0
    let failed = { (error: UpsampleError) in
      failures += 1
      line?.erase()
      Console.report(error)
    }
    let (heldBack, images) = try folders.listed(failed)
    try state.check(heldBack: heldBack)
    try sum(images, into: &state, heldBack, line, failed)
    if target.state != nil, Signals.isStopRequested {
      tellHowToGoOn()
      return .stopped
    }
    if state.images == 0, failures > 0 { return .badInput }
    if target.output == nil {
      if telling.hasFigures { try Console.print(FitTable.line(state)) }
    } else {
      let fit = try state.fit(options.solving)
      try target.write(fit)
      let quality = measureFit(fit.taps, on: heldBack, options: options, failed: failed)
      if telling.hasFigures { try Console.print(FitTable.text(fit, quality, options, heldBack)) }
    }
    return failures > 0 ? .partlyDone : .done
  }

  /// The state that the work goes on from: that of the file, if it is there.
  private func startingState() throws(UpsampleError) -> FitState {
    guard let file = target.state, FileStatus(at: file) != nil else { return try FitState(options) }
    let state = try FitState(file: file)
    do throws(UpsampleError) {
      try state.check(options)
    } catch {
      throw error.about(file)
    }
    return state
  }

  /// Sums images, and writes the state now and then and in the end, even after an error.
  private func sum(
    _ images: [FitImage], into state: inout FitState, _ heldBack: [FitImage],
    _ line: ProgressLine?, _ failed: @escaping (UpsampleError) -> Void
  ) throws(UpsampleError) {
    let isStopped = { [target] in target.state != nil && Signals.isStopRequested }
    // Those that can't be read are told of when they are measured on.
    var check = try FitState(options)
    if line != nil { try check.add(heldBack, options, isStopped: isStopped) }
    var saved = ContinuousClock.now
    let outcome = Result { () throws(UpsampleError) in
      try state.add(images, options, isStopped: isStopped, failed: failed) {
        [target, options, check] progress throws(UpsampleError) in
        line?.draw { time, _ in
          let psnr = progress.state.psnr(on: check, options.solving)
          return FitTable.line(progress, psnr, after: time)
        }
        if ContinuousClock.now - saved >= Self.savingInterval {
          try target.write(progress.state)
          saved = ContinuousClock.now
        }
      }
    }
    line?.erase()
    try target.write(state)
    try outcome.get()
  }

  private func tellHowToGoOn() {
    guard telling.contains(.warnings) else { return }
    Console.note("stopped with the pictures at hand summed. To go on:\n  \(Program.commandLine)")
  }
}

/// Where the outcome of a fit goes.
struct FitTarget {
  /// The file of taps.
  let output: FilePath?
  /// The file of the sums, by which the fit can go on.
  let state: FilePath?

  init(_ arguments: Arguments) throws(UpsampleError) {
    state = arguments[.state]
    let isLeftOut = state != nil && !arguments.has(.output)
    output = isLeftOut ? nil : try arguments.fitOutput(extension: "npy")
  }

  func write(_ fit: KernelFit) throws(UpsampleError) {
    if let output { try fit.taps.write(npy: output) }
  }

  func write(_ sums: FitState) throws(UpsampleError) {
    if let state { try sums.write(to: state) }
  }
}

extension Arguments {
  /// Where what is fitted goes.
  func fitOutput(extension name: String) throws(UpsampleError) -> FilePath {
    guard let output = self[.output] else {
      throw .usage("--output", "is missing, and says where the taps go", command)
    }
    guard output.lowercasedExtension == name else {
      throw .value(
        "\(output)", of: .output, "is not the name of a file of what is fitted",
        remedy: "Name it .\(name).")
    }
    return output
  }
}

extension UpsampleError {
  /// The same fault, told of as one of a file that was given.
  func about(_ file: FilePath) -> UpsampleError {
    guard case .request(let fault) = self else { return self }
    return .request(RequestFault(subject: "\(file)", fault.values))
  }
}
