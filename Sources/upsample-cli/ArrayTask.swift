import Upsample
import UpsampleBatch

/// The task as which an engine of array jobs started the process.
struct ArrayTask: Equatable {
  /// The task's number.
  let index: Int
  /// The number of tasks of the whole run, where the engine's variables tell.
  let count: Int?
  /// Why they don't, as a clause, and what helps.
  let reason: String

  /// Reads the variables of Slurm's job arrays, Kubernetes' indexed jobs and
  /// AWS Batch's array jobs.
  ///
  /// - Parameter variable: The value of an environment variable, if it is set.
  /// - Throws: ``UpsampleError/request(_:)`` when none of the engines, or more
  ///   than one, has set its variables, or one of them is no number.
  init(_ variable: (String) -> String?) throws(UpsampleError) {
    let set = Engine.allCases.filter { variable($0.rawValue) != nil }
    guard let engine = set.first, set.count == 1 else {
      let names = Engine.allCases.map(\.rawValue).joined(separator: ", ")
      throw .shard(
        set.isEmpty
          ? "auto is for a task of an array job, and no such variable is set"
          : "the variables of more than one engine are set",
        "It reads one of \(names). Otherwise write the part as K/N.")
    }
    func number(_ name: String) throws(UpsampleError) -> Int? {
      guard let text = variable(name) else { return nil }
      guard let number = wholeNumber(text[...], in: 0...Int(Int32.max)) else {
        throw .shard("the variable \(name) is \"\(text.echoed)\", not a number")
      }
      return number
    }
    index = try number(engine.rawValue)!
    switch engine {
    case .slurm:
      // The size of this submission: a part that is submitted again has its own.
      let size = try number("SLURM_ARRAY_TASK_COUNT")
      let first = try number("SLURM_ARRAY_TASK_MIN")
      let last = try number("SLURM_ARRAY_TASK_MAX")
      if let size, let first, let last {
        count = first == 0 && last == size - 1 ? size : nil
        reason = "the array's \(size) tasks, numbered \(first) to \(last), may be a part of it"
      } else {
        count = nil
        reason = "SLURM_ARRAY_TASK_COUNT, _MIN and _MAX are not all set"
      }
    case .kubernetes:
      count = nil
      reason = "Kubernetes does not tell it"
    case .awsBatch:
      count = try number("AWS_BATCH_JOB_ARRAY_SIZE")
      reason = "AWS_BATCH_JOB_ARRAY_SIZE is not set"
    }
  }

  /// The part of the work that is this task's.
  ///
  /// - Parameters:
  ///   - total: The number of parts as it was given or the output folder
  ///     remembers it.
  ///   - offset: What is added to the task's number.
  /// - Throws: ``UpsampleError/request(_:)`` when the number of parts can't be
  ///   known, or there are fewer.
  func shard(among total: Int?, offset: Int) throws(UpsampleError) -> Shard {
    if let total { return try Shard(index + offset, of: total) }
    guard let count, offset == 0 else {
      let reason = count == nil ? reason : "with an offset there are several arrays"
      throw .shard(
        "the number of parts can't be known: \(reason)",
        "Give --shards N, the number of parts of the whole run.")
    }
    return try Shard(index, of: count)
  }

  /// The engines by the variable that holds a task's number.
  private enum Engine: String, CaseIterable {
    case slurm = "SLURM_ARRAY_TASK_ID"
    case kubernetes = "JOB_COMPLETION_INDEX"
    case awsBatch = "AWS_BATCH_JOB_ARRAY_INDEX"
  }
}

extension UpsampleError {
  fileprivate static func shard(_ fault: String, _ remedy: String? = nil) -> UpsampleError {
    .request(RequestFault(subject: "--shard", fault: fault, remedy: remedy))
  }
}
