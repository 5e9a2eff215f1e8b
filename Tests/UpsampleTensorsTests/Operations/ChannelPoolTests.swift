import TestSupport
import Testing

@testable import UpsampleTensors

/// Pools whose windows cover channels.
@Suite struct ChannelPoolTests {
  @Test(arguments: [1, 2, 3, 6, 12])
  func windowsOfChannelsLieSideBySide(window: Int) throws {
    var numbers = SeededGenerator(seed: UInt64(window))
    let value = numbers.realTensor([2, 3, 2, 12])
    let expected = stride(from: 0, to: value.scalars.count, by: window).map {
      value.scalars[$0..<$0 + window].max()!
    }
    let seen = try maxPool2D(value, ksize: [1, 1, 1, window], padding: .valid)
    #expect(seen == Tensor(shape: [2, 3, 2, 12 / window], scalars: expected))
    let planes = try maxPool2D(
      channelsFirst(value), ksize: [1, window, 1, 1], padding: .same, dataFormat: .nchw)
    #expect(planes == channelsFirst(seen))
  }

  @Test func aNaNSpreadsAndEmptyValuesStayEmpty() throws {
    let value = Tensor(shape: [1, 1, 1, 4], scalars: [.nan, 1, 2, 3])
    let seen = try maxPool2D(value, ksize: [1, 1, 1, 2], padding: .valid)
    #expect(seen.scalars[0].isNaN && seen.scalars[1] == 3)
    let none = try maxPool2D(
      Tensor(repeating: 0, shape: [0, 3, 3, 4]), ksize: [1, 1, 1, 2], padding: .valid)
    #expect(none.shape == [0, 3, 3, 2])
  }

  static let refusals: [(ksize: PerAxis, strides: PerAxis?)] = [
    ([1, 2, 1, 2], nil), ([1, 1, 1, 2], [1, 1, 1, 1]), ([1, 1, 1, 3], nil), ([2, 1, 1, 2], nil),
    ([1, 1, 1, 2], 1), ([1, 1, 1, .max], nil), ([1, 2, 2, 1], [1, 2, 2, 2]),
  ]

  @Test(arguments: refusals.indices)
  func aWindowCoversPixelsOrADivisorOfTheChannels(index: Int) {
    let value = Tensor(repeating: 0, shape: [1, 2, 2, 4])
    let (ksize, strides) = Self.refusals[index]
    #expect(throws: UpsampleError.self) {
      try maxPool2D(value, ksize: ksize, strides: strides, padding: .valid)
    }
  }
}
