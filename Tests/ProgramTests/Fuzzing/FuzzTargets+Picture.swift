@testable import Upsample
@testable import UpsampleBase
@testable import UpsampleImages
@testable import UpsampleTensors

/// A picture behind ``FuzzChoices/count`` bytes that choose what is done to it, and
/// with which options.
func runPicture(_ bytes: [UInt8]) {
  var choices = FuzzChoices(bytes)
  let work = choices.one(of: PictureUse.allCases)
  let options = choices.options()
  let file = MemoryFile(Array(bytes.dropFirst(FuzzChoices.count)))
  let folder = MemoryFolder()
  defer { withExtendedLifetime(file) { folder.remove() } }
  let output = Endpoint.file(folder["output"])
  // An error is an answer; what is checked is that answers fit together.
  switch work {
  case .upsample: try? checkUpsample(.file(file.path), output, options)
  case .compare:
    let map = choices.one(of: [nil, nil, nil, Endpoint.file(folder["map.png"])])
    try? checkComparison(.file(file.path), map, options)
  case .roundTrip:
    let strides = (choices.one(of: 1...3), choices.one(of: 1...3))
    try? checkRoundTrip(.file(file.path), output, small: folder["small.png"], strides, options)
  }
}

/// What a picture is used for.
private enum PictureUse: CaseIterable { case upsample, compare, roundTrip }

private func checkUpsample(
  _ input: Endpoint, _ output: Endpoint, _ options: UpsampleOptions
) throws(UpsampleError) {
  let estimate = try estimateUpsample(input, to: output, options: options)
  guard case .written(let report) = try upsample(input, to: output, options: options) else {
    preconditionFailure("nothing was there to be skipped")
  }
  precondition(report.output == estimate?.report.output, "the output has the size foretold")
  checkOutput(output, report.output)
}

private func checkRoundTrip(
  _ input: Endpoint, _ output: Endpoint, small: FilePath, _ strides: (Int, Int),
  _ options: UpsampleOptions
) throws(UpsampleError) {
  let report = try roundTrip(
    input, to: output, small: .file(small), strides: (strides.0, strides.1), options: options)
  checkOutput(output, report.output)
}

/// Reads an output that was just made: it is whole.
private func checkOutput(_ output: Endpoint, _ layout: ImageLayout) {
  var reading = ReadingOptions()
  reading.orientation = .keep
  do {
    let source = try openImageSource(output, reading)
    precondition(
      source.layout.width == layout.width && source.layout.height == layout.height,
      "the output has the size that was reported")
    for _ in 0..<layout.height { _ = try source.readRow() }
    try source.finish()
  } catch {
    preconditionFailure("the output can't be read: \(error)")
  }
}

private func checkComparison(
  _ input: Endpoint, _ map: Endpoint?, _ options: UpsampleOptions
) throws(UpsampleError) {
  var comparing = ComparisonOptions()
  comparing.reading = options.reading
  comparing.structuralSimilarity = options.light == .linear ? .luma : .lumaAndChannels
  let comparison = try compareImages(input, input, heatMap: map, options: comparing)
  precondition(comparison.areEqual, "a picture is equal to itself")
}

/// Takes choices off the front of bytes. Behind their end each is the first there is.
private struct FuzzChoices {
  /// The bytes that choose. Those that no choice takes are left for choices to come.
  static let count = 32

  private var rest: ArraySlice<UInt8>

  init(_ bytes: [UInt8]) { rest = bytes.prefix(Self.count) }

  mutating func one<Values: RandomAccessCollection>(of values: Values) -> Values.Element
  where Values.Index == Int {
    values[values.startIndex + Int(rest.popFirst() ?? 0) % values.count]
  }

  mutating func one(of range: ClosedRange<Int>) -> Int {
    range.lowerBound + Int(rest.popFirst() ?? 0) % range.count
  }
}

extension FuzzChoices {
  fileprivate mutating func options() -> UpsampleOptions {
    var options = UpsampleOptions()
    options.reading.orientation = one(of: OrientationPolicy.allCases)
    options.reading.animation = one(of: [.firstFrame, .refuse])
    options.reading.damage = one(of: [.recover, .refuse])
    options.reading.limits.pixels = 1 << 9
    options.reading.limits.scans = 20
    options.magnification = magnification()
    options.kernel = kernel()
    options.gain = one(of: [.asGiven, .normalized])
    options.border = one(of: Border.allCases)
    options.light = one(of: [.asStored, .linear])
    options.color = one(of: ColorPolicy.allCases)
    options.background = one(of: [
      nil, .own, .color(.white), .color(Background.Color(red: 9, green: 200, blue: 30)),
    ])
    options.quality = one(of: [nil, .keep, .percent(1), .percent(60), .percent(100)])
    options.progression = one(of: [.sequential, .progressive])
    options.compression = one(of: Compression.allCases)
    options.format = one(of: OutputFormat.allCases)
    options.attributes = one(of: [.standard, .copied])
    options.metadata = one(of: MetadataPolicy.allCases)
    options.density = one(of: [.keep, .multiply])
    return options
  }

  private mutating func magnification() -> Magnification {
    let extents = [nil] + (1...40).map(Optional.some)
    return switch one(of: 0...3) {
    case 0: .size(width: one(of: extents), height: one(of: extents))
    default: .scale(width: ratio(), height: ratio())
    }
  }

  /// A ratio between 1 and 4.
  private mutating func ratio() -> Ratio {
    let denominator = one(of: 1...3)
    return Ratio(one(of: denominator...4 * denominator), denominator)
  }

  private mutating func kernel() -> Kernel {
    let functions = InterpolationFunction.allCases.map(Kernel.interpolation)
    return one(of: functions + [filter(rank: 2), filter(rank: 4)].compactMap { $0 })
  }

  private mutating func filter(rank: Int) -> Kernel? {
    let shape = Shape((0..<rank).map { _ in one(of: 1...4) })
    let scalars = (0..<shape.scalarCount!).map { Float($0 * 5 % 7 - 2) / 8 }
    let filter = try? UserFilter(Tensor(shape: shape, scalars: scalars), name: "taps")
    return filter.map(Kernel.filter)
  }
}
