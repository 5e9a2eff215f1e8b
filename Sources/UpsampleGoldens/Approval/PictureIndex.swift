import Upsample

/// The lines of a list by the names that they have; of a name that it has twice the last.
///
/// Beside the list it takes eight bytes for each line.
struct PictureIndex: Sendable {
  private let list: PictureList
  /// Where lines begin, plus 1, or 0: a name's is the first from the place on that its hash gives
  /// which is its own or free. A third of them is free.
  private var starts: [UInt32]
  /// Whether a line was asked for, by its place among the starts.
  private var isUsed: [Bool]

  init(_ list: PictureList) {
    self.list = list
    var count = 0
    list.forEachLine { _ in count += 1 }
    starts = Array(repeating: 0, count: count + count / 2 + 1)
    isUsed = Array(repeating: false, count: starts.count)
    list.forEachLine { starts[place(of: list.entry(at: $0).name)] = UInt32($0) + 1 }
  }

  /// What the list says of a name, which is used by that.
  mutating func use(_ name: FilePath) -> PictureList.Entry? {
    let place = place(of: name)
    guard let entry = entry(at: place) else { return nil }
    isUsed[place] = true
    return entry
  }

  /// The first name, in the order of bytes, that was not asked for.
  var firstUnused: FilePath? {
    starts.indices.lazy.filter { !isUsed[$0] }.compactMap { entry(at: $0)?.name }
      .min { $0.bytes.lexicographicallyPrecedes($1.bytes) }
  }

  private func place(of name: FilePath) -> Int {
    var place = Int(UInt(bitPattern: name.hashValue) % UInt(starts.count))
    while let other = entry(at: place), other.name != name { place = (place + 1) % starts.count }
    return place
  }

  private func entry(at place: Int) -> PictureList.Entry? {
    starts[place] == 0 ? nil : list.entry(at: Int(starts[place]) - 1)
  }
}
