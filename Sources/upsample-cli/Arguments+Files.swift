import Upsample
import UpsampleBatch

extension Arguments {
  /// Refuses names that can't be those of the files they stand for: addresses of the
  /// network, and an output that is one of the files of taps, tensors, shapes or rules, or of
  /// the masks, which are read. Other pictures are compared when they are open.
  func checkFiles() throws(UpsampleError) {
    for file in filesRead + operands { try checkIsNoAddress(file) }
    try checkOutputsDiffer()
    let inputs = filesRead.compactMap { path in FileStatus(at: path).map { (path, $0.identity) } }
    for output in filesWritten + reports {
      guard let status = FileStatus(at: output), status.kind == .regular,
        let input = inputs.first(where: { $0.1 == status.identity })
      else { continue }
      throw .request(
        RequestFault(
          subject: "output \(output)", fault: "is the same file as the input \(input.0)",
          remedy: "Choose another name for the output."))
    }
  }

  /// Refuses a file that would be written twice, of which the last would stay. Those of a
  /// round trip are compared by the library.
  private func checkOutputsDiffer() throws(UpsampleError) {
    guard command.name != .roundtrip else { return }
    let outputs = filesWritten.filter { $0 != FilePath("-") }
    for (number, output) in outputs.enumerated() {
      guard !outputs[..<number].contains(where: { $0.names(output) }) else {
        throw .request(
          RequestFault(
            subject: "output \(output)", fault: "is named for two outputs",
            remedy: "Give each a name of its own."))
      }
    }
  }

  /// Makes the folders of all outputs where they are not there.
  func makeParents() throws(UpsampleError) {
    for output in filesWritten + reports where output != FilePath("-") {
      try makeFolders(output.parent)
    }
  }

  private func checkIsNoAddress(_ file: FilePath) throws(UpsampleError) {
    guard let scheme = file.scheme, FileStatus(at: file) == nil else { return }
    let remedy =
      if scheme == "file" {
        "Name the file by its path, without \(scheme)://."
      } else if filesWritten.contains(file) {
        "Send it by another program, as in: upsample in.png - | curl -T - \(file.quotedForShell)"
      } else {
        "Fetch it by another program, as in: "
          + "curl -fsSL \(file.quotedForShell) | upsample - out.png"
      }
    throw .request(
      RequestFault(
        subject: "\(file)", fault: "is an address, and files alone are read and written",
        remedy: remedy))
  }

  /// What the options name to be read: other words, such as a kernel's name or a
  /// shape, are no files.
  private var filesRead: [FilePath] {
    let options: [OptionName] =
      [.value, .outputShape, .kernel, .model, .map, .rules, .from] + OpTensors.options
    let named = options.compactMap { self[$0] } + all(.mask)
    return switch command.name {
    case .kernel, .model: named + operands.prefix(1)
    case .op: named + operands
    case .fit where has(.merge): named + operands
    default: named
    }
  }

  private var filesWritten: [FilePath] {
    let options: [OptionName] = [.output, .forward, .state]
    let named = options.compactMap { self[$0] }
    return switch command.name {
    case .upsample, .roundtrip, .batch: named + operands.dropFirst().suffix(1)
    case .diff where has(.approve): named
    case .diff: named + operands.dropFirst(2)
    case .kernel: named + operands.dropFirst(1)
    default: named
    }
  }

  /// Every place that the work may write to, or within.
  var placesWritten: [FilePath] {
    let outputs =
      has(.dryRun) ? [FilePath("/dev/null")] : filesWritten + linksWritten + foldersWritten
    let copies = mayCopyInput ? [FilePath.copiesFolder] : []
    return (outputs + reports).filter { $0 != FilePath("-") } + copies
  }

  /// The folder of goldens that are approved.
  private var foldersWritten: [FilePath] {
    command.name == .diff && has(.approve) ? Array(operands.prefix(1)) : []
  }

  private var reports: [FilePath] { [self[.report], self[.junit]].compactMap { $0 } }

  /// The outputs in a folder that are links: what they lead to is written beside that.
  private var linksWritten: [FilePath] {
    let format: OutputFormat? = try? choice(of: .format)
    guard command.name == .upsample, let plan = try? OutputPlan(operands, format: format) else {
      return []
    }
    return plan.pairs.compactMap { pair in
      guard case .file(let path) = pair.output, path.linkTarget() != nil else { return nil }
      return path
    }
  }

  /// Whether an input is read more than once that can be read only once.
  private var mayCopyInput: Bool {
    let inputs: ArraySlice<FilePath> =
      switch command.name {
      case .upsample: text(.border) == Border.wrap.rawValue ? operands.dropLast() : []
      case .roundtrip: operands.prefix(1)
      case .diff: operands.prefix(2)
      default: [OptionName.value, .filter, .outputShape].compactMap { self[$0] }[...]
      }
    return inputs.contains { $0 == FilePath("-") || FileStatus(at: $0)?.kind == .stream }
  }
}

extension FilePath {
  /// Whether both are the same name in the same folder.
  fileprivate func names(_ other: FilePath) -> Bool {
    guard lastComponent == other.lastComponent else { return false }
    let (folder, otherFolder) = (FileStatus(at: parent), FileStatus(at: other.parent))
    return folder?.identity == otherFolder?.identity && (folder != nil || parent == other.parent)
  }

  /// The letters before `://`, in lower case; `nil` where the name does not begin so.
  fileprivate var scheme: String? {
    let letters = bytes.prefix { UInt8(ascii: "a")...UInt8(ascii: "z") ~= $0 | 0x20 || $0.isDigit }
    guard !letters.isEmpty, bytes.dropFirst(letters.count).starts(with: "://".utf8) else {
      return nil
    }
    return String(decoding: letters, as: UTF8.self).lowercased()
  }
}
