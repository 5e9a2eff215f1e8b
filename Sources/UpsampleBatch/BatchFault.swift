import UpsampleBase

/// Why a folder is not worked on, as values.
enum BatchFault: FaultValues {
  /// Outputs are to be written and no folder is named for them.
  case noOutputFolder
  /// The output is a file.
  case outputIsNoFolder
  /// The output is the folder that is read, or a folder within it is.
  case outputIsInput
  /// The outputs of a folder within the input would come to lie in it.
  case outputsReplaceInputs(of: FilePath)
  /// Two inputs, in the order of their names, have one output.
  case collision(FilePath, FilePath, option: String)
  /// The folder was filled with other options than those that it is checked by.
  case filledWithOtherOptions(FilePath, [OptionsRecord.Difference])
  /// The folder is being filled with other options.
  case otherOptions([OptionsRecord.Difference], record: FilePath)
  /// The folder is being filled in another number of parts.
  case otherParts(Int, asked: Int, record: FilePath)
  /// The number of parts is out of range.
  case partCount(Int, limit: Int)
  /// There is no part of that number.
  case noPart(Int, of: Int)
}

extension UpsampleError {
  static let noOutputFolder = UpsampleError.request(
    RequestFault(subject: "batch", BatchFault.noOutputFolder))

  /// A fault of an output, which its name tells of.
  static func output(_ name: String, _ fault: BatchFault) -> UpsampleError {
    .request(RequestFault(subject: "output \(name)", fault))
  }

  /// A fault of a part of the files.
  static func shard(_ fault: BatchFault) -> UpsampleError {
    .request(RequestFault(subject: "`shard`", fault))
  }
}

// MARK: Words

extension BatchFault {
  var clause: String {
    switch self {
    case .noOutputFolder: "outputs are to be written, and there is no folder for them"
    case .outputIsNoFolder: "is not a folder, and pictures of one go to one"
    case .outputIsInput: "is the input folder, whose pictures it would replace"
    case .outputsReplaceInputs(let folder):
      "the outputs of \(folder) would replace pictures of the input folder"
    case .collision(let one, let other, _): "\(one) and \(other) would both become it"
    case .filledWithOtherOptions(let output, let differences):
      "\(output) was filled with other options: \(differences.words)"
    case .otherOptions(let differences, _):
      "the folder is being filled with other options: \(differences.words)"
    case .otherParts(let parts, let asked, _):
      "the folder is being filled in \(parts) parts, not \(asked)"
    case .partCount(let count, let limit):
      "\(count) is no number of parts; it is 1 to \(limit)"
    case .noPart(let index, let count): "there is no part \(index) of \(count)"
    }
  }

  var remedy: String? {
    switch self {
    case .noOutputFolder: "Name one."
    case .outputIsNoFolder: "Name a folder, or a new name."
    case .outputIsInput, .outputsReplaceInputs: "Name another folder."
    case .collision(_, _, let option): "Rename one of them, or leave `\(option)` out."
    case .filledWithOtherOptions: "Give the options of that run."
    case .otherOptions(_, let record), .otherParts(_, _, let record):
      "Choose another folder, or remove \(record) once no other process works here."
    case .partCount: nil
    case .noPart(_, let count):
      "Parts are counted from 0: they are 0/\(count) to \(count - 1)/\(count)."
    }
  }
}
