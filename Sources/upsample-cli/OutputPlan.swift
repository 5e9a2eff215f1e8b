import Upsample
import UpsampleBatch

/// Which inputs become which outputs, decided before any work starts.
struct OutputPlan {
  struct Pair {
    let input: Endpoint
    let output: Endpoint
  }

  let pairs: [Pair]
  /// A folder that has to be made first.
  let newFolder: FilePath?

  /// Plans for operands `IN OUT` or `IN... FOLDER`. A folder exists or ends in
  /// a slash; outputs in it are named as their inputs, with the extension of
  /// `format`.
  ///
  /// - Throws: ``UpsampleError/request(_:)`` when operands are missing, inputs
  ///   have no folder to go to, or one output would replace another or an
  ///   input.
  init(_ operands: [FilePath], format: OutputFormat?) throws(UpsampleError) {
    if let first = operands.first { try checkIsNoCommand(first) }
    guard let target = operands.last, operands.count >= 2 else {
      let given = operands.first.map { "only \($0.echoed) is given" } ?? "neither is given"
      let isFolder = operands.first.map { FileStatus(at: $0)?.kind == .folder } ?? false
      let example = isFolder ? "\(operands[0]) larger" : "in.png out.png"
      throw .plan("IN OUT", "both are needed, but \(given)", "As in: upsample \(example)")
    }
    let inputs = operands.dropLast()
    let exists = FileStatus(at: target)?.kind == .folder
    let isFolder = target != .dash && (exists || target.endsInSlash)
    newFolder = isFolder && !exists ? target : nil
    if isFolder {
      pairs = try inputs.map { input throws(UpsampleError) in
        let output = try Self.output(for: input, in: target, format)
        return Pair(input: .file(input), output: .file(output))
      }
      try Self.checkOutputs(of: pairs)
    } else {
      guard let input = inputs.first, inputs.count == 1 else {
        if let text = target.scale {
          throw .plan("\(target)", "is not a folder", "A scale is given as: --scale \(text)")
        }
        throw .plan(
          "output \(target)", "is not a folder, but \(inputs.count) inputs need one",
          "End with a folder: one that exists, or a new name with a slash, as larger/.")
      }
      pairs = [Pair(input: Endpoint(input), output: Endpoint(output: target))]
    }
  }

  private static func output(
    for input: FilePath, in folder: FilePath, _ format: OutputFormat?
  ) throws(UpsampleError) -> FilePath {
    if input == .dash {
      throw .plan(
        "-", "standard input has no name that its output in \(folder) could have",
        "Name a file instead of a folder.")
    }
    return folder.appending(OutputNaming(format).name(for: input.lastComponent))
  }

  /// Refuses two inputs with one output, and outputs that are inputs.
  private static func checkOutputs(of pairs: [Pair]) throws(UpsampleError) {
    let inputs = Dictionary(
      pairs.compactMap { pair in pair.input.identity.map { ($0, pair.input) } },
      uniquingKeysWith: { first, _ in first })
    var sources: [Endpoint: Endpoint] = [:]
    for pair in pairs {
      if let other = sources.updateValue(pair.input, forKey: pair.output) {
        throw .plan(
          "output \(pair.output.operand)",
          "\(other.operand) and \(pair.input.operand) would both become it")
      }
      if let identity = pair.output.identity, let input = inputs[identity] {
        throw .plan("output \(pair.output.operand)", "would replace the input \(input.operand)")
      }
    }
  }
}

/// Refuses a first operand that is no file, but nearly the name of a command.
private func checkIsNoCommand(_ operand: FilePath) throws(UpsampleError) {
  let names = Command.subcommands.map(\.name.rawValue)
  guard FileStatus(at: operand) == nil,
    let name = nearestName(to: "\(operand)", among: names), name != "\(operand)"
  else { return }
  throw .plan(
    "\(operand)", "there is neither a file nor a command of that name",
    "The nearest command is: upsample \(name)")
}

extension FilePath {
  fileprivate static let dash = FilePath("-")
  /// Whether the name is that of a folder, there or not.
  var endsInSlash: Bool { bytes.last == UInt8(ascii: "/") }

  /// The scale that the name, which is no file's, reads as: `2`, `2x` or `x2`.
  fileprivate var scale: String? {
    let number = description.lowercased().drop { $0 == "x" }
    let digits = number.last == "x" ? number.dropLast() : number
    guard FileStatus(at: self) == nil, (try? Magnification(scale: String(digits))) != nil else {
      return nil
    }
    return String(digits)
  }

  fileprivate static let standardOutput = FilePath("/dev/stdout")
}

extension Endpoint {
  /// The file of that name, or the standard stream for `-`.
  init(_ operand: FilePath) {
    self = operand == .dash ? .standardStream : .file(operand)
  }

  /// The same for an output, of which standard output's path is another name.
  fileprivate init(output operand: FilePath) {
    self.init(operand == .standardOutput ? .dash : operand)
  }

  /// The operand as it was given, or `-`.
  var operand: FilePath {
    switch self {
    case .file(let path): path
    case .standardStream: .dash
    }
  }

  fileprivate var identity: FileStatus.Identity? {
    switch self {
    case .file(let path): FileStatus(at: path)?.identity
    case .standardStream: nil
    }
  }
}

extension UpsampleError {
  fileprivate static func plan(
    _ operand: String, _ fault: String, _ remedy: String? = nil
  ) -> UpsampleError {
    .request(RequestFault(subject: operand, fault: fault, remedy: remedy))
  }
}
