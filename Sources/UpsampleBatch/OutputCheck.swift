import Glibc
import UpsampleBase
import UpsampleImages

/// The check of one output against its input.
struct OutputCheck<Job: FolderJob> {
  private let request: BatchRequest<Job>
  private let output: FilePath
  private let state: RunState
  private let depth: VerificationDepth

  enum Verdict {
    /// The input is not for the job, so it has no output.
    case left(ForeignFormat?)
    /// The output is as it should be.
    case whole
    /// The file concerned, and what is wrong with it.
    case faulty(FilePath, VerificationFinding.Fault)
    /// A folder that can't be read and may hold files of any part.
    case unreadableFolder(FilePath, UpsampleError)
  }

  init(
    _ request: BatchRequest<Job>, in output: FilePath, shard: Shard?, _ depth: VerificationDepth
  ) throws(UpsampleError) {
    self.request = request
    self.output = output
    state = try RunState(in: output, of: request.job, shard: shard, for: .looking)
    self.depth = depth
  }

  /// What is to be said of a file of the walk, with its relative name. Called by
  /// several threads at once.
  func verdict(on entry: WalkEntry) -> (FilePath, Verdict) {
    switch entry {
    case .unreadableFolder(let name, let error):
      (name, .unreadableFolder(request.input.appending(name), error))
    case .failed(let name, let error):
      (name, .faulty(request.input.appending(name), .unreadable(error)))
    case .file(let name), .folder(let name), .link(let name), .special(let name),
      .temporary(let name):
      (name, verdict(on: name))
    }
  }

  private func verdict(on name: FilePath) -> Verdict {
    let input = request.input.appending(name)
    let output = output.appending(request.job.outputName(for: name))
    do throws(UpsampleError) {
      let file = try InputFile(regular: input)
      guard try request.job.accepts(file) else { return .left(try file.foreignFormat()) }
      guard let status = FileStatus(of: output, in: AT_FDCWD) else {
        return .faulty(output, .missing)
      }
      guard status.kind == .regular, state.isMade(name, from: file.status, as: status) else {
        return .faulty(output, .madeOtherwise)
      }
      let defect = try request.job.defect(of: output, madeOf: file, depth)
      return defect.map { .faulty(output, .damaged($0)) } ?? .whole
    } catch {
      return .faulty(input, .unreadable(error))
    }
  }
}
