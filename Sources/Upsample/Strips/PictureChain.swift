import UpsampleBase
import UpsampleImages
import UpsampleNetworks

/// The way of a picture's rows: samples become the numbers of a ``WorkingSpace``, go through
/// the stages of a ``Chain``, and become samples again.
///
/// Sums run in 32-bit floating point from the lowest row and column to the highest, as in
/// the plain operations; each sample is rounded once at the end, half to even, and clamped.
package struct PictureChain: Sendable {
  /// The picture before.
  let input: ImageLayout
  /// The picture after. Its depth may be 8 bits where the input's is 16.
  package let output: ImageLayout
  package let chain: Chain
  /// What makes the output's rows of the picture's, if a network does; the chain then passes
  /// them on.
  let network: NetworkGraph?
  /// What is convolved in place of the samples.
  let space: WorkingSpace
  /// What will be seen of the kernel beyond interpolation, for people to read.
  let warning: String?
  /// How the scale is reached, if not by the kernel alone, for people to read.
  let note: String?

  /// - Parameters:
  ///   - space: The working space of pictures of the input's layout; `nil` is that
  ///     of their samples.
  ///   - depth: The bits of the output's samples.
  init(
    _ chain: Chain, of input: ImageLayout, in space: WorkingSpace? = nil,
    depth: ImageLayout.Depth, network: NetworkGraph? = nil, warning: String? = nil,
    note: String? = nil
  ) {
    (self.chain, self.network) = (chain, network)
    self.input = input
    self.space = (space ?? WorkingSpace(input)).convolved(through: chain.channels)
    (self.warning, self.note) = (warning, note)
    output = self.space.output(
      width: chain.last.horizontal.outputExtent, height: chain.last.vertical.outputExtent,
      depth: depth)
  }

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
    let made = try kernel.kind.enlarging(
      PictureToEnlarge(
        width: input.width, height: input.height,
        size: try magnification.resolved(width: input.width, height: input.height),
        channels: space.channels, depth: space.depth, border: border, gain: gain))
    self.init(
      Chain(made.stages), of: input, in: space, depth: depth, warning: made.warning,
      note: made.note)
  }

  /// Plans the way of a picture through a network.
  ///
  /// - Parameters:
  ///   - network: What makes it larger.
  ///   - options: The size, and the kernel that makes larger what the network does not.
  ///   - space: The working space of pictures of the input's layout.
  ///   - depth: The bits of the output's samples.
  init(
    _ network: ImageNetwork, of input: ImageLayout, in space: WorkingSpace,
    _ options: ResamplingOptions, depth: ImageLayout.Depth
  ) throws(UpsampleError) {
    let space = space.withoutPremultiplication
    let plan = try NetworkPlan(
      network,
      PictureToEnlarge(
        width: input.width, height: input.height,
        size: try options.magnification.resolved(width: input.width, height: input.height),
        channels: space.channels, depth: space.depth, border: options.border,
        gain: options.gain),
      hasAlpha: input.hasAlpha, kernel: options.kernel)
    let made = plan.graph.output
    self.init(
      Chain([PassStage(height: made.height, width: made.width, channels: made.channels)]),
      of: input, in: space, depth: depth, network: plan.graph, note: plan.note)
  }

  /// The rows that the first stage reads.
  ///
  /// - Parameters:
  ///   - source: The picture, none of whose rows have been read.
  ///   - budget: What the work may use; the reader holds one of its threads.
  func rows(of source: any RowSource, on budget: WorkBudget) -> any RowSource {
    guard let network else { return source }
    return NetworkRows(network, of: source, in: space, on: budget, as: output)
  }

  /// The same with means of the whole picture made, each by a run of its own.
  ///
  /// - Parameter reopened: The picture once more.
  func settledRows(
    of source: any RowSource, _ reopened: () throws(UpsampleError) -> any RowSource,
    on budget: WorkBudget
  ) throws(UpsampleError) -> any RowSource {
    guard let network, network.meanCount > 0 else { return rows(of: source, on: budget) }
    var unread: (any RowSource)? = source
    let settled = try network.settled { part throws(UpsampleError) in
      let picture = if let source = unread.take() { source } else { try reopened() }
      return try NetworkRows(part, of: picture, in: space, on: budget, as: output).means()
    }
    return NetworkRows(settled, of: try reopened(), in: space, on: budget, as: output)
  }

  /// The bytes of a row of a level that a stage makes.
  func rowBytes(madeBy stage: Int) -> Int {
    chain.stages[stage].rowSamples * MemoryLayout<Float>.size
  }

  /// The rows that a stage makes of a strip, tightly packed, as numbers that the next stage
  /// reads.
  func rows(madeBy number: Int, of strip: Strip) -> [UInt8] {
    let stage = chain.stages[number]
    let count = strip.outputRows.count * rowBytes(madeBy: number)
    return [UInt8](unsafeUninitializedCapacity: count) { bytes, initialized in
      let numbers = UnsafeMutableRawPointer(bytes.baseAddress!).assumingMemoryBound(to: Float.self)
      for columns in blocks(of: stage, keeping: strip.inputRows.count) {
        lines(columns, of: strip, readBy: number).withLines {
          stage.make(
            rows: strip.outputRows, columns: columns, of: $0,
            into: numbers + columns.lowerBound * stage.outputChannels, distance: stage.rowSamples)
        }
      }
      initialized = count
    }
  }

  /// The picture that a stage makes, as it would be written.
  func layout(madeBy number: Int, depth: ImageLayout.Depth) -> ImageLayout {
    let stage = chain.stages[number]
    return space(madeBy: number).output(
      width: stage.horizontal.outputExtent, height: stage.vertical.outputExtent, depth: depth)
  }

  private func space(madeBy number: Int) -> WorkingSpace {
    number == chain.stages.count - 1
      ? space : space.leaving(channels: chain.stages[number].outputChannels)
  }

  /// Writes rows that a stage made, rounded.
  func append(
    _ rows: [UInt8], madeBy number: Int, to writer: RowWriter
  ) throws(UpsampleError) {
    let (space, stage) = (space(madeBy: number), chain.stages[number])
    let width = stage.horizontal.outputExtent
    let written = layout(madeBy: number, depth: writer.depth)
    let room = max(0, written.channels - stage.outputChannels) * width
    for start in stride(from: 0, to: rows.count, by: rowBytes(madeBy: number)) {
      var row = rows.withUnsafeBytes { rows in
        Array(
          UnsafeRawBufferPointer(rebasing: rows[start..<start + rowBytes(madeBy: number)])
            .assumingMemoryBound(to: Float.self))
      }
      row += repeatElement(0, count: room)
      space.leave(&row, count: width, to: writer.depth)
      row.removeLast(row.count - written.rowSamples)
      try writer.append(row, of: space.depth)
    }
  }

  /// The output rows of a strip, tightly packed.
  package func outputRows(of strip: Strip) -> [UInt8] {
    // A network's rows come as they are written.
    guard network == nil else { return strip.bytes }
    let count = strip.outputRows.count * output.rowBytes
    return [UInt8](unsafeUninitializedCapacity: count) { bytes, initialized in
      for columns in blocks(of: chain.last, width: Self.mostColumns) {
        lines(columns, of: strip, readBy: chain.stages.count - 1).withLines {
          make(columns, of: strip, $0, into: UnsafeMutableRawBufferPointer(bytes))
        }
      }
      initialized = count
    }
  }

  /// Makes columns of a strip's output rows.
  private func make(
    _ columns: Range<Int>, of strip: Strip, _ lines: Lines,
    into rows: UnsafeMutableRawBufferPointer
  ) {
    let (stage, width) = (chain.last, columns.count)
    let range = Float(output.depth.maximum) / Float(space.depth.maximum)
    let blockRows = Self.blockRows(of: stage, width: width)
    let channels = max(space.convolvedChannels, output.channels)
    let capacity = min(blockRows, strip.outputRows.count) * width * channels
    withUnsafeTemporaryAllocation(of: Float.self, capacity: capacity) { numbers in
      let numbers = numbers.baseAddress!
      var start = columns.lowerBound * output.pixelBytes
      for block in strip.outputRows.cut(atMultiplesOf: blockRows) {
        stage.make(
          rows: block, columns: columns, of: lines, into: numbers,
          distance: width * stage.outputChannels)
        space.leave(numbers, count: block.count * width, to: output.depth)
        for row in 0..<block.count {
          roundSamples(
            numbers + row * width * output.channels, count: width * output.channels, range,
            output.depth, into: UnsafeMutableRawBufferPointer(rebasing: rows[start...]))
          start += output.rowBytes
        }
      }
    }
  }

  /// The rows of a block, a whole number of those that are best made together.
  private static func blockRows(of stage: any Stage, width: Int) -> Int {
    let together = stage.rowsTogether
    return max(1, blockNumbers / (width * stage.outputChannels * together)) * together
  }

  /// The numbers of output rows that are made at a time, if those made together have no more.
  private static let blockNumbers = 1 << 13

  /// The columns that a stage makes at a time: as floating-point numbers lines take several
  /// times the memory that they take as samples.
  private static let mostColumns = 1 << 17

  /// The numbers of lines that stay in a processor's caches until all rows are made of them.
  private static let cachedNumbers = 1 << 17

  /// Blocks of columns for which so many lines stay in the caches; none without lines.
  private func blocks(of stage: any Stage, keeping lines: Int) -> [Range<Int>] {
    guard lines > 0 else { return [] }
    let axis = stage.horizontal
    let pixels = Self.cachedNumbers / (lines * stage.inputChannels)
    let columns = pixels * axis.stride / axis.decimation
    return blocks(of: stage, width: min(max(64, columns), Self.mostColumns))
  }

  private func blocks(of stage: any Stage, width: Int) -> [Range<Int>] {
    let columns = stage.horizontal.outputExtent
    return stride(from: 0, to: columns, by: width).map { $0..<min($0 + width, columns) }
  }

  /// The lines that columns of a strip's rows are made of.
  private func lines(
    _ columns: Range<Int>, of strip: Strip, readBy number: Int
  ) -> PaddedLines {
    let stage = chain.stages[number]
    return PaddedLines(
      strip, pixels: stage.horizontal.inputs(of: columns), width: stage.horizontal.inputExtent,
      channels: stage.inputChannels, form: number == 0 ? .samples : .numbers,
      space: space,
      border: stage.border)
  }

  /// About the memory that the floating-point numbers of so many rows take which a stage
  /// reads, and those of the row that is made of them.
  func numberBytes(readBy number: Int, rows: Int) -> Int {
    guard network == nil else { return 0 }
    let stage = chain.stages[number]
    let axis = stage.horizontal
    let columns = min(Self.mostColumns, axis.outputExtent)
    let pixels = columns * axis.decimation / axis.stride + axis.tapsPerOutput + 1
    let isLast = number == chain.stages.count - 1
    let channels = isLast ? max(stage.outputChannels, output.channels) : stage.outputChannels
    return ((rows + 1) * pixels * stage.inputChannels + columns * channels)
      * MemoryLayout<Float>.size
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
        _ = try PictureChain(
          kernel, of: pixel, by: magnification, border: border, gain: gain, depth: .eight)
        return
      } catch {
        refusal = refusal ?? error
      }
    }
    if let refusal { throw refusal }
  }
}

extension Range<Int> {
  /// The parts of the range that lie between neighbouring multiples of a number.
  fileprivate func cut(atMultiplesOf number: Int) -> [Range<Int>] {
    guard !isEmpty else { return [] }
    return (lowerBound / number...(upperBound - 1) / number).map {
      ($0 * number..<($0 + 1) * number).clamped(to: self)
    }
  }
}
