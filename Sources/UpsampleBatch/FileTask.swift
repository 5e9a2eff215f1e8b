import UpsampleBase

/// One file of a folder, with what the work on it has at hand.
package struct FileTask {
  /// The file's name relative to the input folder.
  package let name: FilePath
  /// The file, of which nothing has been read but to know what it is.
  package let file: InputFile
  /// The threads and the memory of all files at work.
  package let budget: WorkBudget
  /// What is told of the work as it goes on.
  package let progress: FileProgress

  private let path: FilePath?
  private let open: (FilePath) throws(UpsampleError) -> OutputFile

  /// - Parameters:
  ///   - path: The output, its name beginning with the output folder's; `nil` where the
  ///     batch has none.
  ///   - open: Opens it.
  init(
    _ name: FilePath, _ file: InputFile, to path: FilePath?, on budget: WorkBudget,
    _ progress: FileProgress, open: @escaping (FilePath) throws(UpsampleError) -> OutputFile
  ) {
    self.name = name
    self.file = file
    self.path = path
    self.budget = budget
    self.progress = progress
    self.open = open
  }

  /// The output, its name beginning with the output folder's.
  ///
  /// - Throws: ``UpsampleError/request(_:)`` where the batch has no output folder.
  package var output: FilePath {
    get throws(UpsampleError) {
      guard let path else { throw .noOutputFolder }
      return path
    }
  }

  /// Opens the output, which gets its name, and its line in the journal, when it is
  /// committed. Of a plan it is one that is written nowhere.
  ///
  /// - Throws: ``UpsampleError`` also where the batch has no output folder.
  package func openOutput() throws(UpsampleError) -> OutputFile { try open(output) }
}

/// How much of the work on a file was told of.
package final class FileProgress: Sendable {
  private let handler: BatchProgressHandler?
  private let share = Guarded(0.0)

  init(_ handler: BatchProgressHandler?) { self.handler = handler }

  /// Tells how much of the work is done.
  ///
  /// - Parameters:
  ///   - newShare: The part of the work, up to 1.
  ///   - pixels: Those of the whole output.
  package func tell(_ newShare: Double, of pixels: Int) {
    guard let handler else { return }
    let more = share.withLock { share in
      defer { share = newShare }
      return newShare - share
    }
    handler(Int((more * Double(pixels)).rounded()), more)
  }
}
