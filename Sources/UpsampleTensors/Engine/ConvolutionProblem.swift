import CKernels
import CUpsampleSystem
import UpsampleBase

/// A convolution whose arguments have been checked, in three spatial axes and
/// channels last: the one form that the engine solves.
///
/// A 2-D convolution is a 3-D one of depth one. Each output is one chain of
/// multiply-adds in 32-bit arithmetic that starts from zero: over the inputs
/// that reach it, in row-major order of their positions, and for each of them
/// over the channels of the group in ascending order. Inputs that lie in the
/// padding are absent, not zero, so an infinite weight there makes no NaN.
/// A multiplication is fused with its addition, so each link of the chain is
/// rounded once. Nothing else, neither threads nor batch nor the machine's
/// instruction set, bears on a result's bits.
struct ConvolutionProblem: Sendable {
  let channels: ConvolutionChannels
  let inputs: SpatialAxes<Int>
  let outputs: SpatialAxes<Int>
  /// The phases of each axis that reach some output of the whole convolution.
  let phases: SpatialAxes<[AxisPhase]>
  /// The extents of the filter.
  let taps: SpatialAxes<Int>
  /// Whether some output is reached by no input, and so stays blank.
  let leavesBlanks: Bool
  /// The number of axes that the convolution has of its own: 1 to 3.
  let spatialRank: Int
  /// The places of the first output and the first input in the whole convolution, along
  /// the axis of which this is a part.
  let start: (output: Int, input: Int)

  /// Creates the problem from the extents of its axes, which are one to three.
  init(
    channels: ConvolutionChannels, inputs: [Int], outputs: [Int], phases: [[AxisPhase]],
    filter: [Int]
  ) {
    self.init(
      channels: channels, inputs: SpatialAxes(inputs, flat: 1),
      outputs: SpatialAxes(outputs, flat: 1), phases: SpatialAxes(phases, flat: Self.flatPhases),
      taps: SpatialAxes(filter, flat: 1), spatialRank: inputs.count, start: (0, 0))
  }

  private init(
    channels: ConvolutionChannels, inputs: SpatialAxes<Int>, outputs: SpatialAxes<Int>,
    phases: SpatialAxes<[AxisPhase]>, taps: SpatialAxes<Int>, spatialRank: Int,
    start: (output: Int, input: Int)
  ) {
    self.channels = channels
    (self.inputs, self.outputs, self.phases, self.taps) = (inputs, outputs, phases, taps)
    (self.spatialRank, self.start) = (spatialRank, start)
    leavesBlanks =
      channels.input == 0
      || (0..<3).contains { axis in
        phases[axis].reduce(0) { $0 + $1.outputCount } < outputs[axis]
      }
  }

  /// The one phase of an axis of a single sample.
  private static let flatPhases = AxisPhase.forward(
    ConvolutionAxis(filter: 1, stride: 1, dilation: 1), input: 1, output: 1, padBefore: 0)

  /// The output's extents in the given order.
  func outputExtents(batch: Int, in format: DataFormat) -> [Int] {
    format.extents(
      batch: batch, spatial: outputs.innermost(spatialRank), channels: channels.outputTotal)
  }

  /// The multiplications and additions that the results of so many images
  /// consist of: two for each pair of an output and an input that reaches it.
  func floatingPointOperations(batch: Int) -> Double {
    let reached = (0..<3).reduce(1.0) { product, axis in
      product * Double(phases[axis].reduce(0) { $0 + $1.liveTapCount })
    }
    return 2 * reached * Double(batch) * Double(channels.input) * Double(channels.outputTotal)
  }

  /// Whether some input reaches some output.
  var reachesOutputs: Bool {
    channels.input > 0 && channels.outputTotal > 0
      && (0..<3).allSatisfy { outputs[$0] > 0 && !phases[$0].isEmpty }
  }

  /// Computes a statistic over windows.
  func pool(
    _ value: Tensor, _ statistic: WindowStatistic, format: DataFormat, threads: ThreadBudget
  ) -> Tensor {
    solve(
      value: value, format: format, blank: [statistic.ofNothing],
      engine: value.scalars.isEmpty || !reachesOutputs
        ? nil : PoolingEngine(problem: self, statistic),
      threads: threads)
  }

