import Testing

@testable import UpsampleTensors

@Suite struct ConvolutionAxisTests {
  @Test(arguments: ConvolutionAxis.samples)
  func legalOutputsAreThoseWhoseForwardConvolutionGivesTheValue(
    axis: ConvolutionAxis
  ) {
    for rule in AxisPaddingRule.samples {
      for value in 1...5 {
        let found = (0...60).filter { axis.forwardOutput(input: $0, padding: rule) == value }
        let legal = axis.legalOutputs(value: value, padding: rule)
        #expect(legal.map(Array.init) ?? [] == found, "\(rule), value \(value)")
      }
    }
  }

  @Test(arguments: ConvolutionAxis.samples) func theNaturalOutputIsLegal(axis: ConvolutionAxis)
    throws
  {
    for rule in AxisPaddingRule.samples {
      for value in 0...5 {
        guard let legal = axis.legalOutputs(value: value, padding: rule) else { continue }
        #expect(legal.contains(try #require(axis.naturalOutput(value: value, padding: rule))))
      }
    }
  }

  @Test func anEmptyValueHasTheOutputsThatTruncatedDivisionAllows() {
    let axis = ConvolutionAxis(filter: 3, stride: 2, dilation: 1)
    #expect(axis.legalOutputs(value: 0, padding: .valid) == 0...2)
    #expect(axis.legalOutputs(value: 0, padding: .same) == 0...0)
  }

  @Test func theOddPadGoesAfter() {
    let axis = ConvolutionAxis(filter: 3, stride: 2, dilation: 1)
    #expect(
      axis.pads(input: 6, output: 3, padding: .same) == AxisPadding(before: 0, after: 1))
    #expect(
      axis.pads(input: 5, output: 3, padding: .same) == AxisPadding(before: 1, after: 1))
  }

  @Test func aWindowLargerThanItsInputIsRefused() {
    let axis = ConvolutionAxis(filter: 2, stride: 1, dilation: 5)
    #expect(axis.effectiveFilter == 6)
    #expect(axis.forwardOutput(input: 5, padding: .valid) == nil)
    #expect(axis.forwardOutput(input: 6, padding: .valid) == 1)
  }

  @Test func theLargestArgumentsDoNotOverflow() {
    let limit = ConvolutionAxis.limit
    let axis = ConvolutionAxis(filter: limit, stride: limit, dilation: limit)
    let pads = AxisPaddingRule.explicit(AxisPadding(before: limit, after: limit))
    #expect(axis.legalOutputs(value: limit, padding: pads) != nil)
    #expect(axis.forwardOutput(input: limit, padding: .same) == 1)
  }
}
