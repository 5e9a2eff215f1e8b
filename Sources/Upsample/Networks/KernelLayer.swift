import UpsampleBase
import UpsampleNetworks

/// A stage of a picture's way as a layer of a network.
struct KernelLayer: PlainLayer {
  let output: MapShape
  private let stage: any Stage

  init(_ stage: any Stage) {
    self.stage = stage
    output = MapShape(
      channels: stage.outputChannels, height: stage.vertical.outputExtent,
      width: stage.horizontal.outputExtent)
  }

  var rowsTogether: Int { stage.rowsTogether }

  func inputs(
    reaching outputs: Range<Int>, along axis: MapAxis, ofInput index: Int
  ) -> Range<Int> {
    let own = axis == .vertical ? stage.vertical : stage.horizontal
    return stage.border.sources(of: own.inputs(of: outputs), extent: own.inputExtent)
  }

  func make(
    _ rows: Range<Int>, of inputs: [MapRows], into output: UnsafeMutablePointer<Float>,
    threads: ThreadBudget
  ) {
    let lines = stage.vertical.inputs(of: rows)
    let pixels = stage.horizontal.inputs(of: 0..<self.output.width)
    let count = pixels.count * stage.inputChannels
    let padded = Storage<Float>(count: lines.count * count + Lines.slack)
    for (index, line) in lines.enumerated() {
      stage.border.continue(
        line, pixels, of: inputs[0], stage.inputShape, into: padded.base + index * count)
    }
    (padded.base + lines.count * count).initialize(repeating: 0, count: Lines.slack)
    nonisolated(unsafe) let room = output
    let distance = self.output.rowCount
    let pieces = rows.parts(threads.count, ofMultiplesOf: stage.rowsTogether)
    let makePiece = { @Sendable (piece: Int, _: inout Void) in
      stage.make(
        rows: pieces[piece], columns: 0..<self.output.width,
        of: Lines(
          samples: padded.base, firstRow: lines.lowerBound, firstPixel: pixels.lowerBound,
          lineSamples: count, channels: stage.inputChannels),
        into: room + (pieces[piece].lowerBound - rows.lowerBound) * distance,
        distance: distance)
    }
    ParallelWork.forEach(count: pieces.count, on: threads, makeState: {}, body: makePiece)
  }
}

extension Stage {
  /// The rows that it reads, as a map.
  fileprivate var inputShape: MapShape {
    MapShape(
      channels: inputChannels, height: vertical.inputExtent, width: horizontal.inputExtent)
  }
}

extension Border {
  /// From the first to the last, the inputs whose values stand at positions of a line that is
  /// continued beyond its ends.
  func sources(of positions: Range<Int>, extent: Int) -> Range<Int> {
    let inside = positions.clamped(to: 0..<extent)
    let outside = [
      min(0, positions.lowerBound)..<min(0, positions.upperBound),
      max(extent, positions.lowerBound)..<max(extent, positions.upperBound),
    ].joined()
    // Beyond a whole extent come no others.
    let (low, high) = (-extent, 2 * extent)
    return outside.lazy.filter { (low..<high).contains($0) || extent == 1 }
      .compactMap { source(of: $0, extent: extent) }
      .reduce(inside) { hull, source in
        hull.isEmpty
          ? source..<source + 1
          : min(hull.lowerBound, source)..<max(hull.upperBound, source + 1)
      }
  }
}

extension Range<Int> {
  /// About so many parts, cut at multiples of a number.
  fileprivate func parts(_ count: Int, ofMultiplesOf number: Int) -> [Range<Int>] {
    let length = (self.count + count - 1) / count
    let step = (length + number - 1) / number * number
    return stride(from: lowerBound / number * number, to: upperBound, by: step).map {
      ($0..<$0 + step).clamped(to: self)
    }
  }
}
