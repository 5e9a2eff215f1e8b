import Testing

@testable import UpsampleExplaining
@testable import UpsampleTensors

@Suite struct AxisWindowsTests {
  /// Every small geometry that has an output, forward and transposed.
  static let axes = ConvolutionAxis.samples.flatMap { geometry in
    AxisPaddingRule.samples.flatMap { rule in
      (1...4).flatMap { value in
        [transposed(geometry, rule, value), forward(geometry, rule, value)].compactMap { $0 }
      }
    }
  }

  /// The longest output of a transposed convolution.
  private static func transposed(
    _ geometry: ConvolutionAxis, _ rule: AxisPaddingRule, _ value: Int
  ) -> ExplainedAxis? {
    guard let legal = geometry.legalOutputs(value: value, padding: rule), legal.upperBound > 0
    else { return nil }
    return ExplainedAxis(
      name: .width, geometry: geometry, rule: rule, smaller: value, larger: legal.upperBound,
      kind: .transposed)
  }

  private static func forward(
    _ geometry: ConvolutionAxis, _ rule: AxisPaddingRule, _ value: Int
  ) -> ExplainedAxis? {
    geometry.forwardOutput(input: value, padding: rule).map { output in
      ExplainedAxis(
        name: .width, geometry: geometry, rule: rule, smaller: output, larger: value,
        kind: .forward)
    }
  }

  /// The sums by the definitions: input `i` of a transposed convolution reaches
  /// output `i * stride + tap * dilation - before`, and the other way round.
  @Test func windowsShowWhatEachOutputIsTheSumOf() {
    for axis in Self.axes {
      let windows = AxisWindows(axis: axis)
      let (stride, dilation) = (axis.geometry.stride, axis.geometry.dilation)
      for output in 0..<axis.output {
        var expected: Set<AxisWindows.Contribution> = []
        for input in 0..<axis.value {
          for tap in 0..<axis.geometry.filter {
            let (small, large) = axis.isTransposed ? (input, output) : (output, input)
            if small * stride + tap * dilation - axis.pads.before == large {
              expected.insert(AxisWindows.Contribution(tap: tap, input: input))
            }
          }
        }
        let seen = windows.contributions(to: output)
        #expect(Set(seen) == expected && seen.count == expected.count, "\(axis), output \(output)")
        #expect(seen.map(\.input) == seen.map(\.input).sorted(), "\(axis), output \(output)")
      }
    }
  }

  @Test func positionsHoldTheValueAndAllWindows() {
    for axis in Self.axes {
      let windows = AxisWindows(axis: axis)
      let samples = windows.positions.filter { position in
        if case .value = windows.sample(at: position) { true } else { false }
      }
      #expect(samples.count == axis.value, "\(axis)")
      for output in [0, axis.output - 1] {
        let start = windows.start(of: output)
        #expect(windows.positions.contains(start), "\(axis)")
        #expect(windows.positions.contains(start + windows.span - 1), "\(axis)")
      }
    }
  }
}
