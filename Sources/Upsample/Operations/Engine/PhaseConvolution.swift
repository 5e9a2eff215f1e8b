import CKernels

/// One phase of each axis: a plain convolution of some of the filter's taps.
struct PhaseConvolution: Sendable {
  /// The phases along depth, height and width.
  let axes: [AxisPhase]
  /// The filter's taps in row-major order of the inputs that they weigh.
  let taps: [Int]
  /// The number of outputs, over all images.
  let positions: Int
  private let batch: Int

  /// Every combination of the axes' phases.
  static func all(of problem: ConvolutionProblem) -> [PhaseConvolution] {
    problem.phases[0].flatMap { depth in
      problem.phases[1].flatMap { height in
        problem.phases[2].map { width in
          PhaseConvolution(axes: [depth, height, width], problem: problem)
        }
      }
    }
  }

  private init(axes: [AxisPhase], problem: ConvolutionProblem) {
    self.axes = axes
    batch = problem.batch
    positions = axes.reduce(problem.batch) { $0 * $1.outputCount }
    let extents = problem.taps
    taps = axes[0].taps.flatMap { depth in
      axes[1].taps.flatMap { height in
        axes[2].taps.map { (depth.tap * extents[1] + height.tap) * extents[2] + $0.tap }
      }
    }
  }

  /// Calls `body` for each box that holds some of the given positions, with
  /// those of them that it holds, counted from its own first.
  ///
  /// The positions of a phase are counted box by box.
  func forEachBox(positions: Range<Int>, body: (PhaseBox, Range<Int>) -> Void) {
    var first = 0
    for depth in axes[0].stretches {
      for height in axes[1].stretches {
        for width in axes[2].stretches {
          let count = batch * depth.count * height.count * width.count
          let own = positions.clamped(to: first..<first + count)
          if !own.isEmpty {
            body(
              PhaseBox(axes: axes, depth: depth, height: height, width: width),
              own.lowerBound - first..<own.upperBound - first)
          }
          first += count
        }
      }
    }
  }
}

/// Outputs of a phase that the same taps reach: a stretch of each axis.
struct PhaseBox {
  let axes: [AxisPhase]
  let depth: AxisStretch
  let height: AxisStretch
  let width: AxisStretch

  /// The input that the first live tap weighs for the first output.
  private func firstInput(_ axis: Int, _ stretch: AxisStretch) -> Int {
    stretch.firstInput + axes[axis].taps[stretch.liveTaps.lowerBound].inputOffset
  }

  /// The box in terms of the tensors' storage.
  func ends(
    problem: ConvolutionProblem, value: UnsafePointer<Float>,
    output: UnsafeMutablePointer<Float>
  ) -> ck_box {
    let (inputs, outputs) = (problem.inputs, problem.outputs)
    let (inputPixel, outputPixel) = (problem.channels.inputTotal, problem.channels.outputTotal)
    let (inputLine, outputLine) = (inputs[2] * inputPixel, outputs[2] * outputPixel)
    let (inputSlice, outputSlice) = (inputs[1] * inputLine, outputs[1] * outputLine)
    let firstInput =
      firstInput(0, depth) * inputSlice + firstInput(1, height) * inputLine
      + firstInput(2, width) * inputPixel
    let firstOutput =
      depth.firstOutput * outputSlice + height.firstOutput * outputLine
      + width.firstOutput * outputPixel
    return ck_box(
      input: value + firstInput, output: output + firstOutput,
      extents: (
        Int64(problem.batch), Int64(depth.count), Int64(height.count), Int64(width.count)
      ),
      input_steps: (
        Int64(inputs[0] * inputSlice), Int64(depth.inputStep * inputSlice),
        Int64(height.inputStep * inputLine), Int64(width.inputStep * inputPixel)
      ),
      output_steps: (
        Int64(outputs[0] * outputSlice), Int64(depth.outputStep * outputSlice),
        Int64(height.outputStep * outputLine), Int64(width.outputStep * outputPixel)
      ))
  }

  /// Finds the runs of input values that reach an output of this box and whose
  /// weights are among the given rows.
  ///
  /// The values of neighbouring taps lie next to each other when the taps weigh
  /// neighbouring pixels and all channels take part.
  func findRuns(rows: Range<Int>, problem: ConvolutionProblem, runs: inout [ck_run]) {
    runs.removeAll(keepingCapacity: true)
    let channels = problem.channels.input
    let pixel = problem.channels.inputTotal
    let widthTaps = axes[2].taps
    for tapZ in depth.liveTaps {
      let z = axes[0].taps[tapZ].inputOffset - axes[0].taps[depth.liveTaps.lowerBound].inputOffset
      for tapY in height.liveTaps {
        let y =
          axes[1].taps[tapY].inputOffset - axes[1].taps[height.liveTaps.lowerBound].inputOffset
        let line = (z * problem.inputs[1] + y) * problem.inputs[2]
        let tapLine = (tapZ * axes[1].taps.count + tapY) * widthTaps.count
        var tapX = width.liveTaps.lowerBound
        while tapX < width.liveTaps.upperBound {
          let first = tapX
          tapX += 1
          while tapX < width.liveTaps.upperBound, channels == pixel,
            widthTaps[tapX].inputOffset == widthTaps[tapX - 1].inputOffset + 1
          {
            tapX += 1
          }
          let x = widthTaps[first].inputOffset - widthTaps[width.liveTaps.lowerBound].inputOffset
          let all = (tapLine + first) * channels..<(tapLine + tapX) * channels
          let own = all.clamped(to: rows)
          if own.isEmpty { continue }
          runs.append(
            ck_run(
              input: Int64((line + x) * pixel + own.lowerBound - all.lowerBound),
              row: Int64(own.lowerBound - rows.lowerBound), length: Int64(own.count)))
        }
      }
    }
  }
}
