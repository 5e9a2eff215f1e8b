import UpsampleTensors

/// Resizing by its definition in double precision: every sample is weighed by a kernel of
/// its distance, along each axis in turn.
package struct ReferenceResize {
  package var method: ResizeMethod
  package var rule: ResizeRule
  /// The places between two samples that cubic weights know.
  package var cubicSteps: Double?

  package init(_ method: ResizeMethod, _ rule: ResizeRule, cubicSteps: Double? = nil) {
    (self.method, self.rule, self.cubicSteps) = (method, rule, cubicSteps)
  }

  /// The tensor `[batch, …, channels]` with other spatial extents.
  ///
  /// - Parameter scales: How many times larger it is; absent, as the extents tell.
  package func callAsFunction(_ value: Tensor, size: [Int], scales: [Float]? = nil) -> Tensor {
    var result = value
    for (axis, extent) in size.enumerated() {
      var extents = result.shape.extents
      extents[axis + 1] = extent
      let source = result
      result = .made(Shape(extents)) { position in
        let input = source.shape[axis + 1]
        let place = place(
          of: position[axis + 1], output: extent, input: input,
          scale: scales.map { Double($0[axis]) } ?? Double(extent) / Double(input),
          region: rule.region?[axis])
        let weights = weights(of: place, input: input)
        return Float(
          weights.enumerated().reduce(0.0) { sum, weight in
            var place = position
            place[axis + 1] = weight.offset
            return weight.element == 0
              ? sum : sum + weight.element * Double(source.number(at: place))
          })
      }
    }
    return result
  }

  /// The weight of each of `input` samples in an output.
  private func weights(of place: Double, input: Int) -> [Double] {
    var weights = [Double](repeating: 0, count: input)
    if method == .nearest {
      weights[min(max(nearest(place), 0), input - 1)] = 1
      return weights
    }
    for sample in Int(place.rounded(.down)) - 2...Int(place.rounded(.down)) + 3 {
      let isWithin = (0..<input).contains(sample)
      if !isWithin && method == .bicubic && rule.border == .excluded { continue }
      weights[min(max(sample, 0), input - 1)] += kernel(place - Double(sample))
    }
    let sum = weights.reduce(0, +)
    return rule.border == .excluded ? weights.map { $0 / sum } : weights
  }

  private func place(
    of index: Int, output: Int, input: Int, scale: Double, region: [Float]?
  ) -> Double {
    let (o, n, m) = (Double(index), Double(input), Double(output))
    let (begin, end) = (Double(region?[0] ?? 0), Double(region?[1] ?? 1))
    let place =
      switch rule.coordinates {
      case .alignCorners: output == 1 ? 0 : o * (n - 1) / (m - 1)
      case .asymmetric: o / scale
      case .pytorchHalfPixel where output == 1: 0.0
      case .halfPixel, .pytorchHalfPixel: (o + 0.5) / scale - 0.5
      case .halfPixelSymmetric: n / 2 * (1 - m / (scale * n)) + (o + 0.5) / scale - 0.5
      case .cropAndResize:
        output == 1
          ? (begin + end) / 2 * (n - 1) : (begin + o * (end - begin) / (m - 1)) * (n - 1)
      }
    guard method == .bicubic, let cubicSteps else { return place }
    let lower = place.rounded(.down)
    return lower + ((place - lower) * cubicSteps).rounded() / cubicSteps
  }

  private func nearest(_ place: Double) -> Int {
    switch rule.rounding {
    case .floor: Int(place.rounded(.down))
    case .ceil: Int(place.rounded(.up))
    case .roundPreferFloor: Int((place - 0.5).rounded(.up))
    case .roundPreferCeil: Int((place + 0.5).rounded(.down))
    }
  }

  private func kernel(_ distance: Double) -> Double {
    let (x, a) = (abs(distance), Double(rule.cubicCoefficient))
    if method == .bilinear { return max(0, 1 - x) }
    if x >= 2 { return 0 }
    return x < 1
      ? (a + 2) * x * x * x - (a + 3) * x * x + 1
      : a * x * x * x - 5 * a * x * x + 8 * a * x - 4 * a
  }
}
