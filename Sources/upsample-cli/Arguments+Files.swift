import Upsample

extension Arguments {
  /// Refuses an output that is one of the files of taps, tensors or shapes which are
  /// read. Pictures are compared when they are open.
  func checkOutputsAreNoInputs() throws(UpsampleError) {
    let inputs = filesRead.compactMap { path in FileStatus(at: path).map { (path, $0.identity) } }
    for output in filesWritten {
      guard let status = FileStatus(at: output), status.kind == .regular,
        let input = inputs.first(where: { $0.1 == status.identity })
      else { continue }
      throw .request(
        RequestFault(
          subject: "output \(output)", fault: "is the same file as the input \(input.0)",
          remedy: "Choose another name for the output."))
    }
  }

  /// What the options name to be read: other words, such as a kernel's name or a
  /// shape, are no files.
  private var filesRead: [FilePath] {
    let options: [OptionName] = [.value, .filter, .outputShape, .kernel]
    return options.compactMap { self[$0] } + (command.name == .kernel ? operands : [])
  }

  private var filesWritten: [FilePath] {
    let options: [OptionName] = [.output, .forward]
    let named = options.compactMap { self[$0] }
    return switch command.name {
    case .upsample, .roundtrip: named + operands.suffix(1)
    case .diff: named + operands.dropFirst(2)
    default: named
    }
  }
}
