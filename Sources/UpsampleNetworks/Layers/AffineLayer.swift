import UpsampleBase

/// Each number times the scale of its channel plus the offset of its channel.
package struct AffineLayer: MergingLayer, PointwiseLayer {
  package let output: MapShape
  private let scales: [Float]
  private let offsets: [Float]

  /// - Parameters:
  ///   - scales: One for each channel or for all of them.
  ///   - offsets: The same.
  package init(of input: MapShape, scales: [Float] = [1], offsets: [Float] = [0]) {
    precondition([1, input.channels].contains(scales.count), "scales fit the channels")
    precondition([1, input.channels].contains(offsets.count), "offsets fit the channels")
    (output, self.scales, self.offsets) = (input, scales, offsets)
  }

  package var weightCount: Int { scales.count + offsets.count }

  func scale(ofChannel channel: Int) -> Float { scales.count == 1 ? scales[0] : scales[channel] }
  func offset(ofChannel channel: Int) -> Float {
    offsets.count == 1 ? offsets[0] : offsets[channel]
  }

  package func make(
    _ rows: Range<Int>, of inputs: [MapRows], into output: UnsafeMutablePointer<Float>,
    threads: ThreadBudget
  ) {
    let channels = self.output.channels
    let isUniform = scales.count == 1 && offsets.count == 1
    let scales = (0..<channels).map(scale(ofChannel:))
    let offsets = (0..<channels).map(offset(ofChannel:))
    forEachRow(rows, of: self.output, into: output, threads: threads) { row, count, target in
      let source = inputs[0].row(row)
      if isUniform {
        let (scale, offset) = (scales[0], offsets[0])
        for index in 0..<count { target[index] = source[index] * scale + offset }
        return
      }
      scales.withUnsafeBufferPointer { scales in
        offsets.withUnsafeBufferPointer { offsets in
          let (scales, offsets) = (scales.baseAddress!, offsets.baseAddress!)
          for pixel in stride(from: 0, to: count, by: channels) {
            let (from, to) = (source + pixel, target + pixel)
            for channel in 0..<channels {
              to[channel] = from[channel] * scales[channel] + offsets[channel]
            }
          }
        }
      }
    }
  }

  package func merging(_ next: any Layer) -> (any Layer)? {
    guard let next = next as? AffineLayer else { return nil }
    let channels = 0..<output.channels
    return AffineLayer(
      of: output,
      scales: channels.map { scale(ofChannel: $0) * next.scale(ofChannel: $0) },
      offsets: channels.map {
        next.offset(ofChannel: $0).addingProduct(
          offset(ofChannel: $0), next.scale(ofChannel: $0))
      })
  }
}
