import Testing

@testable import Upsample
@testable import UpsampleBase
@testable import UpsampleTensors

@Suite struct StripPlanTests {
  /// Down by two and up by two, bilinear: four taps each way.
  private func thereAndBack(height: Int, border: Border) -> Chain {
    Chain(
      InterpolationFunction.bilinear.roundTrip(
        PictureToReturn(
          width: 4, height: height, strides: (2, 2), channels: 1, depth: .eight, border: border,
          gain: .asGiven)
      ).stages)
  }

  @Test func sumsReachAndRatioBackwards() {
    let chain = thereAndBack(height: 32, border: .replicate)
    // Row 7 is made of the small rows 3 and 4, and small row 4 of the rows 7 to 10.
    #expect(chain.rowsNeeded(making: 8) == [11, 5, 8])
    let plan = StripPlan(chain, segmentRows: 4)
    #expect(plan.rows(madeBy: 0, forStrip: 1) == 3..<5)
    #expect(plan.inputRows(ofStrip: 1) == 5..<11)
    #expect(plan.outputRows(ofStrip: 1) == 4..<8)
  }

  @Test func borderOfReflectionNeedsMoreRowsFirst() {
    #expect(thereAndBack(height: 32, border: .replicate).rowsNeeded(making: 1) == [3, 1, 1])
    #expect(thereAndBack(height: 32, border: .reflect).rowsNeeded(making: 1) == [5, 2, 1])
  }

  @Test(arguments: Border.allCases, 1...9)
  func noRowIsMadeTwice(_ border: Border, stripRows: Int) {
    for height in 1...20 {
      let chain = thereAndBack(height: height, border: border)
      let plan = StripPlan(chain, segmentRows: stripRows)
      for stage in 0..<2 {
        let made = (0..<plan.count).flatMap { plan.rows(madeBy: stage, forStrip: $0) }
        #expect(made == Array(0..<chain.stages[stage].vertical.outputExtent))
      }
    }
  }
}
