extension OptionName {
  /// The name that a misspelt one most likely stands for: one that begins
  /// with it, or else the one that takes the fewest edits.
  static func nearest(to word: String) -> OptionName {
    if !word.isEmpty, let begun = allCases.first(where: { $0.rawValue.hasPrefix(word) }) {
      return begun
    }
    return allCases.min { edits(from: word, to: $0.rawValue) < edits(from: word, to: $1.rawValue) }!
  }
}

/// The least number of letters inserted, removed, replaced or swapped with
/// their neighbour that turns one word into the other.
///
/// This is the optimal string alignment distance. Words are compared up to
/// their 32nd byte: beyond, no name is near.
func edits(from source: String, to target: String) -> Int {
  let (a, b) = (Array(source.utf8.prefix(32)), Array(target.utf8.prefix(32)))
  var beforeLast = [Int](repeating: 0, count: b.count + 1)
  var last = Array(0...b.count)
  for i in a.indices {
    var row = [i + 1]
    for j in b.indices {
      let replaced = last[j] + (a[i] == b[j] ? 0 : 1)
      var least = min(replaced, last[j + 1] + 1, row[j] + 1)
      if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] {
        least = min(least, beforeLast[j - 1] + 1)
      }
      row.append(least)
    }
    (beforeLast, last) = (last, row)
  }
  return last[b.count]
}
