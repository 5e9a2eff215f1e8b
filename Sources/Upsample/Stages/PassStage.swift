import UpsampleBase

/// Rows that were made before, as they are.
struct PassStage: Stage {
  let vertical: ResamplingAxis
  let horizontal: ResamplingAxis
  let inputChannels: Int
  let border = Border.replicate

  init(height: Int, width: Int, channels: Int) {
    func axis(_ extent: Int) -> ResamplingAxis {
      ResamplingAxis(
        filterExtent: 1, ratio: Ratio(1, 1), inputExtent: extent, outputExtent: extent)
    }
    (vertical, horizontal, inputChannels) = (axis(height), axis(width), channels)
  }

  var outputChannels: Int { inputChannels }

  func make(
    rows: Range<Int>, columns: Range<Int>, of lines: Lines,
    into output: UnsafeMutablePointer<Float>, distance: Int
  ) {
    for (index, row) in rows.enumerated() {
      (output + index * distance).update(
        from: lines.origin(ofRow: row) + columns.lowerBound * inputChannels,
        count: columns.count * inputChannels)
    }
  }
}
