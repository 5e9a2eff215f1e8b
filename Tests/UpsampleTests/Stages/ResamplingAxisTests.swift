import Testing

@testable import Upsample
@testable import UpsampleBase
@testable import UpsampleTensors

@Suite struct ResamplingAxisTests {
  @Test(arguments: 1...9)
  func samplesBilinearAsFullyConvolutionalNetworksDo(scale: Int) {
    let axis = ResamplingAxis(
      .bilinear, ratio: Ratio(scale, 1), inputExtent: 10, outputExtent: 10 * scale)
    #expect(axis.filterExtent == 2 * scale - scale % 2)
    #expect(axis.paddingBefore == scale / 2)
    // The taps of Caffe's BilinearFiller, found again phase by phase.
    let (factor, centre) = (Double((axis.filterExtent + 1) / 2), Double(axis.filterExtent - 1) / 2)
    let taps = (0..<axis.filterExtent).map { Float(1 - abs(Double($0) - centre) / factor) }
    let expected = (0..<axis.period).flatMap { axis.taps(of: $0) }.map { $0.map { taps[$0] } ?? 0 }
    for (weight, expected) in zip(periodWeights(of: .bilinear, axis), expected) {
      #expect(abs(weight - expected) <= Float.ulpOfOne)
    }
  }

  @Test func interpolatesHalfwayBetweenPixelsAtScaleTwo() {
    let axis = ResamplingAxis(.bilinear, ratio: 2, inputExtent: 4, outputExtent: 8)
    #expect(periodWeights(of: .bilinear, axis) == [0.25, 0.75, 0.75, 0.25])
    #expect((0..<8).map { axis.highestInput(of: $0) } == [0, 1, 1, 2, 2, 3, 3, 4])
    #expect(axis.borderBefore == 1)
    #expect(axis.borderAfter == 1)
  }

  @Test func computesEveryThirdOfTheOutputsOfStrideFour() {
    let axis = ResamplingAxis(
      .nearest, ratio: Ratio(4, 3), inputExtent: 6, outputExtent: 8)
    #expect((0..<8).map { axis.highestInput(of: $0) } == [0, 1, 1, 2, 3, 4, 4, 5])
    #expect(axis.tapsPerOutput == 1)
  }

  @Test(arguments: InterpolationFunction.allCases)
  func weightsSumToOne(_ function: InterpolationFunction) {
    for ratio in [1, 2, 7, Ratio(3, 2), Ratio(1000, 999), Ratio(97, 5)] {
      let axis = ResamplingAxis(function, ratio: ratio, inputExtent: 50, outputExtent: 60)
      let weights = periodWeights(of: function, axis)
      #expect(weights.count == axis.period * axis.tapsPerOutput)
      for first in stride(from: 0, to: weights.count, by: axis.tapsPerOutput) {
        let sum = weights[first..<first + axis.tapsPerOutput].reduce(0, +)
        #expect(
          abs(sum - 1) < 1e-6, "\(function) at \(ratio), output \(first / axis.tapsPerOutput)")
      }
    }
  }

  /// SAME padding of TensorFlow splits `filter - stride` pads in halves, the
  /// odd one after, and never pads less than nothing.
  @Test(arguments: 1...9, 1...5)
  func placesFiltersOfTheUserAsSamePaddingDoes(filterExtent: Int, stride: Int) {
    let axis = ResamplingAxis(
      filterExtent: filterExtent, ratio: Ratio(stride, 1), inputExtent: 4,
      outputExtent: 4 * stride)
    let pads = ConvolutionAxis(filter: filterExtent, stride: stride, dilation: 1)
      .pads(input: 4 * stride, output: 4, padding: .same)
    #expect(axis.paddingBefore == pads.before)
  }
}

/// The weights of all outputs of one period.
func periodWeights(of function: InterpolationFunction, _ axis: ResamplingAxis) -> [Float] {
  (0..<axis.period).flatMap { axis.weights(of: .sampled(function), output: $0) }
}
