import UpsampleBase
import UpsampleImages
import UpsampleTensors

/// One axis of the forward convolution of a picture, with SAME padding.
struct ForwardAxis: Hashable, Sendable {
  /// The extent of the picture, in pixels.
  let input: Int
  /// The extent of the filter, in taps.
  let filter: Int
  let stride: Int

  private var geometry: ConvolutionAxis {
    ConvolutionAxis(filter: filter, stride: stride, dilation: 1)
  }

  /// The extent of the small picture: `ceil(input / stride)`.
  var output: Int { (input + stride - 1) / stride }

  /// The pixels before the first one and after the last that are read.
  var pads: AxisPadding { geometry.pads(input: input, output: output, padding: .same) }

  /// The output extents from which a forward convolution gives ``output``.
  var legalInputs: ClosedRange<Int> {
    geometry.legalOutputs(value: output, padding: .same)!
  }
}

/// The rows of a picture made smaller by a forward convolution, each read as
/// the numbers of the picture's working space.
///
/// No more rows of the picture are held than the filter has.
final class ForwardRows: RowSource {
  /// The small picture.
  let layout: ImageLayout
  var height: Int { layout.height }
  var rowBytes: Int { layout.width * space.convolvedChannels * MemoryLayout<Float>.size }

  let heldBytes: Int

  private let source: ImageLayout
  private let space: WorkingSpace
  private let rows: BorderedRows
  private let border: Border
  private let vertical: ForwardAxis
  private let horizontal: ForwardAxis
  private let filter: ForwardFilter
  private let writer: RowWriter?
  /// Lines of the picture that the next row needs, the first one first.
  private var window: [Float]
  private var linesHeld = 0
  private let lineSamples: Int

  /// - Parameters:
  ///   - layout: The small picture.
  ///   - space: The working space of the picture, convolved to the small one.
  ///   - lastRows: The picture's last rows, where the border is `wrap`; see
  ///     ``BorderedRows/lastRows(_:of:)``.
  ///   - filter: The filter, whose taps sum to 1.
  ///   - writer: Receives the small picture, rounded, if given.
  ///   - allowance: The most memory that the rows, and what is held, may take.
  init(
    _ source: any ImageSource, to layout: ImageLayout, space: WorkingSpace, border: Border,
    lastRows: [Int: [UInt8]], vertical: ForwardAxis, horizontal: ForwardAxis,
    filter: ForwardFilter, writer: RowWriter? = nil, within allowance: MemoryAllowance
  ) throws(UpsampleError) {
    self.source = source.layout
    self.layout = layout
    self.space = space
    self.border = border
    self.vertical = vertical
    self.horizontal = horizontal
    self.filter = filter
    self.writer = writer
    rows = BorderedRows(
      source, border: border, before: vertical.pads.before, after: vertical.pads.after,
      lastRows: lastRows)
    lineSamples =
      (horizontal.pads.before + source.layout.width + horizontal.pads.after)
      * space.channels
    let count = vertical.filter * lineSamples + PaddedLines.slack
    let windowBytes = count * MemoryLayout<Float>.size
    let repeated = vertical.pads.before + vertical.pads.after
    let held = source.heldBytes + (writer?.heldBytes ?? 0) + repeated * source.rowBytes
    _ = try WorkingMemory.workers(
      1, part: windowBytes, held: held, allowance, side: .input,
      alternative: "give a smaller scale or kernel")
    heldBytes = held + windowBytes
    window = Array(repeating: 0, count: count)
  }

  func readRow(into row: UnsafeMutableRawBufferPointer) throws(UpsampleError) {
    while linesHeld < vertical.filter { try holdLine() }
    let output = row.assumingMemoryBound(to: Float.self)
    window.withUnsafeBufferPointer { window in
      filter.apply(
        to: window.baseAddress!, lineSamples: lineSamples, channels: space.channels,
        stride: horizontal.stride, into: output.baseAddress!, width: layout.width)
    }
    if let writer {
      var straight = Array(output)
      space.leave(&straight, count: layout.width, to: writer.depth)
      try writer.append(straight, of: space.depth)
    }
    try dropLines()
  }

  func finish() throws(UpsampleError) {
    try rows.finish()
    try writer?.finish()
  }

  /// Gives up the lines above the next row's window.
  private func dropLines() throws(UpsampleError) {
    let kept = max(0, vertical.filter - vertical.stride)
    window.withUnsafeMutableBufferPointer { window in
      let start = window.baseAddress!
      start.update(from: start + (vertical.filter - kept) * lineSamples, count: kept * lineSamples)
    }
    linesHeld = kept
    // A stride longer than the filter leaves rows between the windows.
    let end = vertical.input + vertical.pads.after
    for _ in 0..<max(0, vertical.stride - vertical.filter) where rows.nextRow < end {
      _ = try readSourceRow()
    }
  }

  private func holdLine() throws(UpsampleError) {
    let bytes = try readSourceRow()
    bytes.withUnsafeBytes { bytes in
      window.withUnsafeMutableBufferPointer { window in
        padLine(
          bytes.baseAddress!, -horizontal.pads.before..<source.width + horizontal.pads.after,
          width: source.width, channels: space.channels, pixelBytes: source.pixelBytes, .samples,
          space, border,
          into: window.baseAddress! + linesHeld * lineSamples)
      }
    }
    linesHeld += 1
  }

  private func readSourceRow() throws(UpsampleError) -> [UInt8] {
    try [UInt8](count: source.rowBytes) { (row) throws(UpsampleError) in
      try rows.readRow(into: row)
    }
  }
}
