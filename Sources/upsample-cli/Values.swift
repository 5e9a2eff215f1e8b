import Upsample

/// Reading the values of options. Every number is made of decimal digits
/// alone, few enough that no arithmetic on them can overflow.

extension Magnification {
  /// Reads `2`, `1.5`, `3/2`, or two of these with an `x` between them for
  /// width and height.
  ///
  /// - Throws: ``UpsampleError/request(_:)`` for other text and for scales
  ///   below 1.
  init(scale text: String) throws(UpsampleError) {
    let factors = text.lowercased().split(separator: "x", omittingEmptySubsequences: false)
    let ratios = factors.compactMap { Ratio(factor: $0) }
    guard (1...2).contains(factors.count), ratios.count == factors.count else {
      throw .value(
        text, of: .scale, "is not a scale",
        remedy: "Write 2, 1.5, 3/2 or 2x3, with at most six digits in each number.")
    }
    guard ratios.allSatisfy({ $0.numerator >= $0.denominator }) else {
      throw .value(
        text, of: .scale, "is below 1, but upsample makes pictures larger",
        remedy: "Scales begin at 1.")
    }
    self = .scale(width: ratios[0], height: ratios[ratios.count - 1])
  }

  /// Reads `1920x1080`, `1920x` or `x1080`.
  ///
  /// - Throws: ``UpsampleError/request(_:)`` for other text and for extents
  ///   outside 1...2147483647.
  init(size text: String) throws(UpsampleError) {
    let extents = text.lowercased().split(separator: "x", omittingEmptySubsequences: false)
    let numbers = extents.map { wholeNumber($0, in: 1...Int(Int32.max)) }
    let isWhole = zip(extents, numbers).allSatisfy { $0.isEmpty || $1 != nil }
    guard extents.count == 2, isWhole, numbers.contains(where: { $0 != nil }) else {
      throw .value(
        text, of: .size, "is not a size",
        remedy: "Write 1920x1080, or 1920x or x1080 to keep the aspect; "
          + "from 1 to \(Int32.max) pixels.")
    }
    self = .size(width: numbers[0], height: numbers[1])
  }
}

extension Ratio {
  /// Reads `2`, `1.5` or `3/2`: numbers of at most six digits before and after
  /// the point, and not zero.
  fileprivate init?(factor text: Substring) {
    let limits = 0...999_999
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    if parts.count == 2 {
      guard let a = wholeNumber(parts[0], in: limits), let b = wholeNumber(parts[1], in: limits),
        a > 0, b > 0
      else { return nil }
      self.init(a, b)
      return
    }
    let digits = text.split(separator: ".", omittingEmptySubsequences: false)
    guard let whole = wholeNumber(digits[0], in: limits) else { return nil }
    var (numerator, denominator) = (whole, 1)
    if digits.count == 2 {
      guard digits[1].utf8.count <= 6, let fraction = wholeNumber(digits[1], in: limits) else {
        return nil
      }
      for _ in digits[1].utf8 { denominator *= 10 }
      numerator = whole * denominator + fraction
    }
    guard digits.count <= 2, numerator > 0 else { return nil }
    self.init(numerator, denominator)
  }
}

extension JPEGQuality {
  /// Reads `keep` or a whole number from 1 to 100.
  init(_ text: String) throws(UpsampleError) {
    if text == "keep" {
      self = .keep
    } else if let percent = wholeNumber(text[...], in: 1...100) {
      self = .percent(percent)
    } else {
      throw .value(text, of: .quality, "is neither keep nor a whole number from 1 to 100")
    }
  }
}

extension InputLimits {
  /// The limits that the arguments ask for.
  init(_ arguments: Arguments) throws(UpsampleError) {
    self.init(pixels: try arguments.text(.maxPixels).map(pixelCount))
    scans = try arguments.text(.maxScans).map(scanCount)
    metadata = try byteCount(arguments, .maxMetadata) ?? metadata
    memory = try byteCount(arguments, .maxMemory)
  }
}

/// Reads a number of scans, from 1 to 1000000.
func scanCount(_ text: String) throws(UpsampleError) -> Int {
  guard let count = wholeNumber(text[...], in: 1...1_000_000) else {
    throw .value(text, of: .maxScans, "is not a whole number from 1 to 1000000")
  }
  return count
}

/// Reads a number of threads, from 1 to 1024.
func threadCount(_ text: String) throws(UpsampleError) -> Int {
  guard let count = wholeNumber(text[...], in: 1...1024) else {
    throw .value(text, of: .jobs, "is not a whole number from 1 to 1024")
  }
  return count
}

/// Reads a number of repetitions, from 1 to 1000000.
func repetitionCount(_ text: String) throws(UpsampleError) -> Int {
  guard let count = wholeNumber(text[...], in: 1...1_000_000) else {
    throw .value(text, of: .repeat, "is not a whole number from 1 to 1000000")
  }
  return count
}

/// Reads a number of pixels.
func pixelCount(_ text: String) throws(UpsampleError) -> Int {
  try largeCount(text, of: .maxPixels, "pixels")
}

/// Reads the number of bytes that an option has, if it was given.
func byteCount(
  _ arguments: Arguments, _ option: OptionName
) throws(UpsampleError) -> Int? {
  try arguments.text(option).map { text throws(UpsampleError) in
    try largeCount(text, of: option, "bytes")
  }
}

/// Reads a number from 1, in thousands, millions or billions when a `K`, `M` or `G`
/// follows, in either case.
private func largeCount(
  _ text: String, of option: OptionName, _ unit: String
) throws(UpsampleError) -> Int {
  let units = ["k": 1000, "m": 1_000_000, "g": 1_000_000_000]
  let factor = units[text.suffix(1).lowercased()]
  let digits = factor == nil ? text[...] : text.dropLast()
  guard let number = wholeNumber(digits, in: 1...Int.max) else {
    throw .value(
      text, of: option, "is not a number of \(unit)",
      remedy: "Write a whole number from 1, also as 500K, 100M or 2G.")
  }
  let (count, overflow) = number.multipliedReportingOverflow(by: factor ?? 1)
  return overflow ? Int.max : count
}

extension RawRepresentable<String> where Self: CaseIterable {
  /// Reads one of a few words, in capitals or not.
  init(_ text: String, of option: OptionName) throws(UpsampleError) {
    // What a file's extension says is understood as the format's name.
    let word = text.lowercased() == "jpg" ? "jpeg" : text.lowercased()
    guard let choice = Self.allCases.first(where: { $0.rawValue.lowercased() == word }) else {
      let words = Self.allCases.map(\.rawValue).joined(separator: ", ")
      throw .value(text, of: option, "is not a word it knows", remedy: "Choose among \(words).")
    }
    self = choice
  }
}

extension UpsampleError {
  /// A value that breaks its option's rule.
  static func value(
    _ text: String, of option: OptionName, _ rule: String, remedy: String? = nil
  ) -> UpsampleError {
    .request(
      RequestFault(subject: option.spelling, fault: "\"\(text.echoed)\" \(rule)", remedy: remedy))
  }
}
