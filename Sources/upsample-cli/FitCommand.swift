import Upsample
import UpsampleBatch

/// `upsample fit FOLDER`: fits a kernel to the pictures of a folder.
struct FitCommand: RunnableCommand {
  private let folder: FilePath
  private let output: FilePath
  private let options: FitOptions
  private let held: Int
  private let progress: ProgressPolicy
  private let telling: Telling

  init(_ arguments: Arguments) throws(UpsampleError) {
    try arguments.checkOperandCount(1...1)
    folder = arguments.operands[0]
    guard let output = arguments[.output] else {
      throw .usage("--output", "is missing, and says where the taps go", arguments.command)
    }
    guard output.lowercasedExtension == "npy" else {
      throw .value(
        "\(output)", of: .output, "is not the name of a file of taps", remedy: "Name it .npy.")
    }
    self.output = output
    options = try FitOptions(arguments)
    held = try arguments.number(.holdBack, in: 0...1_000_000) ?? 0
    progress = try ProgressPolicy(arguments)
    telling = try Telling(arguments)
  }

  func run() throws(UpsampleError) -> ExitStatus {
    var names: [FilePath] = []
    var failures = 0
    let request = BatchRequest(folder, to: nil, UpsampleJob(UpsampleOptions()))
    try listInputs(request) { (name) throws(UpsampleError) in
      switch name {
      case .success(let name): names.append(name)
      case .failure(let error):
        failures += 1
        Console.report(error)
      }
    }
    guard held < max(1, names.count) else {
      throw .usage(
        "--hold-back", "\(held) of \(names.count) pictures leaves none to fit to",
        Command.named(.fit))
    }
    let pictures = names.sorted { Self.order($0) < Self.order($1) }
      .map { (name: $0, path: folder.appending($0)) }
    let line = ProgressLine("\(folder)", progress)
    let fit = try fitKernel(
      to: Array(pictures.dropFirst(held)), heldBack: Array(pictures.prefix(held)),
      options: options,
      failed: { error in
        failures += 1
        line?.erase()
        Console.report(error)
      },
      progress: { [total = pictures.count - held] done, psnr in
        line?.draw { time, _ in Self.text(done, of: total, psnr, after: time) }
      })
    line?.erase()
    try fit.taps.write(npy: output)
    if telling.hasFigures { try Console.print(figures(of: fit)) }
    return failures > 0 ? .partlyDone : .done
  }

  /// By which pictures are held back: the same ones whatever the order of a folder.
  private static func order(_ name: FilePath) -> (UInt64, String) {
    (stableHash(name.bytes), name.description)
  }

  /// Such as `12 of 24 pictures  3.1/s  0:04 left  34.61 dB`.
  private static func text(
    _ done: Int, of total: Int, _ psnr: Double?, after time: Duration
  ) -> String {
    let seconds = max(time / .seconds(1), 1e-6)
    let left = seconds * Double(total - done) / Double(done)
    let rate = ProgressLine.text(rate: Double(done) / seconds)
    let figures = "\(done) of \(total) pictures  \(rate)/s  \(ProgressLine.clock(left)) left"
    return psnr.map { "\(figures)  \(fixedText($0, digits: 2)) dB" } ?? figures
  }

  private func figures(of fit: KernelFit) -> String {
    let side = fit.taps.shape[0]
    var text = "\(side)x\(side) taps for scale \(options.scale), fitted to \(fit.samples) "
    text += "samples of \(fit.images) pictures\n"
    guard !fit.quality.isEmpty else { return text }
    let names = options.degradations.map(\.name)
    text += "PSNR of Y on \(held) pictures held back, in dB\n"
    text += row("", names, names)
    for quality in fit.quality {
      text += row(quality.kernel, quality.psnr.map { fixedText($0, digits: 2) }, names)
    }
    return text
  }

  private func row(_ name: String, _ cells: [String], _ names: [String]) -> String {
    let columns = zip(cells, names).map { cell, name in
      let width = max(7, name.count + 2)
      return String(repeating: " ", count: max(0, width - cell.count)) + cell
    }
    return name + String(repeating: " ", count: max(0, 10 - name.count)) + columns.joined() + "\n"
  }
}

extension Degradation {
  /// Such as `area+noise+jpeg`.
  fileprivate var name: String {
    reduction.rawValue + (noise == nil ? "" : "+noise") + (quality == nil ? "" : "+jpeg")
  }
}

extension FitOptions {
  fileprivate init(_ arguments: Arguments) throws(UpsampleError) {
    self.init()
    scale = try arguments.number(.scale, in: FitOptions.scales) ?? scale
    taps = try arguments.number(.taps, in: FitOptions.extents) ?? taps
    border = try arguments.choice(of: .border) ?? border
    jobs = try arguments.threads() ?? jobs
    reading = try ReadingOptions(arguments)
    degradations = try Self.degradations(arguments)
  }

  private static func degradations(_ arguments: Arguments) throws(UpsampleError) -> [Degradation] {
    let text = arguments.text(.reduce) ?? Reduction.bicubic.rawValue
    let quality = try arguments.text(.reduceJPEG).map(qualities)
    let noise = try arguments.number(.noise, in: 0...100).map { Double($0)...Double($0) }
    if text == "mixture" {
      for name in [OptionName.reduceJPEG, .noise] where arguments.has(name) {
        throw .usage(name.spelling, "contradicts --reduce mixture, which has it", arguments.command)
      }
      return Degradation.mixture
    }
    var degradations: [Degradation] = []
    for word in text.split(separator: ",", omittingEmptySubsequences: false) {
      degradations.append(
        Degradation(try Reduction(String(word), of: .reduce), noise: noise, quality: quality))
    }
    return degradations
  }

  /// Reads `75` or `60-95`.
  private static func qualities(_ text: String) throws(UpsampleError) -> ClosedRange<Int> {
    let numbers = text.split(separator: "-", omittingEmptySubsequences: false)
      .map { wholeNumber($0, in: 1...100) }
    guard (1...2).contains(numbers.count), let first = numbers[0],
      let last = numbers[numbers.count - 1], first <= last
    else {
      throw .value(
        text, of: .reduceJPEG, "is not a range of qualities", remedy: "Write 75, or 60-95.")
    }
    return first...last
  }
}
