/// A filter of the user's own, applied as a whole: every tap to every input
/// that reaches an output.
struct WholeFilter: Sendable {
  /// The channels of an output pixel, 1 to 4.
  let outputChannels: Int
  private let extents: (height: Int, width: Int)
  /// For each tap in row-major order, one vector for each factor.
  private let weights: [SIMD4<Float>]
  /// What a pixel is multiplied by: its own four floats at once, or each of its
  /// channels in turn.
  private let factor: Factor

  private enum Factor {
    case pixel
    case channels(Int)
  }

  /// Arranges a user's filter for pictures of the given channels.
  init(_ filter: UserFilter, channels: Int) throws(UpsampleError) {
    let shape = filter.taps.shape
    let scalars = filter.taps.scalars
    extents = (shape[0], shape[1])
    switch filter {
    case .depthwise:
      outputChannels = channels
      factor = .pixel
      weights = scalars.map { SIMD4(repeating: $0) }
    case .mixing:
      let (outputs, inputs) = (shape[2], shape[3])
      guard inputs == channels, (1...4).contains(outputs) else {
        throw .request(
          RequestFault(
            subject: "--kernel",
            fault: "a filter of shape \(shape) takes \(inputs) channels to \(outputs), "
              + "and the picture has \(channels)",
            remedy: "Give a filter [height, width, outChannels, \(channels)] "
              + "with 1 to 4 outChannels, or a 2-D filter for every channel."))
      }
      outputChannels = outputs
      factor = .channels(channels)
      weights = (0..<shape[0] * shape[1] * inputs).map { index in
        let (tap, input) = (index / inputs, index % inputs)
        var vector = SIMD4<Float>()
        for output in 0..<outputs {
          vector[output] = scalars[(tap * outputs + output) * inputs + input]
        }
        return vector
      }
    }
  }

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
    lines.withSamples { samples in
      let highest =
        samples + lines.pixelsBefore * lines.channels
        + (vertical.highestInput(of: row) - lines.firstRow) * lines.lineSamples
      for column in 0..<horizontal.outputExtent {
        let pixel = highest + horizontal.highestInput(of: column) * lines.channels
        let tap = (vertical.firstTap(of: row), horizontal.firstTap(of: column))
        let sum = sum(
          from: pixel, rowDistance: lines.lineSamples, pixelDistance: lines.channels,
          firstTap: tap, strides: (vertical.stride, horizontal.stride))
        UnsafeMutableRawPointer(output + column * outputChannels)
          .storeBytes(of: sum, as: SIMD4<Float>.self)
      }
    }
  }

  private func sum(
    from highest: UnsafePointer<Float>, rowDistance: Int, pixelDistance: Int,
    firstTap: (row: Int, column: Int), strides: (row: Int, column: Int)
  ) -> SIMD4<Float> {
    var sum = SIMD4<Float>()
    var line = highest
    for row in stride(from: firstTap.row, to: extents.height, by: strides.row) {
      var pixel = line
      for column in stride(from: firstTap.column, to: extents.width, by: strides.column) {
        let tap = row &* extents.width &+ column
        switch factor {
        case .pixel:
          let values = UnsafeRawPointer(pixel).loadUnaligned(as: SIMD4<Float>.self)
          sum += weights[tap] * values
        case .channels(let count):
          for channel in 0..<count { sum += weights[tap &* count &+ channel] * pixel[channel] }
        }
        pixel -= pixelDistance
      }
      line -= rowDistance
    }
    return sum
  }
}
