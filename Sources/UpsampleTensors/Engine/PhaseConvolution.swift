import CKernels

/// One phase of each axis: a plain convolution of some of the filter's taps.
struct PhaseConvolution: Sendable {
  /// The phases along depth, height and width.
  let axes: SpatialAxes<AxisPhase>
  /// The filter's taps in row-major order of the inputs that they weigh.
  let taps: [Int]
  /// The number of outputs of each image.
  let positions: Int

  /// Every combination of the axes' phases.
  static func all(of problem: ConvolutionProblem) -> [PhaseConvolution] {
    var all: [PhaseConvolution] = []
    for depth in problem.phases.depth {
      for height in problem.phases.height {
        for width in problem.phases.width {
          all.append(
            PhaseConvolution(axes: SpatialAxes(depth, height, width), filter: problem.taps))
        }
      }
    }
    return all
  }

  private init(axes: SpatialAxes<AxisPhase>, filter: SpatialAxes<Int>) {
    self.axes = axes
    positions = axes.depth.outputCount * axes.height.outputCount * axes.width.outputCount
    var taps: [Int] = []
    taps.reserveCapacity(
      axes.depth.taps.count * axes.height.taps.count * axes.width.taps.count)
    for depth in axes.depth.taps {
      for height in axes.height.taps {
        for width in axes.width.taps {
          taps.append((depth.tap * filter.height + height.tap) * filter.width + width.tap)
        }
      }
    }
    self.taps = taps
  }

  /// Calls `body` for each box that holds some of the given positions, with
  /// those of them that it holds, counted from its own first.
  ///
  /// The positions of a phase are counted box by box, over all images of each.
  func forEachBox(
    batch: Int, positions: Range<Int>, body: (PhaseBox, Range<Int>) -> Void
  ) {
    var first = 0
    for depth in axes.depth.stretches {
      for height in axes.height.stretches {
        for width in axes.width.stretches {
          let count = batch * depth.count * height.count * width.count
          let own = positions.clamped(to: first..<first + count)
          if !own.isEmpty {
            body(
              PhaseBox(axes: axes, batch: batch, depth: depth, height: height, width: width),
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
  let axes: SpatialAxes<AxisPhase>
  let batch: Int
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
    let (inputLine, outputLine) = (inputs.width * inputPixel, outputs.width * outputPixel)
    let (inputSlice, outputSlice) = (inputs.height * inputLine, outputs.height * outputLine)
    let firstInput =
      firstInput(0, depth) * inputSlice + firstInput(1, height) * inputLine
      + firstInput(2, width) * inputPixel
    let firstOutput =
      depth.firstOutput * outputSlice + height.firstOutput * outputLine
      + width.firstOutput * outputPixel
    return ck_box(
      input: value + firstInput, output: output + firstOutput,
      extents: (
        batch, depth.count, height.count, width.count
      ),
      input_steps: (
        inputs.depth * inputSlice, depth.inputStep * inputSlice, height.inputStep * inputLine,
        width.inputStep * inputPixel
      ),
      output_steps: (
        outputs.depth * outputSlice, depth.outputStep * outputSlice,
        height.outputStep * outputLine, width.outputStep * outputPixel
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
    let (depthTaps, heightTaps, widthTaps) = (axes.depth.taps, axes.height.taps, axes.width.taps)
    for tapZ in depth.liveTaps {
      let z = depthTaps[tapZ].inputOffset - depthTaps[depth.liveTaps.lowerBound].inputOffset
      for tapY in height.liveTaps {
        let y = heightTaps[tapY].inputOffset - heightTaps[height.liveTaps.lowerBound].inputOffset
        let line = (z * problem.inputs.height + y) * problem.inputs.width
        let tapLine = (tapZ * heightTaps.count + tapY) * widthTaps.count
        let ownLine = tapLine * channels..<(tapLine + widthTaps.count) * channels
        if ownLine.clamped(to: rows).isEmpty { continue }
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
              input: (line + x) * pixel + own.lowerBound - all.lowerBound,
              row: own.lowerBound - rows.lowerBound, length: own.count))
        }
      }
    }
  }
}
