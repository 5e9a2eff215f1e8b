/// A filter that combines rows first and columns after.
struct SeparableFilter: Sendable {
  /// The weights of the vertical axis, as ``ResamplingAxis/weights(of:)`` gives
  /// them.
  let rowWeights: [Float]
  /// The weights of the horizontal axis.
  let columnWeights: [Float]

  /// Makes one output row.
  ///
  /// - Parameters:
  ///   - lines: The input lines, all that the row needs.
  ///   - row: The number of the output row.
  ///   - output: Room for the row's samples and four more floats.
  func apply(
    to lines: PaddedLines, row: Int, _ vertical: ResamplingAxis, _ horizontal: ResamplingAxis,
    into output: UnsafeMutablePointer<Float>
  ) {
    let lineSamples = lines.lineSamples
    withUnsafeTemporaryAllocation(of: Float.self, capacity: lineSamples + 4) { combined in
      let line = combined.baseAddress!
      lines.withSamples { samples in
        let highest = samples + (vertical.highestInput(of: row) - lines.firstRow) * lineSamples
        let firstWeight = row % vertical.period * vertical.tapsPerOutput
        let weights = rowWeights[firstWeight..<firstWeight + vertical.tapsPerOutput]
        combineRows(from: highest, distance: lineSamples, weights: weights, into: line)
      }
      (line + lineSamples).update(repeating: 0, count: 4)
      combineColumns(
        line + lines.pixelsBefore * lines.channels, channels: lines.channels, horizontal,
        into: output)
    }
  }

  /// The weighted sum of rows: the first weight's row starts at `highest`, each
  /// further one `distance` floats before the last.
  private func combineRows(
    from highest: UnsafePointer<Float>, distance: Int, weights: ArraySlice<Float>,
    into output: UnsafeMutablePointer<Float>
  ) {
    let first = weights[weights.startIndex]
    guard weights.count > 1 else {
      for index in 0..<distance { output[index] = first * highest[index] }
      return
    }
    let second = weights[weights.startIndex + 1]
    let next = highest - distance
    for index in 0..<distance {
      output[index] = first * highest[index] + second * next[index]
    }
    for (step, weight) in weights.dropFirst(2).enumerated() {
      let input = highest - (step + 2) * distance
      for index in 0..<distance { output[index] += weight * input[index] }
    }
  }

  /// The weighted sums of a line's pixels, one for each output column.
  ///
  /// `input` points at the picture's first pixel. Pixels are taken four floats
  /// at a time, whatever their channels; those beyond belong to the next pixel
  /// and are overwritten by it.
  private func combineColumns(
    _ input: UnsafePointer<Float>, channels: Int, _ axis: ResamplingAxis,
    into output: UnsafeMutablePointer<Float>
  ) {
    let taps = axis.tapsPerOutput
    let period = axis.period
    let starts = (0..<period).map { axis.highestInput(of: $0) * channels }
    columnWeights.withUnsafeBufferPointer { weights in
      starts.withUnsafeBufferPointer { starts in
        var target = UnsafeMutableRawPointer(output)
        var base = UnsafeRawPointer(input)
        var phase = 0
        for _ in 0..<axis.outputExtent {
          var pixel = base + starts[phase] &* 4
          let first = phase &* taps
          var sum = weights[first] * pixel.loadUnaligned(as: SIMD4<Float>.self)
          for tap in first &+ 1..<first &+ taps {
            pixel -= channels &* 4
            sum += weights[tap] * pixel.loadUnaligned(as: SIMD4<Float>.self)
          }
          target.storeBytes(of: sum, as: SIMD4<Float>.self)
          target += channels &* 4
          phase &+= 1
          if phase == period {
            phase = 0
            base += axis.decimation &* channels &* 4
          }
        }
      }
    }
  }
}
