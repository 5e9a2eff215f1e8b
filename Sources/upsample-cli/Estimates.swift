import Glibc
import Upsample

/// What a batch takes at most at a time, gathered from its pictures.
struct BatchPeak {
  private let jobs: Int
  /// What the pictures take that need most, as many as are made at once.
  private var largest: [Int] = []
  private(set) var outputBytes = 0

  init(jobs: Int) { self.jobs = jobs }

  mutating func add(_ estimate: UpsampleEstimate) {
    outputBytes += estimate.outputBytes
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
    let threads = min(jobs, max(1, (mostWorkingBytes - workingBytes) / stripBytes + 1))
    return processBytes + workingBytes + (threads - 1) * stripBytes
  }
}

extension JSONObject {
  mutating func add(_ estimate: UpsampleEstimate) {
    add(estimate.report)
    add("most_output_bytes", estimate.outputBytes)
  }

  mutating func add(_ peak: BatchPeak) {
    add("most_output_bytes", peak.outputBytes)
    add("memory_bytes", peak.memory)
  }
}

/// Bytes in a unit of which there are 1 to 999: `14.8 GB`.
func byteText(_ bytes: Int) -> String {
  var (value, units) = (Double(bytes), ["bytes", "kB", "MB", "GB", "TB", "PB", "EB"][...])
  while value >= 999.5, units.count > 1 {
    value /= 1000
    units.removeFirst()
  }
  let tenths = (value * 10).rounded() / 10
  let isWhole = value >= 99.95 || tenths == tenths.rounded()
  let number = isWhole ? "\(Int(value.rounded()))" : "\(tenths)"
  return "\(number) \(units.first!)"
}

/// The bytes that are free where a file or folder is, or would come to be.
func freeBytes(_ path: FilePath) -> Int? {
  var status = statvfs()
  if path.withCString({ statvfs($0, &status) }) == 0 {
    return Int(status.f_bavail) * Int(status.f_frsize)
  }
  return path.parent == path ? nil : freeBytes(path.parent)
}
