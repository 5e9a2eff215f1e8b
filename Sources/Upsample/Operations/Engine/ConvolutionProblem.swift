import CKernels

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
  let batch: Int
  let channels: ConvolutionChannels
  /// The extents of the input along depth, height and width.
  let inputs: [Int]
  /// The extents of the output along depth, height and width.
  let outputs: [Int]
  /// The phases of each axis that reach some output.
  let phases: [[AxisPhase]]
  /// The extents of the filter along depth, height and width.
  let taps: [Int]
  private let spatialRank: Int

  /// Creates the problem from the extents of its two or three axes.
  init(
    batch: Int, channels: ConvolutionChannels, inputs: [Int], outputs: [Int],
    phases: [[AxisPhase]], filter: [Int]
  ) {
    let missing = 3 - inputs.count
    let one = ConvolutionAxis(filter: 1, stride: 1, dilation: 1)
    let flat = AxisPhase.forward(one, input: 1, output: 1, padBefore: 0)
    let ones = Array(repeating: 1, count: missing)
    self.batch = batch
    self.channels = channels
    self.inputs = ones + inputs
    self.outputs = ones + outputs
    self.phases = Array(repeating: flat, count: missing) + phases
    taps = ones + filter
    spatialRank = inputs.count
  }

  /// The output's extents in the given order.
  func outputExtents(in format: DataFormat) -> [Int] {
    format.extents(
      batch: batch, spatial: Array(outputs.suffix(spatialRank)), channels: channels.outputTotal)
  }

  /// The multiplications and additions that the result consists of: two for
  /// each pair of an output and an input that reaches it.
  var floatingPointOperations: Double {
    let reached = phases.reduce(1.0) { product, phases in
      product * Double(phases.reduce(0) { $0 + $1.liveTapCount })
    }
    return 2 * reached * Double(batch) * Double(channels.input) * Double(channels.outputTotal)
  }

  /// Whether some output is reached by no input, and so stays zero.
  var leavesBlanks: Bool {
    channels.input == 0
      || zip(phases, outputs).contains { phases, output in
        phases.reduce(0) { $0 + $1.outputCount } < output
      }
  }

  /// Computes the convolution.
  ///
  /// - Parameters:
  ///   - value: A tensor of the problem's input extents in the order `format`.
  ///   - filter: A tensor of the problem's taps and channels.
  ///   - threads: The number of threads to share the work.
  ///   - instructions: The instruction set to use, one that the machine has.
  func convolution(
    of value: Tensor, filter: Tensor, format: DataFormat, threads: Int,
    instructions: ck_instructions = ck_best_instructions()
  ) -> Tensor {
    solve(value: value, format: format, threads: threads, blank: 0) { value, output in
      guard channels.input > 0 else { return }
      filter.scalars.withUnsafeBufferPointer { filter in
        if channels.areSeparate {
          DepthwiseEngine(
            problem: self, filter: filter.baseAddress!, instructions: instructions
          ).run(value: value, output: output, threads: threads)
        } else {
          DenseEngine(problem: self, filter: filter.baseAddress!, instructions: instructions)
            .run(value: value, output: output, threads: threads)
        }
      }
    }
  }

  /// Computes the maximum over windows.
  ///
  /// A window without any input has the maximum of nothing, negative infinity.
  func maximum(of value: Tensor, format: DataFormat, threads: Int) -> Tensor {
    solve(value: value, format: format, threads: threads, blank: -.infinity) { value, output in
      PoolingEngine(problem: self).run(value: value, output: output, threads: threads)
    }
  }

  /// Has `engine` compute the output's storage, channels last.
  ///
  /// - Parameter blank: What an output is that no input reaches.
  private func solve(
    value: Tensor, format: DataFormat, threads: Int, blank: Float,
    engine: (UnsafePointer<Float>, UnsafeMutablePointer<Float>) -> Void
  ) -> Tensor {
    let value = format.hasChannelsFirst ? value.withChannelsLast(threads: threads) : value
    let lastFormat = DataFormat.formats(spatialRank: spatialRank)[0]
    let output = Tensor(shape: Shape(outputExtents(in: lastFormat))) { output in
      guard !output.isEmpty else { return }
      if leavesBlanks {
        if blank == 0 {
          ck_clear(output.baseAddress, Int64(output.count * MemoryLayout<Float>.stride))
        } else {
          output.update(repeating: blank)
        }
      }
      if phases.contains(where: \.isEmpty) { return }
      value.scalars.withUnsafeBufferPointer { value in
        guard let value = value.baseAddress else { return }
        engine(value, output.baseAddress!)
      }
    }
    return format.hasChannelsFirst ? output.withChannelsFirst(threads: threads) : output
  }
}
