import Upsample

/// `upsample fit --merge STATE...`: adds the states of fits.
struct FitMergeCommand: RunnableCommand {
  private let states: [FilePath]
  private let target: FitTarget
  private let solving: FitSolving
  private let telling: Telling

  /// The options that have a meaning for states; the others decided their sums.
  private static let ownOptions: Set<OptionName> = [
    .merge, .output, .state, .symmetric, .ridge, .parents, .instructions, .noSandbox, .jobs,
    .progress, .quiet,
  ]

  init(_ arguments: Arguments) throws(UpsampleError) {
    for option in arguments.command.options
    where arguments.has(option.name) && !Self.ownOptions.contains(option.name) {
      throw .usage(
        option.spelling, "contradicts --merge: the states have theirs", arguments.command)
    }
    states = arguments.operands
    guard !states.isEmpty else {
      throw .usage("--merge", "the states are missing", arguments.command)
    }
    target = try FitTarget(arguments)
    solving = try FitSolving(arguments)
    telling = try Telling(arguments)
  }

  func run() throws(UpsampleError) -> ExitStatus {
    var state = try FitState(file: states[0])
    for file in states.dropFirst() {
      let other = try FitState(file: file)
      do throws(UpsampleError) {
        try state.add(other)
      } catch {
        throw error.about(file)
      }
    }
    let fit = target.output == nil ? nil : try state.fit(solving)
    try target.write(state)
    if let fit { try target.write(fit) }
    if telling.hasFigures {
      try Console.print(fit.map { FitTable.line($0, scale: state.scale) } ?? FitTable.line(state))
    }
    return .done
  }
}
