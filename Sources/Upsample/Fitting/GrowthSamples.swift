import UpsampleBase

/// Pixels of small pictures, drawn to grow a tree on: their folded neighbourhoods, and what
/// they became.
struct GrowthSamples: Sendable {
  /// The outputs of a pixel.
  let phases: Int
  private(set) var count = 0
  /// Of each pixel the neighbours of its folded window, then its outputs, each less the
  /// pixel's own luma.
  private var numbers: [Int16] = []
  /// Of each pixel the deviations within 1, 2 and 3 pixels.
  private var deviations: [Float] = []

  init(phases: Int) { self.phases = phases }

  static func += (samples: inout GrowthSamples, other: GrowthSamples) {
    precondition(samples.phases == other.phases)
    samples.count += other.count
    samples.numbers += other.numbers
    samples.deviations += other.deviations
  }

  /// Draws pixels of a small picture, each as likely as any.
  mutating func draw(
    _ wanted: Int, of small: LumaPlane, _ large: LumaPlane, border: Border, seed: UInt64
  ) {
    let features = BankFeatures(small, border)
    let scale = large.width / small.width
    let places = BankOrientation.octants.map { $0.indices(side: scale) }
    var random = SplitMix64(seed: seed)
    for _ in 0..<min(wanted, small.width * small.height) {
      let pixel = Int(random.next() % UInt64(small.width * small.height))
      let (row, column) = pixel.quotientAndRemainder(dividingBy: small.width)
      let values = features.values(row: row, column: column)
      let orientation = features.orientation(row: row, column: column)
      numbers += values[..<BankFeature.windowCount].map { Int16($0) }
      deviations += values[(BankFeature.windowCount + 1)...]
      let middle = small.values[pixel]
      for place in places[orientation.octant] {
        let (y, x) = place.quotientAndRemainder(dividingBy: scale)
        let output = large.values[(row * scale + y) * large.width + column * scale + x] - middle
        numbers.append(orientation.isNegated ? -output : output)
      }
      count += 1
    }
  }

  /// Writes what a ``BankFeature`` asks of a sample, `step` numbers apart.
  func write(_ sample: Int, to values: UnsafeMutablePointer<Float>, step: Int = 1) {
    let numbers = numbers(sample)
    for place in 0..<BankFeature.windowCount {
      values[place * step] = Float(self.numbers[numbers + place])
    }
    values[BankFeature.windowCount * step] = BankFeatures.unit
    for radius in 0..<BankFeature.mostRadius {
      values[(BankFeature.windowCount + 1 + radius) * step] =
        deviations[sample * BankFeature.mostRadius + radius]
    }
  }

  /// Writes the neighbours at some places and the outputs, `step` numbers apart.
  func write(
    _ sample: Int, _ places: [Int], to columns: UnsafeMutablePointer<Int16>, step: Int
  ) {
    let numbers = numbers(sample)
    for (column, place) in places.enumerated() {
      columns[column * step] = self.numbers[numbers + place]
    }
    for phase in 0..<phases {
      columns[(places.count + phase) * step] =
        self.numbers[numbers + BankFeature.windowCount + phase]
    }
  }

  private func numbers(_ sample: Int) -> Int { sample * (BankFeature.windowCount + phases) }
}

extension BankFeatures {
  init(_ plane: LumaPlane, _ border: Border) {
    self.init(
      picture: plane.values.map { Float($0) }, rows: plane.height, columns: plane.width,
      border: border)
  }
}
