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

    private init(refusing step: Step, because reason: String) {
      action = .refused
      name = step.name
      reasons = [reason]
      digest = step.digest
    }

    func refused(because reason: String) -> Step { Step(refusing: self, because: reason) }

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

  private var selection: ApprovalSelection
  private let pruning: Pruning
  private var steps: [Step] = []
  /// Pictures that can't be read and were to be approved.
  package private(set) var unreadable: [Verdict] = []
  /// The number of pictures that were compared.
  package private(set) var pictures = 0
  /// The number of those that ACTUAL has.
  private var made = 0

  package init(_ selection: ApprovalSelection, _ pruning: Pruning) {
    self.selection = selection
    self.pruning = pruning
  }

  /// What is done, in the order of names.
  ///
  /// - Throws: ``UpsampleError/request(_:)`` for a selection of which a part has selected no
  ///   picture, and where all goldens would be removed since nothing was made.
  package func checkedSteps() throws(UpsampleError) -> [Step] {
    try selection.checkAllNamed()
    if pruning == .pruned, made == 0, pictures > 0 {
      throw .request(
        RequestFault(
          subject: "--prune", fault: "no picture was made, and all goldens would be removed",
          remedy: "See that the right folder is named."))
    }
    return steps.sorted { $0.name.bytes.lexicographicallyPrecedes($1.name.bytes) }
  }

  /// Adds what becomes of the golden of a picture.
  package mutating func add(_ verdict: Verdict) {
    pictures += 1
    if verdict.status != .missing { made += 1 }
    switch selection.choose(verdict) {
    case .passedOver: break
    case .selected: addSelected(verdict)
    case .otherDigest:
      steps.append(Step(.refused, verdict, reasons: ["it is not what the list has the SHA-256 of"]))
    }
  }

  private mutating func addSelected(_ verdict: Verdict) {
    switch verdict.status {
    case .error: unreadable.append(verdict)
    case .changed, .size: steps.append(Step(.replaced, verdict))
    case .new: steps.append(Step(.added, verdict))
    // What a threshold or a label lets pass is replaced only where it is named.
    case .within where selection.isNamed && verdict.label == nil:
      steps.append(Step(.replaced, verdict))
    case .missing where pruning == .pruned: steps.append(Step(.removed, verdict))
    case .missing where selection.isNamed:
      steps.append(
        Step(.refused, verdict, reasons: ["it was not made; --prune removes its golden"]))
    case .missing, .within, .equal: break
    }
  }
}
