import Upsample
import UpsampleBatch

/// `upsample batch IN OUT --verify`: what is not as it should be, on standard
/// output.
struct BatchVerification {
  private let request: BatchRequest<UpsampleJob>
  private let shard: Shard?
  private let depth: VerificationDepth
  private let telling: Telling

  init(
    _ request: BatchRequest<UpsampleJob>, _ shard: Shard?, _ arguments: Arguments,
    _ telling: Telling
  ) {
    self.request = request
    self.shard = shard
    depth = arguments.has(.deep) ? .pixels : .headers
    self.telling = telling
  }

  func run() throws(UpsampleError) -> ExitStatus {
    let summary = try verifyBatch(request, shard: shard, depth, tell: tell)
    if telling.contains(.json) {
      try Console.print("\(object(summary))\n")
    } else if telling.contains(.warnings) {
      try Console.print(summary.text)
    }
    return summary.isComplete ? .done : .incomplete
  }

  private func tell(_ finding: VerificationFinding) throws(UpsampleError) {
    if telling.contains(.json) {
      var object = JSONObject()
      object.add("file", finding.path)
      object.add("status", finding.fault.word)
      if let detail = finding.fault.detail { object.add("error", detail) }
      try Console.print("\(object)\n")
    } else if telling.contains(.warnings) {
      let detail = finding.fault.detail.map { ": \($0)" } ?? ""
      try Console.print("\(finding.path): \(finding.fault.text)\(detail)\n")
    }
  }

  private func object(_ summary: VerificationSummary) -> JSONObject {
    var object = JSONObject()
    object.add("whole", summary.whole)
    object.add("missing", summary.missing)
    object.add("made_otherwise", summary.madeOtherwise)
    object.add("damaged", summary.damaged)
    object.add("unreadable", summary.unreadable)
    object.add("left_over", summary.leftOver)
    object.add(summary.foreign)
    object.add("not_a_picture", summary.notPictures)
    object.add("shards", summary.shards.sorted())
    object.add("complete", summary.isComplete)
    return object
  }
}

extension VerificationFinding.Fault {
  /// The word for it in JSON.
  fileprivate var word: String {
    switch self {
    case .missing: "missing"
    case .madeOtherwise: "made_otherwise"
    case .damaged: "damaged"
    case .unreadable: "unreadable"
    case .leftOver: "left_over"
    }
  }

  /// The clause for people.
  fileprivate var text: String {
    switch self {
    case .missing: "is missing"
    case .madeOtherwise: "is not known to be made from its input with these options"
    case .damaged: "is not the picture it should be"
    case .unreadable: "can't be read, and has no output"
    case .leftOver: "was left behind by a process that is gone"
    }
  }

  fileprivate var detail: String? {
    switch self {
    case .damaged(let detail): detail
    case .unreadable(let error): error.spellingOptions.description
    case .missing, .madeOtherwise, .leftOver: nil
    }
  }
}

extension VerificationSummary {
  /// Such as `2 whole, 1 missing`, and which parts to run again.
  fileprivate var text: String {
    let counts = [
      (whole, "whole"), (missing, "missing"), (madeOtherwise, "made otherwise"),
      (damaged, "damaged"), (unreadable, "unreadable"), (leftOver, "left over"),
      (notPictures, "not pictures"),
    ]
    let list = counts.enumerated().filter { $0.offset < 2 || $0.element.0 > 0 }
      .map { "\($0.element.0) \($0.element.1)" }
    let told = (list + [foreign.text].compactMap { $0 }).joined(separator: ", ")
    return shards.isEmpty ? "\(told)\n" : "\(told)\nshards to run again: \(shards.ranges)\n"
  }
}

extension Set<Int> {
  /// Such as `3,17-19`, as job arrays take it.
  var ranges: String {
    var runs: [ClosedRange<Int>] = []
    for number in sorted() {
      if let last = runs.last, last.upperBound == number - 1 {
        runs[runs.count - 1] = last.lowerBound...number
      } else {
        runs.append(number...number)
      }
    }
    return runs.map { $0.count == 1 ? "\($0.lowerBound)" : "\($0.lowerBound)-\($0.upperBound)" }
      .joined(separator: ",")
  }
}
