import Upsample

/// What a batch takes at most at a time, gathered from its pictures.
struct BatchPeak {
  private let jobs: Int
  /// What the pictures take that need most, as many as are made at once.
  private var largest: [Int] = []
  private(set) var outputBytes = 0
  /// What networks take for all of them, about, in seconds; `nil` without any.
  private(set) var seconds: Double?

  init(jobs: Int) { self.jobs = jobs }

  mutating func add(_ estimate: UpsampleEstimate) {
    let (sum, overflow) = outputBytes.addingReportingOverflow(estimate.outputBytes)
    outputBytes = overflow ? Int.max : sum
    if let more = estimate.seconds { seconds = (seconds ?? 0) + more }
    largest.append(estimate.workingBytes)
    largest.sort(by: >)
    if largest.count > jobs { largest.removeLast() }
  }

  /// The memory of the process, about.
  var memory: Int {
    let pictures = min(largest.reduce(0, +), max(mostWorkingBytes, largest.first ?? 0))
    // Two files for each that is being made may wait for the disk.
    return processBytes + 2 * jobs * fileBytes + pictures
  }
}

/// The memory of the program itself, about.
private let processBytes = 12 << 20
/// The memory for a file that waits for the disk, about.
private let fileBytes = 4 << 20

extension UpsampleEstimate {
  /// The memory of a process with so many threads, about.
  func memory(jobs: Int) -> Int {
    let most = min(mostWorkingBytes, allowedBytes)
    let threads = min(jobs, max(1, (most - workingBytes) / stripBytes + 1))
    return processBytes + workingBytes + (threads - 1) * stripBytes
  }
}

extension JSONObject {
  mutating func add(_ estimate: UpsampleEstimate) {
    add(estimate.report)
    add("most_output_bytes", estimate.outputBytes)
    if let seconds = estimate.seconds { add("seconds", seconds) }
  }

  mutating func add(_ peak: BatchPeak) {
    add("most_output_bytes", peak.outputBytes)
    add("memory_bytes", peak.memory)
    if let seconds = peak.seconds { add("seconds", seconds) }
  }
}
