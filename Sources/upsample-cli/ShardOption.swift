import Glibc
import Upsample
import UpsampleBatch

/// What `--shard`, `--shards` and `--shard-offset` ask for.
enum ShardOption {
  case all
  case part(Shard)
  /// The part that an engine's variables name.
  case task(shards: Int?, offset: Int)

  init(_ arguments: Arguments) throws(UpsampleError) {
    let text = arguments.text(.shard)
    if text != "auto" {
      for name in [OptionName.shards, .shardOffset] where arguments.has(name) {
        throw .usage(name.spelling, "belongs to --shard auto", arguments.command)
      }
    }
    switch text {
    case nil:
      self = .all
    case "auto":
      let largest = Shard.largestCount
      self = .task(
        shards: try arguments.number(.shards, in: 1...largest),
        offset: try arguments.number(.shardOffset, in: 0...largest) ?? 0)
    case let text?:
      self = .part(try Shard(text))
    }
  }

  /// The part of the pictures of an output folder, or `nil` for all of them.
  ///
  /// - Parameters:
  ///   - output: The folder, which may know the number of parts; `nil` where there is none.
  ///   - variable: The value of an environment variable, if it is set.
  /// - Throws: ``UpsampleError/request(_:)`` when the part can't be told for
  ///   certain.
  func shard(
    in output: FilePath?, _ variable: (String) -> String? = environmentVariable
  ) throws(UpsampleError) -> Shard? {
    switch self {
    case .all: return nil
    case .part(let shard): return shard
    case .task(let shards, let offset):
      let known = shards == nil ? try output.flatMap(RunState.shards) : nil
      let total = shards ?? known
      return try ArrayTask(variable).shard(among: total, offset: offset)
    }
  }
}

private func environmentVariable(_ name: String) -> String? {
  let value: UnsafeMutablePointer<CChar>? = getenv(name)
  return value.map { String(cString: $0) }
}

extension Shard {
  /// Reads `K/N`.
  ///
  /// - Throws: ``UpsampleError/request(_:)`` for other text, and for parts that
  ///   there are not.
  init(_ text: String) throws(UpsampleError) {
    let numbers = text.split(separator: "/", omittingEmptySubsequences: false)
      .map { wholeNumber($0, in: 0...Int(Int32.max)) }
    guard numbers.count == 2, let index = numbers[0], let count = numbers[1] else {
      throw .value(
        text, of: .shard, "is no part",
        remedy: "Write K/N, as 0/16 for the first of 16 parts, or auto within an array job.")
    }
    try self.init(index, of: count)
  }
}

extension Arguments {
  /// The value of an option that takes a whole number, if it was given.
  func number(
    _ name: OptionName, in range: ClosedRange<Int>
  ) throws(UpsampleError) -> Int? {
    guard let text = text(name) else { return nil }
    guard let number = wholeNumber(text[...], in: range) else {
      throw .value(
        text, of: name, "is not a whole number from \(range.lowerBound) to \(range.upperBound)")
    }
    return number
  }
}