  /// Has an engine compute the output.
  ///
  /// - Parameters:
  ///   - value: A tensor of the problem's input extents in the order `format`,
  ///     of any batch.
  ///   - blank: What a pixel is that no input reaches, as ``Engine/blank`` has it.
  ///   - engine: One that was made for this problem; absent, where no input
  ///     reaches any output.
  ///   - threads: The threads that share the work.
  func solve(
    value: Tensor, format: DataFormat, blank: [Float], engine: (any Engine)?,
    threads: ThreadBudget
  ) -> Tensor {
    let batch = value.shape[0]
    let value = format.hasChannelsFirst ? value.withChannelsLast(threads: threads) : value
    let last = DataFormat.formats(spatialRank: spatialRank)[0]
    let output = Tensor(shape: Shape(outputExtents(batch: batch, in: last))) { output in
      guard let start = output.baseAddress, !output.isEmpty else { return }
      if leavesBlanks { Self.fill(output, with: blank) }
      guard let engine else { return }
      value.scalars.withUnsafeBufferPointer { value in
        guard let value = value.baseAddress else { return }
        engine.run(value: value, output: start, batch: batch, threads: threads)
      }
    }
    return format.hasChannelsFirst ? output.withChannelsFirst(threads: threads) : output
  }
}

extension ConvolutionProblem {
  /// Computes rows of the output where they lie, of those of the value that are there.
  ///
  /// - Parameters:
  ///   - given: The numbers of the value's rows, of batch 1.
  ///   - blank: What a pixel is that no input reaches.
  func solve(
    _ rows: Range<Int>, from value: UnsafePointer<Float>, given: Range<Int>,
    by engine: (any Engine)?, blank: [Float], into output: UnsafeMutablePointer<Float>,
    threads: ThreadBudget
  ) {
    let part = part(outputs: rows, inputs: given)
    if part.leavesBlanks {
      let count = part.outputExtents(batch: 1, in: .nhwc).reduce(1, *)
      Self.fill(UnsafeMutableBufferPointer(start: output, count: count), with: blank)
    }
    engine?.taking(part).run(value: value, output: output, batch: 1, threads: threads)
  }

  /// Fills an output with pixels that no input reaches.
  static func fill(_ output: UnsafeMutableBufferPointer<Float>, with blank: [Float]) {
    guard let start = output.baseAddress else { return }
    if blank.allSatisfy({ $0 == 0 }) {
      cus_clear(start, output.count * MemoryLayout<Float>.stride)
    } else if blank.count == 1 {
      output.update(repeating: blank[0])
    } else {
      for pixel in stride(from: 0, to: output.count, by: blank.count) {
        for (channel, number) in blank.enumerated() { output[pixel + channel] = number }
      }
    }
  }
}

extension ConvolutionProblem {
  /// The problem with lines of another width, and the phases that they then have.
  func padded(width: Int, phases widthPhases: [AxisPhase]) -> ConvolutionProblem {
    var (inputs, phases) = (inputs, phases)
    (inputs.width, phases.width) = (width, widthPhases)
    return ConvolutionProblem(
      channels: channels, inputs: inputs, outputs: outputs, phases: phases, taps: taps,
      spatialRank: spatialRank, start: start)
  }
}

// MARK: Parts

extension ConvolutionProblem {
  /// The axis along which parts are taken: the outermost that the convolution
  /// has of its own, or the height where it has no more than a width.
  var partedAxis: Int { min(1, 3 - spatialRank) }

  /// The problem of some outputs along the outermost axis, given the inputs that
  /// reach them and maybe others.
  func part(outputs range: Range<Int>, inputs given: Range<Int>) -> ConvolutionProblem {
    var (inputs, outputs, phases) = (inputs, outputs, phases)
    inputs[partedAxis] = given.count
    outputs[partedAxis] = range.count
    phases[partedAxis] = phases[partedAxis].map {
      $0.part(range, firstInput: given.lowerBound)
    }
    return ConvolutionProblem(
      channels: channels, inputs: inputs, outputs: outputs, phases: phases, taps: taps,
      spatialRank: spatialRank,
      start: (start.output + range.lowerBound, start.input + given.lowerBound))
  }

  /// The inputs along the outermost axis, from the first to the last, that reach
  /// some of its outputs.
  func inputs(reaching outputs: Range<Int>) -> Range<Int> {
    let reached = phases[partedAxis].compactMap { $0.inputs(reaching: outputs) }
    guard let first = reached.map(\.lowerBound).min(), let end = reached.map(\.upperBound).max()
    else { return 0..<0 }
    return first..<end
  }

  /// The outputs along the outermost axis, up to the first that lacks an input,
  /// which none but the given inputs reach.
  func outputs(from inputs: Range<Int>) -> Range<Int> {
    var (first, end) = (0, outputs[partedAxis])
    for phase in phases[partedAxis] {
      let own = phase.outputs(from: inputs, output: outputs[partedAxis])
      (first, end) = (max(first, own.lowerBound), min(end, own.upperBound))
    }
    return min(first, end)..<end
  }
}
