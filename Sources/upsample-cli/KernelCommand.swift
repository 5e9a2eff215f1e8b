import Upsample
import UpsampleExplaining

/// `upsample kernel NAME|FILE`: measures, draws and writes a kernel.
struct KernelCommand: RunnableCommand {
  private let kernel: FilePath
  private let scale: (width: Ratio, height: Ratio)
  private let gain: KernelGain
  private let output: Output?
  private let telling: Telling
  private let idle: IdleOptions

  /// What is written.
  private enum Output {
    case picture(FilePath)
    case taps(FilePath, TapsFormat, diagonal: Int?)
  }

  private enum TapsFormat: String { case npy, json }

  /// How the figures are printed.
  private enum Telling { case text, json }

  init(_ arguments: Arguments) throws(UpsampleError) {
    try arguments.checkOperandCount(1...1)
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
    let analysis = try KernelAnalysis(
      try Kernel(nameOrFile: kernel), name: "\(kernel)", horizontal: scale.width,
      vertical: scale.height, gain: gain)
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
    idle.warnings.forEach(Console.note)
    switch telling {
    case .text: try Console.print(KernelText(analysis).text)
    case .json: try Console.print("\(JSONObject(analysis))\n")
    }
    return .done
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
