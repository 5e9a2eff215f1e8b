import Glibc
import Upsample

/// What the program's exit status says.
enum ExitStatus: Int32, CaseIterable {
  case done = 0
  case partlyDone = 1
  case wrongUsage = 2
  case badInput = 3
  case badOutput = 4
  case stopped = 75
  case hungUp = 129
  case interrupted = 130
  case quit = 131
  case leftAtOnce = 138
  case terminated = 143
  case outOfTime = 152

  /// Two pictures differ by more than the thresholds allow.
  static let beyondThresholds = ExitStatus.partlyDone

  /// Outputs of a folder are missing.
  static let incomplete = ExitStatus.partlyDone

  /// The status that tells whose fault an error is.
  init(_ error: UpsampleError) {
    self =
      switch error {
      case .request: .wrongUsage
      case .file: .badInput
      case .limit(let excess): excess.side == .input ? .badInput : .badOutput
      // What can't be held in memory may be a sound picture.
      case .system(let failure):
        failure.side == .input && failure.code != ENOMEM ? .badInput : .badOutput
      }
  }

  /// The meaning, for help and the manual.
  var meaning: String {
    switch self {
    case .done: "done"
    case .partlyDone: "done in part: some of several inputs failed; or pictures differ"
    case .wrongUsage: "wrong usage"
    case .badInput: "an input can't be read, or is not what it says"
    case .badOutput: "an output can't be written, or memory is short"
    case .stopped: "stopped by a signal after the files at hand; run it again to go on"
    case .hungUp: "stopped by a terminal that was closed"
    case .interrupted: "stopped by an interrupt"
    case .quit: "stopped by a request to quit"
    case .leftAtOnce: "stopped by a second SIGUSR1"
    case .terminated: "stopped by a request to terminate"
    case .outOfTime: "stopped by the system's limit of processor time"
    }
  }
}
