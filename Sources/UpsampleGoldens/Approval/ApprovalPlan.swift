import Upsample

/// What becomes of goldens by an approval.
package struct ApprovalPlan: Sendable {
  /// What becomes of one golden.
  package struct Step: Sendable {
    package enum Action: String, CaseIterable, Sendable {
      case replaced, added, removed
      /// It stays, though it was to be approved.
      case refused
    }

    package let action: Action
    /// The name relative to both folders.
    package let name: FilePath
    /// Why it is approved or not, for people to read.
    package let reasons: [String]
    /// That of the picture which was compared; `nil` where there is none.
    package let digest: SHA256?

    init(_ action: Action, _ verdict: Verdict, reasons: [String]? = nil) {
      self.action = action
      name = verdict.name
      self.reasons = reasons ?? verdict.reasons
      digest = verdict.digests?.actual
    }

    private init(_ step: Step, _ action: Action, reasons: [String]) {
      self.action = action
      name = step.name
      self.reasons = reasons
      digest = step.digest
    }

    func refused(because reason: String) -> Step { Step(self, .refused, reasons: [reason]) }

    /// The step of a golden with which other files are removed.
    func removing(_ companions: [FilePath]) -> Step {
      guard !companions.isEmpty else { return self }
      let names = companions.map(\.description).joined(separator: ", ")
      return Step(self, action, reasons: reasons + ["with \(names)"])
    }

    /// Such as `replaced  a/b.png: max diff 12 of 255 levels`.
    package var line: String {
      let spaces = String(repeating: " ", count: 10 - action.rawValue.count)
      let text = reasons.isEmpty ? "" : ": \(reasons.joined(separator: "; "))"
      return "\(action.rawValue)\(spaces)\(name)\(text)"
    }

    package var object: JSONObject {
      var object = JSONObject()
      object.add("name", name)
      object.add("action", action.rawValue)
      object.add("reasons", reasons)
      if let digest { object.add("sha256", "\(digest)") }
      return object
    }
  }

  /// Whether goldens of pictures that nobody makes are removed.
  package enum Pruning: Sendable { case left, pruned }

  private let job: ComparisonJob
  private var selection: ApprovalSelection
  private let pruning: Pruning
  private var steps: [Step] = []
  private var errors: [Verdict] = []
  /// The number of pictures that were compared.
  package private(set) var pictures = 0
  /// The number of those that were made, and can be read.
  private var made = 0

  /// - Parameter job: The comparison whose pictures are approved.
  package init(
    of job: ComparisonJob, _ selection: ApprovalSelection, _ pruning: Pruning
  ) {
    self.job = job
    self.selection = selection
    self.pruning = pruning
  }

  /// What can't be read and was to be approved, or stands in the way of removals, in the order of
  /// names.
  package var unreadable: [Verdict] { errors.sorted { $0.precedes($1) } }

  /// What is done, in the order of names.
  ///
  /// - Throws: ``UpsampleError/request(_:)`` for a selection of which a part has selected no
  ///   picture, and where all goldens would be removed since nothing was made.
  package func checkedSteps() throws(UpsampleError) -> [Step] {
    try selection.checkAllNamed()
    if pruning == .pruned, made == 0, errors.isEmpty, pictures > 0 {
      throw .request(
        RequestFault(
          subject: "--prune", fault: "no picture was made, and all goldens would be removed",
          remedy: "See that the right folder is named."))
    }
    return steps.map(checked).sorted { $0.name.bytes.lexicographicallyPrecedes($1.name.bytes) }
  }

  /// A step, which removes nothing where a picture that is missing may be one of those that
  /// can't be read.
  private func checked(_ step: Step) -> Step {
    guard step.action == .removed, !errors.isEmpty else { return step }
    return step.refused(because: "nothing is removed where something can't be read")
  }

  /// Adds what becomes of the golden of a picture.
  package mutating func add(_ verdict: Verdict) {
    pictures += 1
    switch verdict.status {
    case .error where pruning == .pruned: errors.append(verdict)
    case .error, .missing: break
    case .size, .changed, .new, .within, .equal: made += 1
    }
    switch selection.choose(verdict, of: job) {
    case .passedOver: break
    case .selected(let way): addSelected(verdict, way)
    case .otherDigest:
      steps.append(Step(.refused, verdict, reasons: ["it is not what the list has the SHA-256 of"]))
    }
  }

  private mutating func addSelected(_ verdict: Verdict, _ way: ApprovalSelection.Way) {
    switch verdict.status {
    case .error where pruning == .left: errors.append(verdict)
    case .changed, .size: addChange(.replaced, verdict)
    case .new: addChange(.added, verdict)
    // What a threshold or a label lets pass is replaced only where it is asked for.
    case .within where way != .failing && verdict.label == nil: addChange(.replaced, verdict)
    case .missing where pruning == .pruned: steps.append(Step(.removed, verdict))
    case .missing where way == .name:
      steps.append(
        Step(.refused, verdict, reasons: ["it was not made; --prune removes its golden"]))
    case .error, .missing, .within, .equal: break
    }
  }

  /// Adds a picture that becomes a golden, unless its name would make it one of the files that
  /// pictures are held to.
  private mutating func addChange(_ action: Step.Action, _ verdict: Verdict) {
    let isRule = verdict.name.isMask || verdict.name.lastComponent == Rules.fileName
    steps.append(
      isRule
        ? Step(.refused, verdict, reasons: ["masks and rules are not taken from what was made"])
        : Step(action, verdict))
  }
}
