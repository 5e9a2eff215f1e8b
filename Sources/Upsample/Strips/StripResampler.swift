import UpsampleBase
import UpsampleImages

/// The transposed convolution of strips: input rows in, output rows out.
///
/// An interpolation function is separable, so the rows are combined first and
/// the columns after; a filter of the user's own is applied as a whole.
/// Sums run in 32-bit floating point from the lowest row and column to the
/// highest, as in the plain operation, over the numbers of a ``WorkingSpace``;
/// each sample is rounded once at the end, half to even, and clamped.
package struct StripResampler: Sendable {
  /// The picture before.
  let input: ImageLayout
  /// The picture after. Its depth may be 8 bits where the input's is 16.
  package let output: ImageLayout
  package let vertical: ResamplingAxis
  let horizontal: ResamplingAxis
  let border: Border
  /// What the rows before are.
  let form: RowForm
  /// What is convolved in place of the samples.
  let space: WorkingSpace
  /// The channels of the numbers that are convolved.
  private let lineChannels: Int
  private let method: Method
  enum Method: Sendable {
    case separable(SeparableFilter)
    case whole(WholeFilter)
  }

  /// What will be seen of the kernel beyond interpolation, for people to read.
  let warning: String?

  /// The largest stride of a filter of the user's own.
  static let largestFilterStride = 1024

  /// Plans the transposed convolution of a picture.
  ///
  /// - Parameters:
  ///   - space: The working space of pictures of the input's layout; `nil` is that
  ///     of their samples.
  ///   - gain: What becomes of a filter whose phases do not sum to 1.
  ///   - depth: The bits of the output's samples.
  package init(
    _ kernel: Kernel, of input: ImageLayout, in space: WorkingSpace? = nil,
    by magnification: Magnification, border: Border, gain: KernelGain = .asGiven,
    depth: ImageLayout.Depth
  ) throws(UpsampleError) {
    let space = space ?? WorkingSpace(input)
    let size = try magnification.resolved(width: input.width, height: input.height)
    switch kernel {
    case .interpolation(let function):
      horizontal = ResamplingAxis(
        function, ratio: size.horizontal, inputExtent: input.width, outputExtent: size.width)
      vertical = ResamplingAxis(
        function, ratio: size.vertical, inputExtent: input.height, outputExtent: size.height)
      method = .separable(
        SeparableFilter(
          rows: .sampled(function), columns: .sampled(function), vertical: vertical,
          horizontal: horizontal))
      warning = nil
    case .filter(let filter):
      try filter.check()
      let taps = filter.taps.shape
      let strides = (size.vertical.numerator, size.horizontal.numerator)
      guard max(strides.0, strides.1) <= Self.largestFilterStride else {
        throw .request(
          RequestFault(
            subject: "`kernel`",
            fault: "the taps of a file need a stride, and that of scale "
              + "\(size.horizontal)x\(size.vertical) is \(max(strides.0, strides.1))",
            remedy: "Give a scale whose numerator is at most \(Self.largestFilterStride), "
              + "or a kernel's name."))
      }
      let gains = PhaseGains(filter, strides: strides)
      let applied = gain == .normalized ? try gains.normalizing(filter) : filter
      warning = gain == .normalized ? nil : gains.warning(depth: space.depth)
      horizontal = ResamplingAxis(
        filterExtent: taps[1], ratio: size.horizontal, inputExtent: input.width,
        outputExtent: size.width)
      vertical = ResamplingAxis(
        filterExtent: taps[0], ratio: size.vertical, inputExtent: input.height,
        outputExtent: size.height)
      method = .whole(
        try WholeFilter(
          applied, channels: space.channels, vertical: vertical, horizontal: horizontal))
    }
    let channels =
      if case .whole(let filter) = method { filter.outputChannels } else { space.channels }
    self.input = input
    self.border = border
    form = .samples
    lineChannels = space.channels
    self.space = space.convolved(to: channels)
    output = self.space.output(width: size.width, height: size.height, depth: depth)
  }

  /// The transposed convolution of rows of floating-point numbers in their
  /// ``WorkingSpace``, along axes and by a method that are given.
  init(
    _ method: Method, vertical: ResamplingAxis, horizontal: ResamplingAxis, border: Border,
    of input: ImageLayout, in space: WorkingSpace, to output: ImageLayout
  ) {
    self.input = input
    self.output = output
    self.space = space
    self.vertical = vertical
    self.horizontal = horizontal
    self.border = border
    self.method = method
    warning = nil
    form = .numbers
    lineChannels = input.channels
  }

  /// The output rows of a strip, tightly packed.
  package func outputRows(of strip: Strip) -> [UInt8] {
    let count = strip.outputRows.count * output.rowBytes
    return [UInt8](unsafeUninitializedCapacity: count) { bytes, initialized in
      for first in stride(from: 0, to: output.width, by: Self.mostColumns) {
        let columns = first..<min(first + Self.mostColumns, output.width)
        make(columns, of: strip, into: UnsafeMutableRawBufferPointer(bytes))
      }
      initialized = count
    }
  }

  /// The output columns that are made at a time: as floating-point numbers lines take
  /// several times the memory that they take as samples.
  private static let mostColumns = 1 << 17

  /// Makes columns of a strip's output rows.
  private func make(
    _ columns: Range<Int>, of strip: Strip, into rows: UnsafeMutableRawBufferPointer
  ) {
    let lines = PaddedLines(
      strip, pixels: horizontal.inputs(of: columns), width: input.width, channels: lineChannels,
      form: form, space: space, border: border)
    let range = Float(output.depth.maximum) / Float(space.depth.maximum)
    let capacity = columns.count * max(space.convolvedChannels, output.channels)
    withUnsafeTemporaryAllocation(of: Float.self, capacity: capacity) { line in
      var start = columns.lowerBound * output.pixelBytes
      for row in strip.outputRows {
        switch method {
        case .separable(let filter):
          filter.apply(to: lines, row: row, columns: columns, into: line.baseAddress!)
        case .whole(let filter):
          filter.apply(to: lines, row: row, columns: columns, into: line.baseAddress!)
        }
        space.leave(line.baseAddress!, count: columns.count, to: output.depth)
        roundSamples(
          line.baseAddress!, count: columns.count * output.channels, range, output.depth,
          into: UnsafeMutableRawBufferPointer(rebasing: rows[start...]))
        start += output.rowBytes
      }
    }
  }

  /// About the memory that the floating-point numbers of so many input rows take, and
  /// those of the row that is made of them.
  func numberBytes(rows: Int) -> Int {
    let columns = min(Self.mostColumns, output.width)
    let pixels = columns * horizontal.decimation / horizontal.stride + horizontal.tapsPerOutput + 1
    let made = columns * max(space.convolvedChannels, output.channels)
    return ((rows + 1) * pixels * lineChannels + made) * MemoryLayout<Float>.size
  }
}

extension ResamplingOptions {
  /// Refuses a kernel and a scale that fit no picture, whatever its size and channels.
  package func checkFitsSomePicture() throws(UpsampleError) {
    let magnification: Magnification =
      switch magnification {
      case .scale: magnification
      case .size: .scale(width: 1, height: 1)
      }
    var refusal: UpsampleError?
    for channels in 1...4 {
      let pixel = ImageLayout(width: 1, height: 1, channels: channels, depth: .eight)
      do throws(UpsampleError) {
        _ = try StripResampler(
          kernel, of: pixel, by: magnification, border: border, gain: gain, depth: .eight)
        return
      } catch {
        refusal = refusal ?? error
      }
    }
    if let refusal { throw refusal }
  }
}
