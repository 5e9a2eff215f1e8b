import Testing

@testable import Upsample
@testable import UpsampleBase

/// What another program makes of a row of fifteen pixels, of which the middle one
/// is 1 and the others 0.
struct KernelGolden: CustomTestStringConvertible, Sendable {
  let function: InterpolationFunction
  let scale: Int
  /// How exact the other program's numbers are.
  let tolerance: Double
  /// The outputs over the seven pixels in the middle.
  let row: [Double]

  var testDescription: String { "\(function) at \(scale)" }
}

@Suite struct KernelGoldenTests {
  @Test(arguments: kernelGoldens)
  func spreadsADotAsOtherProgramsDo(_ golden: KernelGolden) throws {
    let axis = ResamplingAxis(
      golden.function, ratio: Ratio(golden.scale, 1), inputExtent: 15,
      outputExtent: 15 * golden.scale)
    var row = [Double](repeating: 0, count: 7 * golden.scale)
    for (tap, weight) in axis.taps(of: golden.function).enumerated() {
      // The dot is the fourth of the seven pixels.
      row[3 * golden.scale - axis.paddingBefore + tap] = Double(weight)
    }
    for (place, (seen, expected)) in zip(row, golden.row).enumerated() {
      #expect(abs(seen - expected) <= golden.tolerance, "output \(place)")
    }
  }

  @Test func everyNamedKernelIsCompared() {
    #expect(Set(kernelGoldens.map(\.function)) == Set(InterpolationFunction.allCases))
  }
}
