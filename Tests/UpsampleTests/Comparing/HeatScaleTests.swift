import Testing

@testable import Upsample

@Suite struct HeatScaleTests {
  @Test(arguments: [1, 2, 3, 51, 255, 65535])
  func coloursSpanTheScale(maximum: Int) {
    let scale = HeatScale(maximum: maximum)
    #expect(scale[maximum] == HeatScale.colour(at: maximum == 1 ? 0 : 1))
    #expect(scale[1] == HeatScale.colour(at: 0))
  }

  @Test func largerDifferencesAreBrighter() {
    let brightness = (0...64).map { step in
      let colour = HeatScale.colour(at: Double(step) / 64)
      return 3 * Int(colour.red) + 6 * Int(colour.green) + Int(colour.blue)
    }
    #expect(zip(brightness, brightness.dropFirst()).allSatisfy { $0 < $1 }, "\(brightness)")
  }

  @Test func equalPicturesHaveAScale() {
    #expect(HeatScale(maximum: 0).maximum == 1)
  }
}
