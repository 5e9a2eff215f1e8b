import Testing

@testable import Upsample
@testable import UpsampleBase
@testable import UpsampleTensors

@Suite struct PhaseGainsTests {
  private let bilinear = UserFilter.depthwise(
    Tensor(shape: [1, 4], scalars: [0.25, 0.75, 0.75, 0.25]))

  @Test func sumsTheTapsOfEachPhase() {
    let taps = UserFilter.depthwise(Tensor(shape: [3, 3], scalars: (1...9).map(Float.init)))
    let gains = PhaseGains(taps, strides: (2, 2))
    #expect(gains.gains == [20, 10, 10, 5])
    #expect(gains.ripple == 15)
    #expect(!gains.isUniform)
  }

  @Test func sumsTheInputsOfEachOutputChannel() {
    let taps = UserFilter.mixing(
      Tensor(shape: [1, 2, 2, 3], scalars: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]))
    let gains = PhaseGains(taps, strides: (1, 2))
    #expect(gains.gains == [6, 15, 24, 33])
    #expect(gains.ripple == 18)
  }

  @Test func warnsOfWhatWillBeSeen() {
    #expect(PhaseGains(bilinear, strides: (1, 2)).warning(depth: .eight) == nil)
    let dark = UserFilter.depthwise(Tensor(shape: [1, 2], scalars: [0.5, 0.5]))
    #expect(
      PhaseGains(dark, strides: (1, 2)).warning(depth: .eight)
        == "the kernel multiplies brightness by 0.5; `normalize` makes it 1")
    let uneven = UserFilter.depthwise(Tensor(shape: [1, 3], scalars: [0.5, 1, 0.75]))
    #expect(
      PhaseGains(uneven, strides: (1, 2)).warning(depth: .eight)
        == "the kernel's phases differ in gain, from 1 to 1.25: a checkerboard of up to 64 "
        + "levels will be seen; `normalize` repairs it")
    let short = UserFilter.depthwise(Tensor(shape: [1, 1], scalars: [1]))
    #expect(
      PhaseGains(short, strides: (1, 2)).warning(depth: .sixteen)
        == "the kernel's phases differ in gain, from 0 to 1: a checkerboard of up to 65535 levels, "
        + "with gaps that no tap reaches, will be seen; a kernel of at least 2x1 taps has no gaps")
    let balanced = UserFilter.depthwise(Tensor(shape: [1, 4], scalars: [1, 0.5, -1, 0.5]))
    #expect(
      PhaseGains(balanced, strides: (1, 2)).warning(depth: .eight)
        == "the kernel's phases differ in gain, from 0 to 1: a checkerboard of up to 255 levels "
        + "will be seen; the taps of a phase sum to 0, by which nothing can be divided")
    let cancelling = UserFilter.depthwise(Tensor(shape: [1, 4], scalars: [1, -1, -1, 1]))
    #expect(
      PhaseGains(cancelling, strides: (1, 2)).warning(depth: .eight)
        == "the kernel's taps sum to 0: nothing of a constant picture will be seen")
    let colours = UserFilter.mixing(Tensor(shape: [1, 1, 2, 1], scalars: [1, 0.5]))
    #expect(
      PhaseGains(colours, strides: (1, 1)).warning(depth: .eight)
        == "the kernel multiplies brightness by 0.5 to 1, by channel; `normalize` makes it 1")
  }

  @Test(arguments: [
    UserFilter.depthwise(Tensor(shape: [3, 4], scalars: (1...12).map(Float.init))),
    .mixing(Tensor(shape: [2, 3, 2, 2], scalars: (1...24).map(Float.init))),
  ])
  func normalizesEveryPhase(_ filter: UserFilter) throws {
    let strides = (2, 3)
    let normalized = try PhaseGains(filter, strides: strides).normalizing(filter)
    let gains = PhaseGains(normalized, strides: strides)
    #expect(gains.gains.allSatisfy { abs($0 - 1) < 1e-6 })
    #expect(gains.warning(depth: .eight) == nil)
  }

  @Test(
    arguments: [
      ([0.25, 0.75, 0.75, 0.25], (2, 2), "A kernel of at least 2x2 taps has no gaps."),
      (
        [1, 0.5, -1, 0.5], (1, 2), "The taps of a phase sum to 0, by which nothing can be divided."
      ),
    ] as [([Float], (Int, Int), String)])
  func cannotNormalizeAPhaseWithoutGain(
    taps: [Float], strides: (vertical: Int, horizontal: Int), remedy: String
  ) throws {
    let filter = UserFilter.depthwise(Tensor(shape: [1, taps.count], scalars: taps))
    let error = #expect(throws: UpsampleError.self) {
      try PhaseGains(filter, strides: strides).normalizing(filter)
    }
    #expect("\(try #require(error))".hasSuffix("\n  \(remedy)"))
  }
}
