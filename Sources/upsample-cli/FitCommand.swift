import Upsample
import UpsampleBatch

/// `upsample fit FOLDER`: fits a kernel, or a bank of them, to the pictures of a folder.
struct FitCommand: RunnableCommand {
  /// What is fitted.
  private enum Product {
    case kernel
    case bank(leaves: Int)

    var fileExtension: String {
      switch self {
      case .kernel: "npy"
      case .bank: "bank"
      }
    }
  }

  private let folder: FilePath
  private let output: FilePath
  private let product: Product
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
    let leaves = try arguments.number(.bank, in: 1...KernelBank.mostLeaves)
    product = leaves.map { .bank(leaves: $0) } ?? .kernel
    guard output.lowercasedExtension == product.fileExtension else {
      throw .value(
        "\(output)", of: .output, "is not the name of a file of what is fitted",
        remedy: "Name it .\(product.fileExtension).")
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
    let (held, fitted) = (Array(pictures.prefix(held)), Array(pictures.dropFirst(held)))
    let line = ProgressLine("\(folder)", progress)
    func report(_ error: UpsampleError) {
      failures += 1
      line?.erase()
      Console.report(error)
    }
    switch product {
    case .kernel: try fitKernel(to: fitted, heldBack: held, line, failed: report)
    case .bank(let leaves):
      try fitBank(to: fitted, heldBack: held, leaves: leaves, line, failed: report)
    }
    return failures > 0 ? .partlyDone : .done
  }

  private typealias Pictures = [(name: FilePath, path: FilePath)]

  private func fitKernel(
    to pictures: Pictures, heldBack: Pictures, _ line: ProgressLine?,
    failed: @escaping (UpsampleError) -> Void
  ) throws(UpsampleError) {
    let fit = try Upsample.fitKernel(
      to: pictures, heldBack: heldBack, options: options, failed: failed,
      progress: { done, psnr in
        line?.draw { time, _ in Self.text(done, of: pictures.count, psnr, after: time) }
      })
    line?.erase()
    try fit.taps.write(npy: output)
    guard telling.hasFigures else { return }
    let side = fit.taps.shape[0]
    let title = "\(side)x\(side) taps"
    try Console.print(figures(title, fit.samples, of: fit.images, fit.quality))
  }

  private func fitBank(
    to pictures: Pictures, heldBack: Pictures, leaves: Int, _ line: ProgressLine?,
    failed: @escaping (UpsampleError) -> Void
  ) throws(UpsampleError) {
    let fit = try Upsample.fitBank(
      to: pictures, heldBack: heldBack, leaves: leaves, options: options, failed: failed,
      progress: { progress in
        line?.draw { _, _ in Self.text(progress, pictures.count, leaves) }
      })
    line?.erase()
    try fit.bank.write(to: .file(output))
    guard telling.hasFigures else { return }
    let (count, side) = (fit.bank.leafCount, fit.bank.taps)
    let title = "\(count) \(count == 1 ? "kernel" : "kernels") of \(side)x\(side) inputs"
    try Console.print(figures(title, fit.samples, of: fit.images, fit.quality))
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

  /// Such as `growing  12 of 256 kernels`.
  private static func text(_ progress: BankFitProgress, _ pictures: Int, _ leaves: Int) -> String {
    switch progress {
    case .drawing(let images): "drawing  \(images) of \(pictures) pictures"
    case .growing(let grown): "growing  \(grown) of \(leaves) kernels"
    case .summing(let images): "summing  \(images) of \(pictures) pictures"
    }
  }

  private func figures(
    _ title: String, _ samples: Int, of images: Int, _ quality: [FitQuality]
  ) -> String {
    var text = "\(title) for scale \(options.scale), fitted to \(samples) samples "
    text += "of \(images) pictures\n"
    guard !quality.isEmpty else { return text }
    let names = options.degradations.map(\.name)
    text += "PSNR of Y on \(held) pictures held back, in dB\n"
    text += row("", names, names)
    for quality in quality {
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
    taps =
      try arguments.number(.taps, in: FitOptions.extents)
      ?? (arguments.has(.bank) ? KernelBank.usualTaps : taps)
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
