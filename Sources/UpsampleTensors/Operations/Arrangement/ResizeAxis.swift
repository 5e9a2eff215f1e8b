import UpsampleBase

/// The resizing of one axis: for each output the samples that it weighs.
struct ResizeAxis: Sendable {
  /// The first of the samples that each output weighs, and its weights.
  private let taps: [[(sample: Int, weight: Float)]]
  private let input: Int
  /// The lowest sample that each output or one after it weighs.
  private let lowest: [Int]
  /// The highest sample that each output or one before it weighs.
  private let highest: [Int]

  /// The outputs that lie beyond the samples.
  private let beyond: [Int]

  init<Number>(_ places: ResizePlaces<Number>, method: ResizeMethod, rule: ResizeRule) {
    let input = places.input
    self.input = input
    beyond = (0..<places.output).filter { places.isBeyond(places.place(of: $0)) }
    let taps = (0..<places.output).map { index -> [(sample: Int, weight: Float)] in
      let place = places.place(of: index)
      if places.isBeyond(place) { return [] }
      switch method {
      case .nearest: return [(min(max(rule.rounding.nearest(place), 0), input - 1), 1)]
      case .bilinear: return Self.linear(place, input: input)
      case .bicubic: return Self.cubic(place, input: input, rule: rule)
      }
    }
    self.taps = taps
    var (first, last) = (input, -1)
    lowest = taps.reversed().map {
      first = $0.reduce(first) { min($0, $1.sample) }
      return first
    }.reversed()
    highest = taps.map {
      last = $0.reduce(last) { max($0, $1.sample) }
      return last
    }
  }

  // MARK: Weights

  private static func linear<Number: BinaryFloatingPoint>(
    _ place: Number, input: Int
  ) -> [(sample: Int, weight: Float)] {
    let place = max(place, 0)
    let lower = min(Int(place), input - 1)
    let share = place - Number(lower)
    if share == 0 || lower == input - 1 { return [(lower, 1)] }
    return [(lower, Float(1 - share)), (lower + 1, Float(share))]
  }

  private static func cubic<Number: BinaryFloatingPoint>(
    _ place: Number, input: Int, rule: ResizeRule
  ) -> [(sample: Int, weight: Float)] {
    let lower = place.rounded(.down)
    var share = place - lower
    if let steps = rule.cubicSteps.map({ Number($0) }) {
      share = (share * steps).rounded(.toNearestOrEven) / steps
    }
    let a = Number(rule.cubicCoefficient)
    func near(_ x: Number) -> Number { ((a + 2) * x - (a + 3)) * x * x + 1 }
    func far(_ x: Number) -> Number { ((a * x - 5 * a) * x + 8 * a) * x - 4 * a }
    let weights = [far(1 + share), near(share), near(1 - share), far(2 - share)]
    var taps: [(sample: Int, weight: Float)] = []
    for (offset, weight) in weights.enumerated() {
      let sample = Int(lower) - 1 + offset
      let isWithin = (0..<input).contains(sample)
      if rule.border == .excluded && !isWithin { continue }
      taps.append((min(max(sample, 0), input - 1), Float(weight)))
    }
    if rule.border == .excluded {
      let sum = taps.reduce(0) { $0 + $1.weight }
      if abs(sum) >= 1000 * Float.leastNormalMagnitude {
        for index in taps.indices { taps[index].weight /= sum }
      }
    }
    return taps.filter { $0.weight != 0 }
  }

  // MARK: Sums

  /// The tensor with this axis' outputs along a dimension.
  func apply(to value: Tensor, dimension: Int, threads: ThreadBudget) -> Tensor {
    var extents = value.shape.extents
    let inner = extents[(dimension + 1)...].reduce(1, *)
    let lines = extents[..<dimension].reduce(1, *)
    extents[dimension] = taps.count
    let count = taps.count
    // Where single numbers lie side by side a piece is a line, otherwise a row of them.
    let band = max(1, (1 << 14) / (count * inner))
    return Tensor(shape: Shape(extents)) { target in
      value.scalars.withUnsafeBufferPointer { source in
        nonisolated(unsafe) let (from, to) = (source.baseAddress!, target.baseAddress!)
        ParallelWork.forEach(
          count: (lines + band - 1) / band, on: threads, makeState: {}
        ) { piece, _ in
          for line in piece * band..<min(lines, (piece + 1) * band) {
            fill(to + line * count * inner, from: from + line * input * inner, inner: inner)
          }
        }
      }
    }
  }

  /// Gives outputs that lie beyond the samples a number.
  func extrapolate(_ result: inout Tensor, _ dimension: Int, _ number: Float) {
    if beyond.isEmpty { return }
    let extents = result.shape.extents
    let inner = extents[(dimension + 1)...].reduce(1, *)
    let lines = extents[..<dimension].reduce(1, *)
    result.withMutableScalars { scalars in
      for line in 0..<lines {
        for output in beyond {
          let start = (line * taps.count + output) * inner
          scalars[start..<start + inner].update(repeating: number)
        }
      }
    }
  }

  /// From the first to the last, the samples that some outputs weigh.
  func samples(reaching outputs: Range<Int>) -> Range<Int> {
    let (first, last) = (lowest[outputs.lowerBound], highest[outputs.upperBound - 1])
    return min(first, last + 1)..<last + 1
  }

  /// Makes one output of `count` numbers from samples of as many.
  func weigh(
    _ output: Int, of sample: (Int) -> UnsafePointer<Float>, count: Int,
    into target: UnsafeMutablePointer<Float>
  ) {
    guard let first = taps[output].first else {
      return target.update(repeating: 0, count: count)
    }
    let samples = sample(first.sample)
    for place in 0..<count { target[place] = samples[place] * first.weight }
    for tap in taps[output].dropFirst() {
      let samples = sample(tap.sample)
      for place in 0..<count { target[place].addProduct(samples[place], tap.weight) }
    }
  }

  /// Fills a line of outputs, each of `inner` numbers.
  func fill(
    _ target: UnsafeMutablePointer<Float>, from source: UnsafePointer<Float>, inner: Int
  ) {
    for index in taps.indices {
      weigh(index, of: { source + $0 * inner }, count: inner, into: target + index * inner)
    }
  }
}

extension ResizeRule.Rounding {
  /// The number of the nearest sample.
  fileprivate func nearest(_ place: some BinaryFloatingPoint) -> Int {
    switch self {
    case .floor: Int(place.rounded(.down))
    case .ceil: Int(place.rounded(.up))
    case .roundPreferFloor: Int((place - 0.5).rounded(.up))
    case .roundPreferCeil: Int((place + 0.5).rounded(.down))
    }
  }
}
