import UpsampleBase

/// A kind of work that is done on the files of a folder, one output for each.
///
/// A batch brings the walk, the threads and the memory, shards, journals, outputs that
/// appear whole, and what is told of all that. A job says what is done with a file.
/// All of it is called by several threads at once.
package protocol FolderJob: Sendable {
  /// What is told of a file's work before it is begun.
  associatedtype Plan: FileReport
  /// What is told of a file's work that is done.
  associatedtype Report: FileReport

  /// What decides the bytes of outputs. Two kinds of job never have the same.
  var record: OptionsRecord { get }
  /// The most threads that compute at once.
  var threads: Int { get }
  /// What becomes of an output that is there.
  var existing: ExistingPolicy { get }
  /// The option by which files of different names get outputs of one name; `nil` where
  /// none do.
  var renamingOption: String? { get }

  /// Refuses what is asked for where no file can satisfy it.
  func check() throws(UpsampleError)

  /// The name of a file's output, in the folder that corresponds to the file's.
  func outputName(for input: FilePath) -> FilePath

  /// Whether the file is one to work on, by its first bytes.
  func accepts(_ file: InputFile) throws(UpsampleError) -> Bool

  /// What the work on a file would do and take. Nothing is written.
  func plan(_ task: FileTask) throws(UpsampleError) -> Plan

  /// Does the work on a file. One of the budget's threads is held.
  func make(_ task: FileTask) throws(UpsampleError) -> Report

  /// What is wrong with an output that is said to be made of a file, as a clause after
  /// its name; `nil` when it is as it should be.
  ///
  /// - Throws: ``UpsampleError`` when the file itself can't be read.
  func defect(
    of output: FilePath, madeOf file: InputFile, _ depth: VerificationDepth
  ) throws(UpsampleError) -> String?
}

/// What is told of the work on a file.
package protocol FileReport: Sendable {
  /// The pixels of the output; 0 for what is no picture.
  var outputPixels: Int { get }
}

/// How closely outputs are looked at.
package enum VerificationDepth: Sendable {
  /// Their headers are read.
  case headers
  /// They are decoded from the first row to the last.
  case pixels
}
