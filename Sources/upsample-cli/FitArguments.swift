import Upsample

extension FitOptions {
  /// What the arguments ask for.
  init(_ arguments: Arguments) throws(UpsampleError) {
    self.init()
    scale = try arguments.number(.scale, in: FitOptions.scales) ?? scale
    taps =
      try arguments.number(.taps, in: FitOptions.extents)
      ?? (arguments.has(.bank) ? KernelBank.usualTaps : taps)
    border = try arguments.choice(of: .border) ?? border
    limit = try arguments.number(.limit, in: FitOptions.limits)
    seed = UInt64(try arguments.number(.seed, in: 0...Int(Int32.max)) ?? 0)
    jobs = try arguments.threads() ?? jobs
    reading = try ReadingOptions(arguments)
    solving = try FitSolving(arguments)
    degradations = arguments.has(.pairs) ? [] : try Self.degradations(arguments)
  }

  private static func degradations(_ arguments: Arguments) throws(UpsampleError) -> [Degradation] {
    let text = arguments.text(.reduce) ?? Reduction.bicubic.rawValue
    let quality = try arguments.text(.reduceJPEG).map(qualities)
    let noise = try arguments.number(.noise, in: 0...100).map { Double($0)...Double($0) }
    if let mixture = Mixture(rawValue: text) {
      for name in [OptionName.reduceJPEG, .noise] where arguments.has(name) {
        throw .usage(name.spelling, "contradicts --reduce \(text), which has it", arguments.command)
      }
      return mixture.degradations
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

/// Several degradations under one name.
enum Mixture: String, CaseIterable {
  case mixture, web

  fileprivate var degradations: [Degradation] {
    switch self {
    case .mixture: Degradation.mixture
    case .web: Degradation.web
    }
  }
}

extension FitSolving {
  /// What the arguments ask for.
  init(_ arguments: Arguments) throws(UpsampleError) {
    self.init()
    symmetry = try arguments.choice(of: .symmetric) ?? symmetry
    guard let text = arguments.text(.ridge) else { return }
    guard let share = decimalNumber(text[...]), Self.ridges.contains(share) else {
      throw .value(
        text, of: .ridge, "is not a number from 0 to \(Int(Self.ridges.upperBound))",
        remedy: "Write it in decimals, as 0.001.")
    }
    ridge = share
  }
}
