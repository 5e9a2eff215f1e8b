/// The name that a misspelt word most likely stands for, if it is near to any:
/// the shortest that begins with the word's three letters or more, or else the one
/// that takes the fewest edits, at most one for every three letters and never more
/// than three.
func nearestName(to word: String, among names: [String]) -> String? {
  let begun = names.filter { $0.hasPrefix(word) }
  if word.utf8.count >= 3, let shortest = begun.min(by: { $0.count < $1.count }) {
    return shortest
  }
  let near = names.map { (name: $0, edits: edits(from: word, to: $0)) }
    .filter { $0.edits <= min(3, $0.name.utf8.count / 3) }
  return near.min { $0.edits < $1.edits }?.name
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
