import Upsample
import UpsampleBatch

/// `upsample batch IN OUT --list`: the relative names of the pictures that would be
/// made, on standard output.
struct BatchListing {
  private let request: BatchRequest<UpsampleJob>
  /// What ends a name: a newline, or a zero byte.
  private let end: UInt8

  private static let piece = 64 * 1024

  init(_ request: BatchRequest<UpsampleJob>, _ arguments: Arguments) {
    self.request = request
    end = arguments.has(.null) ? 0 : UInt8(ascii: "\n")
  }

  func run() throws(UpsampleError) -> ExitStatus {
    var status = ExitStatus.done
    var names: [UInt8] = []
    try listInputs(request) { (entry) throws(UpsampleError) in
      switch entry {
      case .input(let name):
        names += (name.looksLikeComment ? Array("./".utf8) : []) + name.bytes + [end]
        if names.count >= Self.piece { try Console.print(bytes: &names) }
      case .failed(_, let error):
        Console.report(error)
        status = .partlyDone
      case .foreign, .link, .special: break
      }
    }
    try Console.print(bytes: &names)
    return status
  }
}

extension FilePath {
  /// Whether rsync's `--files-from` would pass over the name as a comment.
  fileprivate var looksLikeComment: Bool { bytes.first.map("#;".utf8.contains) ?? false }
}
