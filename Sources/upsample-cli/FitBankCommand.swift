import Upsample

/// `upsample fit FOLDER --bank LEAVES`: fits a bank of kernels to the pictures of a folder.
struct FitBankCommand: RunnableCommand {
  private let folders: FitFolders
  private let output: FilePath
  private let leaves: Int
  private let options: FitOptions
  private let progress: ProgressPolicy
  private let telling: Telling

  init(_ arguments: Arguments) throws(UpsampleError) {
    for name in [OptionName.state, .shard, .symmetric, .limit] where arguments.has(name) {
      throw .usage(name.spelling, "is for one kernel, and contradicts --bank", arguments.command)
    }
    folders = try FitFolders(arguments)
    output = try arguments.fitOutput(extension: "bank")
    leaves = try arguments.number(.bank, in: 1...KernelBank.mostLeaves) ?? 1
    options = try FitOptions(arguments)
    progress = try ProgressPolicy(arguments)
    telling = try Telling(arguments)
  }

  func run() throws(UpsampleError) -> ExitStatus {
    let line = ProgressLine("\(folders.wanted)", progress, logging: BatchProgress.logInterval)
    var failures = 0
    let failed = { (error: UpsampleError) in
      failures += 1
      line?.erase()
      Console.report(error)
    }
    let (heldBack, images) = try folders.listed(failed)
    let fit: BankFit
    do throws(UpsampleError) {
      fit = try fitBank(
        to: images, heldBack: heldBack, leaves: leaves, options: options, failed: failed,
        progress: { progress in
          line?.draw { _, _ in FitTable.line(progress, of: images.count, leaves: leaves) }
        })
    } catch  where failures > 0 && failures >= images.count {
      return .badInput
    }
    line?.erase()
    try fit.bank.write(to: .file(output))
    if telling.hasFigures { try Console.print(FitTable.text(fit, options, heldBack)) }
    return failures > 0 ? .partlyDone : .done
  }
}
