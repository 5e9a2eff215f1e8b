import UpsampleBase

/// One of the parts into which the pictures of a folder are divided, so that
/// machines that never talk to each other share the work.
///
/// A picture's part is a function of its relative name and the number of parts
/// alone: with `h` the 64-bit hash of the name's bytes, it is
/// `floor(h * count / 2^64)`. The hash is FNV-1a behind the finalizer of
/// MurmurHash3. This is a format: it never changes.
///
/// Twice as many parts cut each part in two: part `k` of `n` is the parts `2k`
/// and `2k + 1` of `2n`.
package struct Shard: Hashable, Sendable {
  /// Which of the parts, from 0.
  package let index: Int
  /// The number of parts.
  package let count: Int

  /// The most parts there can be.
  package static let largestCount = 1_000_000

  /// Creates part `index` of `count`.
  ///
  /// - Throws: ``UpsampleError/request(_:)`` unless `0 <= index < count` and
  ///   `count` is at most ``largestCount``.
  package init(_ index: Int, of count: Int) throws(UpsampleError) {
    guard (1...Self.largestCount).contains(count) else {
      throw .shard(.partCount(count, limit: Self.largestCount))
    }
    guard (0..<count).contains(index) else {
      throw .shard(.noPart(index, of: count))
    }
    self.index = index
    self.count = count
  }

  /// Whether the picture of that relative name belongs to this part.
  ///
  /// - Parameter name: The input's name below the input folder, its parts
  ///   joined by single slashes, as bytes.
  package func owns(_ name: FilePath) -> Bool { Self.index(of: name, among: count) == index }

  /// The part to which the picture of that relative name belongs, from 0.
  ///
  /// - Parameter count: The number of parts; below 1 it counts as 1.
  package static func index(of name: FilePath, among count: Int) -> Int {
    Int(stableHash(name.bytes).multipliedFullWidth(by: UInt64(max(1, count))).high)
  }
}

extension Shard: CustomStringConvertible {
  /// The part as `K/N`.
  package var description: String { "\(index)/\(count)" }
}
