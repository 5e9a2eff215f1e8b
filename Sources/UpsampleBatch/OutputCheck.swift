import Glibc
import Upsample
import UpsampleBase
import UpsampleImages

/// The check of one output against its input.
struct OutputCheck {
  private let request: BatchRequest
  private let naming: OutputNaming
  private let state: RunState
  private let depth: VerificationDepth

  enum Verdict {
    /// The input is no picture that is read, so it has no output.
    case left(ForeignFormat?)
    /// The output is as it should be.
    case whole
    /// The file concerned, and what is wrong with it.
    case faulty(FilePath, VerificationFinding.Fault)
    /// A folder that can't be read and may hold pictures of any part.
    case unreadableFolder(FilePath, UpsampleError)
  }

  init(
    _ request: BatchRequest, shard: Shard?, _ depth: VerificationDepth
  ) throws(UpsampleError) {
    self.request = request
    naming = OutputNaming(request.options.format)
    state = try RunState(
      in: request.output, options: request.options, shard: shard, for: .looking)
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
    let output = request.output.appending(naming.name(for: name))
    do throws(UpsampleError) {
      let file = try InputFile(regular: input)
      guard let format = try file.format() else { return .left(try file.foreignFormat()) }
      guard let status = FileStatus(of: output, in: AT_FDCWD) else {
        return .faulty(output, .missing)
      }
      guard status.kind == .regular, state.isMade(name, from: file.status, as: status) else {
        return .faulty(output, .madeOtherwise)
      }
      let options = request.options(for: .file(output), format)
      let asked = try PictureWork(file, to: .file(output), options: options).report
      return fault(of: output, asked).map { .faulty(output, $0) } ?? .whole
    } catch {
      return .faulty(input, .unreadable(error))
    }
  }

  private func fault(
    of output: FilePath, _ asked: UpsampleReport
  ) -> VerificationFinding.Fault? {
    do throws(UpsampleError) {
      var options = ReadingOptions()
      (options.limits.pixels, options.limits.memory) = (Int.max, Int.max)
      options.orientation = .keep
      let source = try openImageSource(InputFile(regular: output), options)
      guard source.layout == asked.output, source.properties.format == asked.outputFormat else {
        return .damaged(
          "is a \(source.properties.format) of \(source.layout.width)x\(source.layout.height), "
            + "not a \(asked.outputFormat) of \(asked.output.width)x\(asked.output.height)")
      }
      if depth == .pixels { try readAll(of: source) }
      return nil
    } catch {
      return .damaged(error.withoutRecoveryHint.description)
    }
  }

  private func readAll(of source: any ImageSource) throws(UpsampleError) {
    for _ in 0..<source.layout.height { _ = try source.readRow() }
    try source.finish()
  }
}
