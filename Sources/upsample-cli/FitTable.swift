import Upsample

/// What is told of a fit.
enum FitTable {
  /// A line on what was fitted, and the PSNR of each kernel on what was held back.
  static func text(
    _ fit: KernelFit, _ quality: [FitQuality], _ options: FitOptions, _ heldBack: [FitImage]
  ) -> String {
    line(fit, scale: options.scale) + table(quality, options, heldBack)
  }

  static func text(_ fit: BankFit, _ options: FitOptions, _ heldBack: [FitImage]) -> String {
    let (count, side) = (fit.bank.leafCount, fit.bank.taps)
    let title = "\(count) \(count == 1 ? "kernel" : "kernels") of \(side)x\(side) inputs"
    return line(title, options.scale, fit.samples, fit.images)
      + table(fit.quality, options, heldBack)
  }

  /// Such as `16x16 taps for scale 2, fitted to 1572864 samples of 16 pictures`.
  static func line(_ fit: KernelFit, scale: Int) -> String {
    let side = fit.taps.shape[0]
    return line("\(side)x\(side) taps", scale, fit.samples, fit.images)
  }

  private static func line(_ title: String, _ scale: Int, _ samples: Int, _ images: Int) -> String {
    "\(title) for scale \(scale), fitted to \(samples) samples of \(images) pictures\n"
  }

  /// What a state holds, where no kernel is made of it.
  static func line(_ state: FitState) -> String {
    "\(state.samples) samples of \(state.images) pictures are summed\n"
  }

  /// Such as `12 of 24 pictures  3.1/s  0:04 left  34.61 dB`.
  static func line(_ progress: FitProgress, _ psnr: Double?, after time: Duration) -> String {
    let (done, total) = (Double(progress.done), Double(progress.total))
    let seconds = max(time / .seconds(1), 1e-6)
    let rate = ProgressLine.text(rate: done / seconds)
    let left = ProgressLine.clock(seconds * (total - done) / done)
    let figures = "\(progress.done) of \(progress.total) pictures  \(rate)/s  \(left) left"
    return psnr.map { "\(figures)  \(fixedText($0, digits: 2)) dB" } ?? figures
  }

  /// Such as `growing  12 of 256 kernels`.
  static func line(_ progress: BankFitProgress, of pictures: Int, leaves: Int) -> String {
    switch progress {
    case .drawing(let images): "drawing  \(images) of \(pictures) pictures"
    case .growing(let grown): "growing  \(grown) of \(leaves) kernels"
    case .summing(let images): "summing  \(images) of \(pictures) pictures"
    }
  }

  private static func table(
    _ quality: [FitQuality], _ options: FitOptions, _ heldBack: [FitImage]
  ) -> String {
    guard !quality.isEmpty else { return "" }
    let names = options.degradations.isEmpty ? ["pairs"] : options.degradations.map(\.name)
    let title = "PSNR of Y on \(heldBack.count) pictures held back, in dB\n"
    return title + row("", names, names)
      + quality.map { row($0.kernel, $0.psnr.map { fixedText($0, digits: 2) }, names) }.joined()
  }

  private static func row(_ name: String, _ cells: [String], _ names: [String]) -> String {
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
