import Testing

@testable import UpsampleExplaining
@testable import UpsampleTensors

@Suite struct AxisInferenceTests {
  static let rules = AxisPaddingRule.samples

  private func inference(
    _ smaller: Int?, _ larger: Int?, filter: Int? = nil, dilation: Int = 1, _ rule: AxisPaddingRule
  ) -> AxisInference {
    AxisInference(
      name: .width, smaller: smaller, larger: larger, filter: filter, dilation: dilation,
      rule: rule, kind: .transposed)
  }

  @Test(arguments: rules) func legalStridesAreThoseOfTheForwardConvolution(rule: AxisPaddingRule) {
    for (smaller, larger) in (1...4).flatMap({ small in (1...14).map { (small, $0) } }) {
      for filter in 1...5 {
        let found = (1...20).filter { stride in
          ConvolutionAxis(filter: filter, stride: stride, dilation: 2)
            .forwardOutput(input: larger, padding: rule) == smaller
        }
        let legal = inference(smaller, larger, filter: filter, dilation: 2, rule).legalStrides
        #expect(
          legal.map { $0.clamped(to: 1...20) }.map(Array.init) ?? [] == found,
          "\(rule), \(larger) to \(smaller), filter \(filter)")
      }
    }
  }

  @Test(arguments: rules) func legalFiltersAreThoseOfTheForwardConvolution(rule: AxisPaddingRule) {
    for (smaller, larger) in (1...4).flatMap({ small in (1...14).map { (small, $0) } }) {
      for (stride, dilation) in [(1, 1), (2, 1), (2, 3), (3, 2)] {
        let found = (1...30).filter { filter in
          ConvolutionAxis(filter: filter, stride: stride, dilation: dilation)
            .forwardOutput(input: larger, padding: rule) == smaller
        }
        // With SAME padding no filter is wrong, but the extents may be.
        if rule == .same { continue }
        let legal = inference(smaller, larger, dilation: dilation, rule)
          .legalFilters(stride: stride)
        #expect(legal.map(Array.init) ?? [] == found, "\(rule), \(larger) to \(smaller)")
      }
    }
  }

  @Test(arguments: rules) func whatIsInferredIsLegal(rule: AxisPaddingRule) throws {
    let subject = OperationSubject(name: .transposedConv2D, label: nil)
    for (smaller, larger) in (1...5).flatMap({ small in (1...14).map { (small, $0) } }) {
      // Two extents may be out of any stride's or filter's reach.
      guard let axis = try? inference(smaller, larger, rule).explained(subject: subject) else {
        continue
      }
      #expect(axis.legalLarger?.contains(larger) == true, "\(axis)")
    }
    let alone = try inference(4, nil, filter: 9, rule).explained(subject: subject)
    #expect(alone.legalLarger?.contains(alone.larger) == true)
    let forward = try inference(nil, 9, filter: 4, rule).explained(subject: subject)
    #expect(forward.legalLarger?.contains(9) == true)
  }

  @Test func theSuggestedFilterIsTheBilinearOneIfItIsLegal() {
    let free = inference(nil, nil, .same)
    #expect((1...5).map { free.suggestedFilter(stride: $0, legal: 1...99) } == [3, 4, 5, 8, 9])
    #expect(free.suggestedFilter(stride: 2, legal: 1...3) == 3)
    #expect(free.suggestedFilter(stride: 2, legal: 6...7) == 6)
  }
}
