import Upsample
import UpsampleBatch
import UpsampleGoldens

/// `upsample diff EXPECTED ACTUAL --approve`: makes pictures the goldens that they are compared
/// with.
struct ApproveCommand: RunnableCommand {
  /// The options that have no meaning without `--approve`.
  static let ownOptions: [OptionName] = [.from, .prune, .dryRun]

  private let job: ComparisonJob
  private let selection: ApprovalSelection
  private let pruning: ApprovalPlan.Pruning
  private let action: Approver.Action
  private let progress: ProgressPolicy
  private let telling: Telling

  init(_ arguments: Arguments) throws(UpsampleError) {
    try arguments.checkOperandCount(2...Int.max)
    let others: [OptionName] = [.report, .junit, .github, .allowNew, .allowMissing]
    for name in others where arguments.has(name) {
      throw .usage(name.spelling, "belongs to a comparison without --approve", arguments.command)
    }
    selection = try ApprovalSelection(arguments)
    pruning = arguments.has(.prune) ? .pruned : .left
    action = arguments.has(.dryRun) ? .plan : .approve
    progress = try ProgressPolicy(arguments)
    telling = try Telling(arguments)
    job = try ComparisonJob(arguments, .taken)
  }

  func run() throws(UpsampleError) -> ExitStatus {
    let approver = try Approver(job)
    var plan = ApprovalPlan(of: job, selection, pruning)
    let surroundings = try compareFolders(job, progress) { plan.add($0) }
    if telling.contains(.warnings) {
      for warning in surroundings.warnings { Console.note("warning: \(warning)") }
    }
    let steps = try plan.checkedSteps()
    var counts: [ApprovalPlan.Step.Action: Int] = [:]
    let tell = { (step: ApprovalPlan.Step) throws(UpsampleError) in
      counts[step.action, default: 0] += 1
      try self.tell(step)
    }
    try approver.apply(steps, action, tell)
    try tellTotals(counts, of: plan.pictures)
    for verdict in plan.unreadable { Console.note(verdict.reasons.joined(separator: "; ")) }
    guard plan.unreadable.isEmpty else { return .badInput }
    return counts[.refused] == nil ? .done : .partlyDone
  }

  private func tell(_ step: ApprovalPlan.Step) throws(UpsampleError) {
    if telling.contains(.json) {
      try Console.print("\(step.object)\n")
    } else if telling.hasFigures {
      try Console.print("\(step.line)\n")
    }
  }

  /// Such as `500 pictures: 2 replaced, 1 added`.
  private func tellTotals(
    _ counts: [ApprovalPlan.Step.Action: Int], of pictures: Int
  ) throws(UpsampleError) {
    let actions = ApprovalPlan.Step.Action.allCases
    if telling.contains(.json) {
      var object = JSONObject()
      object.add("pictures", pictures)
      for action in actions { object.add(action.rawValue, counts[action] ?? 0) }
      try Console.print("\(object)\n")
    } else if telling.hasFigures {
      let parts = actions.compactMap { action in counts[action].map { "\($0) \(action.rawValue)" } }
      let text = parts.isEmpty ? "nothing to approve" : parts.joined(separator: ", ")
      let end = action == .plan ? "; nothing is written" : ""
      try Console.print("\(counted(pictures, "picture")): \(text)\(end)\n")
    }
  }
}

extension ApprovalSelection {
  /// What the arguments name behind the two folders, or in a list.
  fileprivate init(_ arguments: Arguments) throws(UpsampleError) {
    let words = Array(arguments.operands.dropFirst(2))
    guard let list = arguments[.from] else {
      if words.isEmpty { self.init() } else { self.init(words) }
      return
    }
    guard words.isEmpty else {
      throw .usage("--from", "contradicts \(words[0].echoed)", arguments.command)
    }
    self.init(try PictureList(InputFile(Endpoint(list))))
  }
}
