import UpsampleBase
import UpsampleImages

extension ImageDifference {
  /// The most pixels of a band of rows, about: few enough for the processor's caches.
  private static let bandPixels = 1 << 18
  /// Those where what looks different is measured, which takes some hundred bytes of each, of as
  /// many bands as there are threads.
  private static let perceptualBandPixels = 1 << 16
  /// The most rows of a band: enough for those that bands share to be a small part.
  private static let bandRows = 96

  /// Measures two pictures of one size, none of whose rows have been read.
  ///
  /// - Parameter bandRows: The rows of a band, or `nil` for as many as are fast. The figures do
  ///   not depend on it.
  init(
    _ one: any ImageSource, _ other: any ImageSource, options: ComparisonOptions,
    ignoring ignored: IgnoredPixels? = nil, cones: ConeResponse = .sRGB, bandRows: Int? = nil,
    within allowance: MemoryAllowance = .standard,
    progress: @escaping (_ rows: Int) -> Void = { _ in }
  ) throws(UpsampleError) {
    let pair = ComparedLayouts(one.layout, other.layout, options.rules, ignoring: ignored, cones)
    let perceptual = PerceptualMeasures(options.perceptual, one, other, pair)
    let measures = BandMeasures(pair, options, perceptual)
    let windows = options.windowSide.map { WindowCounts.mostBytes(side: $0, of: pair.common) }
    let held = pair.heldBytes + (windows ?? 0)
    try allowance.check(held, side: .input, alternative: "count in smaller windows")
    var figures = DifferenceFigures(pair, options)
    let pixels = perceptual == nil ? Self.bandPixels : Self.perceptualBandPixels
    let bands = PairedBands(
      one, other, rows: bandRows ?? max(16, min(Self.bandRows, pixels / one.layout.width)),
      overlap: measures.overlap, within: allowance)
    try bands.run(
      jobs: max(1, options.jobs), pixelBytes: measures.pixelBytes, heldBytes: held,
      work: { (first, second) throws(UpsampleError) in measures.measure(first, second) },
      deliver: { (band) throws(UpsampleError) in
        figures.add(band)
        if let rows = band.perceptual { perceptual?.add(rows) }
        progress(band.rows.upperBound)
      })
    figures.perceptual = perceptual?.figures
    self.init(layout: pair.common, figures, ignoredPixels: pair.ignored?.count ?? 0)
  }
}

/// What is measured of each band.
private struct BandMeasures {
  private let pair: ComparedLayouts
  private let similarity: StructuralSimilarity
  private let signals: [Signal]
  private let hasWindows: Bool
  private let perceptual: PerceptualMeasures?

  init(
    _ pair: ComparedLayouts, _ options: ComparisonOptions, _ perceptual: PerceptualMeasures?
  ) {
    self.pair = pair
    similarity = StructuralSimilarity(pair.common)
    signals = options.structuralSimilarity.signals(of: pair.common)
    hasWindows = options.windowSide != nil
    self.perceptual = perceptual
  }

  /// The rows that a band has in common with the one above it.
  var overlap: Int { max(signals.isEmpty ? 0 : similarity.overlap, pair.overlap) }

  /// About the memory that the work on a pixel takes.
  var pixelBytes: Int {
    let planes = 2 * pair.common.channels * MemoryLayout<UInt16>.size
    return (pair.hasRules ? 2 : 1) * planes + (signals.isEmpty ? 1 : 16)
      + (perceptual?.pixelBytes ?? 0)
  }

