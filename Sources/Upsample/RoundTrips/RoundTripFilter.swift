import CKernels

/// A kernel's taps at a whole stride, as a round trip uses them both ways.
enum RoundTripFilter: Sendable {
  /// The product of a column of taps and a row of taps.
  case separable(rows: [Float], columns: [Float])
  /// Taps of shape `[height, width]`.
  case whole(Tensor)

  /// The taps that `kernel` has at the strides.
  ///
  /// - Throws: ``UpsampleError/request(_:)`` for a filter that mixes channels,
  ///   or whose taps cancel out.
  init(_ kernel: Kernel, strides: (vertical: Int, horizontal: Int)) throws(UpsampleError) {
    switch kernel {
    case .interpolation(let function):
      func taps(_ stride: Int) -> [Float] {
        ResamplingAxis(
          function, ratio: Ratio(stride, 1), inputExtent: 1, outputExtent: stride
        ).taps(of: function)
      }
      self = .separable(rows: taps(strides.vertical), columns: taps(strides.horizontal))
    case .filter(.depthwise(let taps)):
      let magnitude = taps.scalars.reduce(0) { $0 + abs($1) }
      guard abs(taps.scalars.reduce(0, +)) > 1e-6 * magnitude else {
        throw .request(
          RequestFault(
            subject: "`kernel`", fault: "the taps sum to zero, so no constant survives them",
            remedy: "A round trip divides the taps by their sum."))
      }
      self = .whole(taps)
    case .filter(.mixing(let taps)):
      throw .request(
        RequestFault(
          subject: "`kernel`",
          fault: "a filter of shape \(taps.shape) mixes channels, which a round trip can't undo",
          remedy: "Give a filter [height, width] for every channel."))
    }
  }

  /// The extents of the filter, in taps.
  var extents: (height: Int, width: Int) {
    switch self {
    case .separable(let rows, let columns): (rows.count, columns.count)
    case .whole(let taps): (taps.shape[0], taps.shape[1])
    }
  }

  /// The same taps, scaled so that they sum to the product of two numbers: of
  /// a separable kernel the rows to one, the columns to the other.
  func scaled(toSums sums: (rows: Int, columns: Int)) -> RoundTripFilter {
    func scaled(_ taps: [Float], to total: Int) -> [Float] {
      let sum = taps.reduce(0.0) { $0 + Double($1) }
      return taps.map { Float(Double($0) * Double(total) / sum) }
    }
    switch self {
    case .separable(let rows, let columns):
      return .separable(
        rows: scaled(rows, to: sums.rows), columns: scaled(columns, to: sums.columns))
    case .whole(let taps):
      return .whole(
        Tensor(shape: taps.shape, scalars: scaled(taps.scalars, to: sums.rows * sums.columns)))
    }
  }

  /// The transposed convolution along axes that are given, for pictures of
  /// `channels` channels.
  func resampling(
    vertical: ResamplingAxis, horizontal: ResamplingAxis, channels: Int
  ) throws(UpsampleError) -> StripResampler.Method {
    switch self {
    case .separable(let rows, let columns):
      .separable(
        SeparableFilter(
          rows: .taps(rows), columns: .taps(columns), vertical: vertical, horizontal: horizontal))
    case .whole(let taps):
      .whole(
        try WholeFilter(
          .depthwise(taps), channels: channels, vertical: vertical, horizontal: horizontal))
    }
  }

  /// The forward convolution of lines: one row of the small picture.
  ///
  /// - Parameters:
  ///   - lines: As many lines as the filter is high, one after the other, and
  ///     four floats more.
  ///   - stride: The distance between neighbouring windows, in pixels.
  ///   - output: The row's samples.
  func apply(
    to lines: UnsafePointer<Float>, lineSamples: Int, channels: Int, stride: Int,
    into output: UnsafeMutableBufferPointer<Float>
  ) {
    let instructions = ck_best_instructions()
    var pixels = ck_line(
      input: lines, output: output.baseAddress!, count: Int64(output.count / channels),
      input_step: Int64(stride * channels), output_step: Int64(channels))
    switch self {
    case .separable(let rows, let columns):
      let capacity = lineSamples + PaddedLines.slack
      withUnsafeTemporaryAllocation(of: Float.self, capacity: capacity) { line in
        line[lineSamples...].update(repeating: 0)
        ck_combine_rows(
          instructions, lines, Int64(lineSamples), rows, Int64(rows.count), line.baseAddress!,
          Int64(lineSamples))
        pixels.input = UnsafePointer(line.baseAddress!)
        ck_combine_columns(
          instructions, &pixels, columns, Int64(columns.count), Int64(channels))
      }
    case .whole(let taps):
      let weights = taps.scalars.flatMap { Array(repeating: $0, count: 4) }
      weights.withUnsafeBufferPointer { weights in
        var filter = ck_filter(
          weights: weights.baseAddress!, rows: Int64(extents.height),
          columns: Int64(extents.width), mixed: 0, row_distance: Int64(lineSamples),
          input_channels: Int64(channels), output_channels: Int64(channels))
        ck_filter_columns(instructions, &pixels, &filter)
      }
    }
  }
}
