/// Why a file is not written or threads are not started, as values.
enum BaseFault: FaultValues {
  /// An output is a file that is read.
  case outputIsInput(String)
  /// A link stands where an output folder should.
  case linkLeadsOut
  /// A pipe, a socket or a device stands where a file should.
  case noRegularFile
  /// The number of threads is not positive.
  case threads(Int)
}

// MARK: Words

extension BaseFault {
  var clause: String {
    switch self {
    case .outputIsInput(let input): "is the same file as the input \(input)"
    case .linkLeadsOut: "is a link, which may lead out of the output folder"
    case .noRegularFile: "is a pipe, a socket or a device, and no file"
    case .threads(let count): "threads \(count) is not positive"
    }
  }

  var remedy: String? {
    switch self {
    case .outputIsInput: "Choose another name for the output."
    case .linkLeadsOut: "Put a folder in its place."
    case .noRegularFile: nil
    case .threads: "Give at least 1."
    }
  }
}
