import Testing

@testable import Upsample
@testable import UpsampleExplaining
@testable import UpsampleTensors

@Suite struct PhaseSumsTests {
  @Test(
    arguments: [
      ([0.25, 0.75, 0.75, 0.25], 2, [1, 1]),
      ([0.25, 0.5, 0.75, 0.5, 0.25], 2, [1.25, 1]),
      ([0.25, 0.75, 0.75, 0.25], 4, [0.25, 0.75, 0.75, 0.25]),
      ([1, 2], 3, [1, 2, 0]),
    ] as [([Double], Int, [Double])])
  func tapsAreSummedByTheirRemainder(taps: [Double], stride: Int, sums: [Double]) throws {
    let axis = ConvolutionAxis(filter: taps.count, stride: stride, dilation: 1)
    #expect(try #require(PhaseSums(separable: [taps], axes: [axis])).sums == sums)
  }

  @Test func aFilterIsSummedLikeTheProductOfItsAxes() throws {
    let axes = [
      ConvolutionAxis(filter: 3, stride: 2, dilation: 1),
      ConvolutionAxis(filter: 4, stride: 3, dilation: 2),
    ]
    let (column, row): ([Double], [Double]) = ([1, 2, 4], [1, 3, 9, 27])
    let scalars = column.flatMap { left in row.map { Float(left * $0) } }
    let separable = try #require(PhaseSums(separable: [column, row], axes: axes))
    #expect(
      PhaseSums(filter: Tensor(shape: [3, 4], scalars: scalars), axes: axes) == separable)
    #expect(separable.sums == [5, 2].flatMap { left in [28.0, 9, 3].map { left * $0 } })
  }

  @Test func theOutChannelThatDiffersMostIsTold() throws {
    let axis = ConvolutionAxis(filter: 2, stride: 2, dilation: 1)
    // [taps, out, in]: the first out channel has 1 + 2 and 2 + 1, the second
    // 5 + 0 and 1 + 0.
    let filter = Tensor(shape: [2, 2, 2], scalars: [1, 2, 5, 0, 2, 1, 1, 0])
    let sums = try #require(PhaseSums(filter: filter, axes: [axis]))
    #expect(sums.sums == [5, 1])
    #expect(!sums.areEqual)
    #expect(sums.spread == 4.0 / 3)
  }

  @Test func groupsHaveOutChannelsOfTheirOwn() throws {
    let axis = ConvolutionAxis(filter: 2, stride: 2, dilation: 1)
    // [taps, out, in]: of the two in channels, each makes an out channel.
    let filter = Tensor(shape: [2, 1, 2], scalars: [3, 7, 3, 9])
    #expect(PhaseSums(filter: filter, axes: [axis], groups: 2)?.sums == [7, 9])
    #expect(PhaseSums(filter: filter, axes: [axis])?.sums == [10, 12])
  }

  @Test(arguments: InterpolationFunction.allCases, [2, 3, 4, 7])
  func interpolationFunctionsHaveEqualSums(function: InterpolationFunction, stride: Int) throws {
    let taps = ResamplingAxis(function, stride: stride).taps(of: function).map(Double.init)
    let axis = ConvolutionAxis(filter: taps.count, stride: stride, dilation: 1)
    let sums = try #require(PhaseSums(separable: [taps], axes: [axis]))
    #expect(sums.areEqual, "\(sums.sums)")
  }

  @Test func tooManyPhasesAreNotSummed() {
    let axis = ConvolutionAxis(filter: 1, stride: 65, dilation: 1)
    #expect(PhaseSums(separable: [[1], [1]], axes: [axis, axis]) == nil)
  }
}