  /// Rows that are the same in both pictures, as most of screenshots are, are only seen as far
  /// as those that are not need them, but for perceptual measures.
  func measure(_ first: RowBand, _ second: RowBand) -> BandFigures {
    let rows = pair.decidedRows(of: first)
    let differing =
      perceptual != nil
      ? first.rows
      : pair.differingRows(first, second) ?? rows.lowerBound..<rows.lowerBound
    let reach = max(1, similarity.overlap, pair.reach)
    let seen = first.rows.clamped(
      to: differing.lowerBound - reach..<differing.upperBound + reach)
    let decided = rows.clamped(to: differing)
    let band = ComparedBand(first.part(seen), second.part(seen), pair, deciding: decided)
    var figures = BandFigures(rows: rows, samplesDiffer: band.samplesDiffer)
    withUnsafeTemporaryAllocation(of: UInt16.self, capacity: pair.common.width) { largest in
      for row in rows {
        let difference =
          decided.contains(row)
          ? RowDifference(band, row: row, largest: largest.baseAddress!) : RowDifference()
        figures.differences.append(difference)
        guard hasWindows else { continue }
        figures.differing.append(
          difference.differingPixels == 0 ? nil : largest.map { $0 == 0 ? 0 : 1 })
      }
    }
    figures.similarities = similarities(of: band, first.newRows, differing)
    figures.perceptual = perceptual?.prepare(first.newRows, of: band)
    return figures
  }

  /// For each signal the windows that have the last of their rows among the new ones.
  private func similarities(
    of band: ComparedBand, _ newRows: Range<Int>, _ differing: Range<Int>
  ) -> [[WindowSums]] {
    let start = max(0, newRows.lowerBound - similarity.overlap)
    let starts = start..<max(start, newRows.upperBound - similarity.overlap)
    let touched =
      differing.isEmpty
      ? start..<start
      : starts.clamped(to: differing.lowerBound - similarity.overlap..<differing.upperBound)
    return signals.map { signal in
      let sums = similarity.similarities(
        of: signal, band.one, band.other, startingIn: touched, ignoring: pair.ignored)
      return starts.map { row in
        touched.contains(row)
          ? sums[row - touched.lowerBound]
          : similarity.identity(startingIn: row, ignoring: pair.ignored)
      }
    }
  }
}

/// What one band adds to the figures, row by row, so that no sum depends on how
/// the rows are cut.
private struct BandFigures {
  let rows: Range<Int>
  let samplesDiffer: Bool
  var differences: [RowDifference] = []
  /// For each row 1 for each pixel that differs and 0 for each other one, or `nil` where none
  /// does. Empty unless windows are counted.
  var differing: [[UInt8]?] = []
  /// For each signal the windows that start in a row.
  var similarities: [[WindowSums]] = []
  /// What the perceptual measures make of the rows that no band above holds.
  var perceptual: PerceptualMeasures.Rows?
}

/// The figures of all bands so far.
struct DifferenceFigures {
  private(set) var sums = DifferenceSums()
  /// Whether a sample differs, whatever the rules say.
  private(set) var samplesDiffer = false
  private(set) var windows: WindowCounts?
  /// Those of each signal.
  private(set) var similarities: [WindowSums]
  var perceptual: PerceptualFigures?

  init(_ pair: ComparedLayouts, _ options: ComparisonOptions) {
    let signals = options.structuralSimilarity.signals(of: pair.common)
    similarities = signals.map { _ in WindowSums() }
    windows = options.windowSide.map { side in
      WindowCounts(side: side, width: pair.common.width, height: pair.common.height)
    }
  }

  fileprivate mutating func add(_ band: BandFigures) {
    for (row, difference) in zip(band.rows, band.differences) { sums.add(difference, number: row) }
    samplesDiffer = samplesDiffer || band.samplesDiffer || sums.maximum > 0
    for row in band.differing { windows?.add(row) }
    for (signal, rows) in band.similarities.enumerated() {
      for row in rows { similarities[signal].add(row) }
    }
  }
}

extension ComparisonOptions.StructuralSimilarity {
  /// The signals whose similarity is measured, Y first.
  fileprivate func signals(of layout: ImageLayout) -> [Signal] {
    switch self {
    case .none: []
    case .luma: [.luma]
    case .lumaAndChannels: [.luma] + (0..<layout.channels).map { .channel($0) }
    }
  }
}
