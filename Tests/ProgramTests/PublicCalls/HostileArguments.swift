import TestSupport
import Upsample

/// Draws arguments: in most cases ones that a call takes, else ones that no call should.
struct HostileArguments {
  /// A folder for files, in which `in.npy` is a tensor.
  let folder: String
  private var random: SeededGenerator

  init(seed: UInt64, folder: String) {
    self.folder = folder
    random = SeededGenerator(seed: seed)
  }

  /// Whole numbers at which arithmetic ends. None asks for memory that a machine may have.
  static let integers = [
    Int.min, .min + 1, -(1 << 31), -2, -1, 0, 1, 2, 3, 9, 1 << 40, 1 << 62, .max - 1, .max,
  ]

  static let numbers: [Float] = [
    .nan, .infinity, -.infinity, .greatestFiniteMagnitude, -.greatestFiniteMagnitude,
    .leastNonzeroMagnitude, -0, 0, 1, -2.5,
  ]

  static let texts = [
    "", ",", "0", "2", "-1", "1,1", "1,2,2,1", "1,2,2,2,1", "SAME", "VALID", "NCHW", "1e5", "nan",
    "9223372036854775808", "0,0,1,0,1,0,0,0", "relu\u{0}", "\n", "\u{661}",
    String(repeating: "x", count: 5000),
  ]

  mutating func pick<Value>(_ values: [Value]) -> Value { random.pick(values) }

  /// Whether an argument is one that a call should refuse or find at its edge.
  private mutating func isHostile() -> Bool { pick(Array(0..<10)) == 0 }

  /// One of the first in most cases.
  mutating func pick<Value>(_ plain: [Value], orHostile hostile: [Value]) -> Value {
    pick(isHostile() ? hostile : plain)
  }

  mutating func integer(_ plain: Int...) -> Int { pick(plain, orHostile: Self.integers) }

  mutating func number(_ plain: Float...) -> Float { pick(plain, orHostile: Self.numbers) }

  mutating func range() -> Range<Int> {
    let ends = [integer(0, 1, 2, 3, 4), integer(0, 1, 2, 3, 4)].sorted()
    return ends[0]..<ends[1]
  }

  mutating func text(_ plain: String...) -> String { pick(plain, orHostile: Self.texts) }

  mutating func label() -> String? { pick([nil, "layer"], orHostile: Self.texts) }

  mutating func threads() -> Int? { pick([nil, 1, 2], orHostile: Self.integers) }

  mutating func budget() throws -> ThreadBudget {
    try pick([.processors, .caller], orHostile: [ThreadBudget(threads: integer(1, 2))])
  }

  /// A list of as many numbers as are plain, or of any number of any.
  mutating func list(_ count: Int, of plain: [Int]) -> [Int] {
    let count = isHostile() ? pick([0, 1, 2, 3, 4, 5, 9]) : count
    let isHostile = isHostile()
    return (0..<count).map { _ in pick(isHostile ? Self.integers : plain) }
  }

  mutating func pairs(_ count: Int, of plain: [Int]) -> [[Int]] {
    let count = isHostile() ? pick([0, 1, 3, 5, 9]) : count
    let length = isHostile() ? pick([0, 1, 3]) : 2
    return (0..<count).map { _ in list(length, of: plain) }
  }

  mutating func shape(_ plain: [Int]) -> Shape {
    Shape(isHostile() ? list(plain.count, of: [0, 1, 2]) : plain)
  }

  /// The shape of a tensor that can be: of any rank from 0 to 9, also empty beside extents
  /// beyond all memory.
  mutating func tensorShape(_ plain: [Int]) -> Shape {
    guard isHostile() else { return Shape(plain) }
    let rank = pick(Array(0...9))
    var extents = (0..<rank).map { _ in pick([1, 2]) }
    if rank > 0, isHostile() {
      extents = extents.map { _ in pick([1, 2, .max, 1 << 31]) }
      extents[pick(Array(0..<rank))] = 0
    }
    return Shape(extents)
  }

  /// A tensor of the given extents or of any; in some cases with NaN, infinities and the like.
  mutating func tensor(_ plain: [Int]) throws -> Tensor {
    let shape = tensorShape(plain)
    let scalars = isHostile() ? Self.numbers : [-1.5, 0.25, 1, 2]
    let drawn = (0..<(shape.scalarCount ?? 0)).map { _ in pick(scalars) }
    return try Tensor(shape: shape, scalars: drawn[...])
  }

  /// A path at which there is a tensor, or at which there should be none.
  mutating func path() -> FilePath {
    let name = pick(["in.npy"], orHostile: ["none.npy", "", ".", "text", "\0", "in.npy/a"])
    return FilePath("\(folder)/\(name)")
  }
}
