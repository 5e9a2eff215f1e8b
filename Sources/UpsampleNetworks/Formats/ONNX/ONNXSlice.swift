/// Some of the places along a dimension, equally far from each other.
struct ONNXSlice: Hashable {
  let first: Int
  let count: Int
  /// The distance to the next place; 1 where there is none.
  let step: Int

  init(first: Int, count: Int, step: Int) {
    (self.first, self.count) = (first, count)
    self.step = count > 1 ? step : 1
  }

  /// The places from a start until an end, which count from the end of the dimension where
  /// they are negative, and are limited to it.
  ///
  /// - Precondition: The step is not 0.
  init(from start: Int, to end: Int, step: Int, of extent: Int) {
    let isForward = step > 0
    let limits = isForward ? 0...extent : -1...max(-1, extent - 1)
    func limited(_ place: Int) -> Int {
      min(max(place < 0 ? place + extent : place, limits.lowerBound), limits.upperBound)
    }
    let (first, last) = (limited(start), limited(end))
    let distance = isForward ? last - first : first - last
    let count = distance > 0 ? (distance - 1) / Int(clamping: step.magnitude) + 1 : 0
    self.init(first: first, count: count, step: step)
  }

  /// The places.
  var places: [Int] { (0..<count).map { first + $0 * step } }

  /// The places from the first to the last of a slice forward.
  ///
  /// - Precondition: There is one.
  var range: Range<Int> { first..<first + (count - 1) * step + 1 }
}
