/// Calls with seeded variations of a sample: bytes replaced by others or by
/// extremes, ranges removed or repeated, ends cut off.
package func mutate(
  _ sample: [UInt8], times: Int, seed: UInt64, _ body: ([UInt8]) -> Void
) {
  var random = SeededGenerator(seed: seed)
  for count in 0..<min(sample.count, 200) { body(Array(sample.prefix(count))) }
  for _ in 0..<times {
    var bytes = sample
    for _ in 0..<Int.random(in: 1...4, using: &random) where !bytes.isEmpty {
      let place = Int.random(in: 0..<bytes.count, using: &random)
      let end = min(bytes.count, place + Int.random(in: 1...6, using: &random))
      switch Int.random(in: 0..<5, using: &random) {
      case 0: bytes[place] = UInt8.random(in: 0...255, using: &random)
      case 1: bytes.replaceSubrange(place..<end, with: repeatElement(0xff, count: end - place))
      case 2: bytes.replaceSubrange(place..<end, with: repeatElement(0, count: end - place))
      case 3: bytes.removeSubrange(place..<end)
      default: bytes.insert(contentsOf: bytes[place..<end], at: place)
      }
    }
    body(bytes)
  }
}
