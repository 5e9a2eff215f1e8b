import Upsample
import UpsampleExplaining

/// `upsample model NAME|FILE`: tells what a network is, and what it takes to run it.
struct ModelCommand: RunnableCommand {
  private let model: FilePath
  private let channels: ImageNetwork.Channels?
  private let white: ImageNetwork.White?
  private let learned: LearnedChoice?
  private let size: (width: Int, height: Int)
  private let jobs: Int
  private let output: FilePath?
  private let telling: Telling

  /// How the figures are printed.
  private enum Telling { case text, json }

  init(_ arguments: Arguments) throws(UpsampleError) {
    try arguments.checkOperandCount(1...1)
    model = arguments.operands[0]
    learned = try arguments.learnedNetwork(named: model)
    channels = try arguments.choice(of: .modelChannels)
    white = try arguments.choice(of: .modelRange)
    size = try Self.size(arguments)
    jobs = try arguments.threads() ?? ParallelWork.processors
    output = try Self.output(arguments)
    telling = arguments.has(.json) ? .json : .text
  }

  func run() throws(UpsampleError) -> ExitStatus {
    let network =
      if let learned {
        ImageNetwork(learned.network, scale: learned.scale)
      } else {
        try ImageNetwork(file: model, channels: channels, white: white)
      }
    for warning in network.warnings { Console.note("warning: \(warning.spellingOptions)") }
    let summary = try NetworkSummary(network, width: size.width, height: size.height)
    let seconds = try summary.seconds(threads: jobs)
    if let output { try summary.writeImage(png: .file(output)) }
    switch telling {
    case .text:
      try Console.print(NetworkText(summary, seconds: seconds, threads: jobs).text)
    case .json: try Console.print("\(JSONObject(summary, seconds: seconds, threads: jobs))\n")
    }
    return .done
  }

  private static func size(
    _ arguments: Arguments
  ) throws(UpsampleError) -> (width: Int, height: Int) {
    guard let text = arguments.text(.size) else { return (1024, 1024) }
    guard case .size(let width?, let height?) = try Magnification(size: text),
      max(width, height) <= 1 << 16
    else {
      throw .value(
        text, of: .size, "is not the size of a picture to run the network on",
        remedy: "Write 1920x1080; from 1 to \(1 << 16) pixels.")
    }
    return (width, height)
  }

  private static func output(_ arguments: Arguments) throws(UpsampleError) -> FilePath? {
    guard let path = arguments[.output] else { return nil }
    guard ImageFormat(extensionOf: path) == .png else {
      throw .value(
        "\(path)", of: .output, "is not the name of a drawing", remedy: "Name it .png.")
    }
    return path
  }
}
