import Glibc
import UpsampleTensors

// Answers each line that names a layer, as Layer.words in layers.py has it, with the least
// time of a run in milliseconds: the processor's where there is one thread, else the wall's.
//
// usage: layers THREADS SECONDS

let threads = Int(CommandLine.arguments[1])!
let seconds = Double(CommandLine.arguments[2])!

/// The clock's time in milliseconds.
func now() -> Double {
  var time = timespec()
  clock_gettime(threads > 1 ? CLOCK_MONOTONIC : CLOCK_PROCESS_CPUTIME_ID, &time)
  return Double(time.tv_sec) * 1e3 + Double(time.tv_nsec) / 1e6
}

/// The least time of a run over so many seconds, each run that of `count` calls.
func least(seconds: Double, count: Int = 1, _ run: () throws -> Tensor) rethrows -> Double {
  _ = try run()
  var least = Double.infinity
  let end = ContinuousClock.now + .seconds(seconds)
  while ContinuousClock.now < end {
    let start = now()
    for _ in 0..<count { _ = try run() }
    least = min(least, (now() - start) / Double(count))
  }
  return least
}

/// A tensor of numbers in `-0.5...0.5` that look random.
func noise(_ extents: [Int]) throws -> Tensor {
  var state: UInt64 = 1
  return try Tensor(shape: Shape(extents)) { _ in
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Float(state >> 40) / Float(1 << 24) - 0.5
  }
}

let budget = try ThreadBudget(threads: threads)

while let line = readLine() {
  let words = line.split(separator: " ")
  let numbers = words.dropFirst().map { Int($0)! }
  let (taps, stride, inputs, outputs, size) = (
    numbers[0], numbers[1], numbers[2], numbers[3], numbers[4]
  )
  let value = try noise([1, size, size, inputs])
  let isTransposed = words[0] == "deconvolution"
  let channels = isTransposed ? [outputs, inputs] : [inputs, outputs]
  let filter = try noise([taps, taps] + channels)
  let isNetwork = words[0] == "network"
  let layer = try Convolution(
    isTransposed ? .transposedConv2D : .conv2D, filter: filter.map { isNetwork ? $0 / 5 : $0 },
    strides: PerAxis([stride]), padding: .same,
    bias: isNetwork ? Tensor(shape: [outputs]) { _ in 0.1 } : nil,
    activation: isNetwork ? .relu : nil,
    algorithm: words[0] == "fastest" ? .fastest : .direct
  ).prepared(for: value.shape)
  let time =
    switch words[0] {
    case "network":
      try least(seconds: seconds) {
        try (0..<10).reduce(value) { tensor, _ in try layer(tensor, threads: budget) }
      }
    case "call":
      try least(seconds: seconds, count: 1000) {
        try conv2D(value, filter: filter, padding: .same, threads: threads)
      }
    default:
      try least(seconds: seconds, count: size > 1 ? 1 : 1000) {
        try layer(value, threads: budget)
      }
    }
  print(time)
  fflush(nil)
}
