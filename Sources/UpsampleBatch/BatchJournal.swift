import UpsampleBase

/// What remembers which outputs a batch has made, and of what.
///
/// Pictures are known by their inputs' names relative to the input folder. All of
/// it is called by several threads at once.
package protocol BatchJournal: AnyObject, Sendable {
  /// Whether an output that is there was made whole from its input with the
  /// options of this batch.
  func isMade(_ name: FilePath, from input: FileStatus, as output: FileStatus) -> Bool

  /// Whether a picture is to be made last and alone, because it may have ended
  /// an earlier process.
  func isSuspect(_ name: FilePath) -> Bool

  /// Whether a process that has ended may have left a temporary file of an output
  /// that is made.
  func mayHaveLeftOver(_ name: FilePath) -> Bool

  /// Notes that a picture is begun.
  ///
  /// - Throws: ``UpsampleError`` when it is not to be made.
  func begin(_ name: FilePath, from input: FileStatus) throws(UpsampleError)

  /// Notes that an output will appear under its name, its bytes on the disk.
  ///
  /// - Parameter output: What the system knows about it now and, but for its
  ///   name, then.
  func willAppear(
    _ name: FilePath, from input: FileStatus, as output: FileStatus
  ) throws(UpsampleError)

  /// Notes that a picture that was begun is made and has its name, or has failed.
  func end(_ name: FilePath, isMade: Bool)
}
