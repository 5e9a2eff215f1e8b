import Upsample
import UpsampleExplaining

/// `upsample kernel NAME|FILE`: measures, draws and writes a kernel.
struct KernelCommand: RunnableCommand {
  private let kernel: FilePath
  private let scale: (width: Ratio, height: Ratio)
  private let gain: KernelGain
  private let output: Output?
  private let map: Map?
  private let telling: Telling
  private let idle: IdleOptions

  /// What is written.
  private enum Output {
    case picture(FilePath)
    case taps(FilePath, TapsFormat, diagonal: Int?)
  }

  private enum TapsFormat: String { case npy, json }

  /// An image, and the map of the kernels that its pixels take.
  private struct Map {
    let input: FilePath
    let reading: ReadingOptions
    let output: FilePath
  }

  /// How the figures are printed.
  private enum Telling { case text, json }

  init(_ arguments: Arguments) throws(UpsampleError) {
    map = try Self.map(arguments)
    kernel = arguments.operands[0]
    guard
      case .scale(let width, let height) = try Magnification(scale: arguments.text(.scale) ?? "2")
    else { preconditionFailure("a scale is read as a scale") }
    scale = (width, height)
    gain = arguments.has(.normalize) ? .normalized : .asGiven
    output = try Self.output(arguments)
    telling = arguments.has(.json) ? .json : .text
    idle = IdleOptions(arguments)
  }

  func run() throws(UpsampleError) -> ExitStatus {
    let found = try Kernel(nameOrFile: kernel)
    idle.warnings.forEach(Console.note)
    if let bank = found.severalKernels(vertical: scale.height, horizontal: scale.width) {
      try tell(of: BankAnalysis(bank, name: "\(kernel)"))
    } else {
      try tell(
        of: KernelAnalysis(
          found, name: "\(kernel)", horizontal: scale.width, vertical: scale.height, gain: gain))
    }
    return .done
  }

  private func tell(of analysis: KernelAnalysis) throws(UpsampleError) {
    guard map == nil else {
      throw .value(
        "\(kernel)", of: .map, "is one kernel, which all pixels take", remedy: "Name a bank.")
    }
    switch output {
    case nil: break
    case .picture(let path): try analysis.writeImage(png: .file(path))
    case .taps(let path, let format, let channels):
      let taps =
        if let channels { try analysis.diagonal(channels: channels) } else { analysis.taps }
      switch format {
      case .npy: try taps.write(npy: path)
      case .json: try taps.write(json: path)
      }
    }
    switch telling {
    case .text: try Console.print(KernelText(analysis).text)
    case .json: try Console.print("\(JSONObject(analysis))\n")
    }
  }

  private func tell(of analysis: BankAnalysis) throws(UpsampleError) {
    switch output {
    case nil: break
    case .picture(let path): try analysis.writeImage(png: .file(path))
    case .taps(let path, _, _):
      throw .value(
        "\(path)", of: .output, "would hold the taps of one kernel, and a bank has several",
        remedy: "Name it .png for a drawing of all.")
    }
    var shares: [Double]?
    if let map {
      shares = try analysis.writeMap(of: map.input, reading: map.reading, png: .file(map.output))
    }
    switch telling {
    case .text: try Console.print(BankText(analysis, shares: shares).text)
    case .json: try Console.print("\(JSONObject(analysis, shares: shares))\n")
    }
  }

  private static func map(_ arguments: Arguments) throws(UpsampleError) -> Map? {
    guard let input = arguments[.map] else {
      try arguments.checkOperandCount(1...1)
      return nil
    }
    try arguments.checkOperandCount(2...2)
    let output = arguments.operands[1]
    guard ImageFormat(extensionOf: output) == .png else {
      throw .value(
        "\(output)", of: .map, "is not the name of a drawing", remedy: "Name it .png.")
    }
    return Map(input: input, reading: try ReadingOptions(arguments), output: output)
  }

  private static func output(_ arguments: Arguments) throws(UpsampleError) -> Output? {
    let channels = try arguments.text(.diagonal).map(channelCount)
    guard let path = arguments[.output] else {
      if channels == nil { return nil }
      throw .usage(
        "--diagonal", "says how taps are written, and --output is missing",
        arguments.command)
    }
    if let format = path.lowercasedExtension.flatMap(TapsFormat.init(rawValue:)) {
      return .taps(path, format, diagonal: channels)
    }
    guard ImageFormat(extensionOf: path) == .png else {
      throw .value(
        "\(path)", of: .output, "is not the name of a drawing or of taps",
        remedy: "Name it .png for a drawing, .npy or .json for taps.")
    }
    guard channels == nil else {
      throw .usage(
        "--diagonal", "says how taps are written, and \(path) is a drawing",
        arguments.command)
    }
    return .picture(path)
  }
}

/// Reads a number of channels, from 1 to 65536.
private func channelCount(_ text: String) throws(UpsampleError) -> Int {
  guard let count = wholeNumber(text[...], in: 1...65536) else {
    throw .value(text, of: .diagonal, "is not a whole number from 1 to 65536")
  }
  return count
}

extension JSONObject {
  fileprivate init(_ analysis: KernelAnalysis) {
    let (vertical, horizontal) = (analysis.verticalProfile, analysis.horizontalProfile)
    self.init()
    add("kernel", analysis.name)
    add("strides", [analysis.vertical.numerator, analysis.horizontal.numerator])
    add("decimation", [analysis.vertical.denominator, analysis.horizontal.denominator])
    add("shape", analysis.taps.shape.extents)
    add("taps", analysis.taps.scalars.map(Double.init))
    add("support", [analysis.support.height, analysis.support.width])
    add("phases", analysis.phases)
    add("gains", analysis.gains)
    if let channels = analysis.planeChannels {
      add("plane_channels", [channels.output, channels.input])
    }
    add("checkerboard", analysis.checkerboard)
    add("uniform", analysis.isUniform)
    add("separable", analysis.isSeparable)
    add("separability_residue", analysis.separabilityResidue)
    for (axis, profile) in [("height", vertical), ("width", horizontal)] {
      let frequencies = profile.frequencies(steps: 32)
      add("\(axis)_frequencies", frequencies)
      add("\(axis)_response", frequencies.map(profile.gain(at:)))
    }
  }
}
