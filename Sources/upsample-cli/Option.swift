/// One option as the table of options describes it.
///
/// Parsing, help, completions and the manual all read these descriptions.
struct Option: Sendable {
  let name: OptionName
  /// The letter of the short form, if there is one.
  let letter: Character?
  let value: OptionValue
  let group: OptionGroup
  /// What the option is for, in a few words.
  let summary: String
  /// The values it accepts and what they mean.
  let details: String
  /// What holds when the option is not given, if that has a name.
  let standard: String?
  /// The command whose option this is, where others mean something else by the name.
  let command: Command.Name?

  init(
    _ name: OptionName, _ letter: Character? = nil, _ value: OptionValue = .none,
    in group: OptionGroup, _ summary: String, _ details: String = "", standard: String? = nil,
    of command: Command.Name? = nil
  ) {
    self.name = name
    self.letter = letter
    self.value = value
    self.group = group
    self.summary = summary
    self.details = details
    self.standard = standard
    self.command = command
  }

  /// The long form, as `--scale`.
  var spelling: String { name.spelling }

  /// Both forms with the value's placeholder, as `-s, --scale S`.
  var signature: String {
    let forms = letter.map { "-\($0), " } ?? ""
    return forms + spelling + (value.placeholder.map { " \($0)" } ?? "")
  }

  /// Everything there is to say: summary, details and default.
  var text: String {
    let told = details.isEmpty ? summary : "\(summary): \(details)"
    return standard.map { "\(told) [\($0)]" } ?? told
  }
}

/// What follows an option.
enum OptionValue: Sendable {
  case none
  /// Text of a form of its own.
  case text(String)
  /// One of several words.
  case word(String, [String])
  /// One of several words, or the name of a file.
  case wordOrFile(String, [String])
  /// The name of a file.
  case file(String)

  /// The value's name in help, or `nil` for an option that takes none.
  var placeholder: String? {
    switch self {
    case .none: nil
    case .text(let name), .word(let name, _), .wordOrFile(let name, _), .file(let name): name
    }
  }

  /// The words that a shell can complete.
  var words: [String] {
    switch self {
    case .word(_, let words), .wordOrFile(_, let words): words
    case .none, .text, .file: []
    }
  }

  /// Whether a shell should complete file names.
  var namesFile: Bool {
    switch self {
    case .file, .wordOrFile: true
    case .none, .text, .word: false
    }
  }
}

/// The headings under which options are listed, in order.
enum OptionGroup: String, CaseIterable, Sendable {
  case picture = "Picture"
  case input = "Input"
  case output = "Output"
  case thresholds = "Thresholds"
  case pixels = "Pixels"
  case approval = "Approval"
  case tensors = "Tensors"
  case arguments = "Arguments"
  case fitting = "Fitting"
  case batch = "Folders"
  case running = "Running"
  case messages = "Messages"
}

/// The long names of all options.
enum OptionName: String, CaseIterable, Sendable {
  case scale, size, kernel, normalize, border, orient, color, background
  case linearLight = "linear-light"
  case model
  case modelChannels = "model-channels"
  case modelRange = "model-range"
  case forward, quality, compression, format, existing, metadata, preserve, parents
  case map, value, filter, output, strides, padding, dilations, rate, ksize, name, compare, diagonal
  case outputShape = "output-shape"
  case dataFormat = "data-format"
  case chain, bias, activation, alpha, gradient, axis, mode, paddings, crops, method, rule, print
  case clipValueMin = "clip-value-min"
  case clipValueMax = "clip-value-max"
  case withRespectTo = "wrt"
  case keepDimensions = "keepdims"
  case blockSize = "block-size"
  case constantValues = "constant-values"
  case coordinates = "coordinate-transformation-mode"
  case nearestMode = "nearest-mode"
  case cubicCoefficient = "cubic-coeff-a"
  case excludeOutside = "exclude-outside"
  case countIncludePad = "count-include-pad"
  case region = "roi"
  case extrapolation = "extrapolation-value"
  case taps, bank, reduce, noise
  case reduceJPEG = "reduce-jpeg"
  case holdBack = "hold-back"
  case pairs, symmetric, limit, seed, ridge, state, merge
  case jobs, `repeat`
  case keepPrintSize = "keep-print-size"
  case firstFrame = "first-frame"
  case recover, progressive
  case maxPixels = "max-pixels"
  case maxScans = "max-scans"
  case maxMetadata = "max-metadata"
  case maxMemory = "max-memory"
  case maxDiff = "max-diff"
  case minPSNR = "min-psnr"
  case minSSIM = "min-ssim"
  case maxPixelsDiffering = "max-pixels-differing"
  case maxPixelsInWindow = "max-pixels-in-window"
  case minSSIMULACRA2 = "min-ssimulacra2"
  case maxFLIP = "max-flip"
  case tolerance, ignore, mask
  case ignoreAntialiasing = "ignore-antialiasing"
  case rules, approve, from, prune
  case allowNew = "allow-new"
  case allowMissing = "allow-missing"
  case decodeEqual = "decode-equal"
  case junit, github
  case report, shard, shards, list, null, verify, deep
  case shardOffset = "shard-offset"
  case dryRun = "dry-run"
  case instructions
  case noSandbox = "no-sandbox"
  case progress, quiet, verbose, json
  case help, version

  var spelling: String { "--\(rawValue)" }
}
