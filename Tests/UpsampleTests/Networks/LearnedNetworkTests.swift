import TestSupport
import Testing

@testable import Upsample
@testable import UpsampleBase
@testable import UpsampleImages

/// The networks that come with the library are there at every scale, and restore edges better
/// than interpolation does.
@Suite struct LearnedNetworkTests {
  @Test(arguments: LearnedNetwork.allCases)
  func isThereAtEveryScale(network: LearnedNetwork) {
    for scale in LearnedNetwork.scales {
      let runnable = network.network(scale: scale)
      #expect(runnable.scale == scale)
      #expect(runnable.channels == .luma && runnable.white == .one)
      #expect(runnable.geometry.border > 0 && runnable.geometry.step == 1)
    }
  }

  @Test(arguments: LearnedNetwork.allCases, [2, 3, 4])
  func edgesAreRestoredBetterThanByLanczos3(network: LearnedNetwork, scale: Int) throws {
    let small = EdgePicture.image(side: 30, of: 30 * scale)
    let large = EdgePicture.image(side: 30 * scale, of: 30 * scale)
    let lanczos = try PictureChain(
      .interpolation(.lanczos3), of: small.layout,
      by: .scale(width: Ratio(scale, 1), height: Ratio(scale, 1)), border: .replicate,
      depth: .eight)
    let made = try run(small, through: chain(network, scale: Ratio(scale, 1), of: small.layout))
    let plain = try run(small, through: lanczos)
    #expect(made.squaredError(from: large) < 0.9 * plain.squaredError(from: large))
  }

  /// The next larger scale there is, and the largest beyond that.
  @Test(arguments: [
    (Ratio(3, 2), "2"), (Ratio(5, 2), "3"), (4, nil), (6, "4"),
  ])
  func otherScalesAreReached(scale: Ratio, by own: String?) throws {
    let chain = try chain(
      .photo, scale: scale, of: ImageLayout(width: 20, height: 10, channels: 3, depth: .eight))
    let note = try #require(chain.note)
    #expect(note.contains("times the size") == (own != nil))
    if let own { #expect(note.contains("makes \(own) times the size")) }
    #expect(chain.output.width == 20 * scale.numerator / scale.denominator)
  }

  private func chain(
    _ network: LearnedNetwork, scale: Ratio, of layout: ImageLayout
  ) throws -> PictureChain {
    var options = ResamplingOptions()
    options.magnification = .scale(width: scale, height: scale)
    return try PictureChain(
      ImageNetwork(network), of: layout, in: WorkingSpace(layout), options, depth: layout.depth)
  }
}

extension MemoryImage {
  /// The sum of the squared differences of all samples.
  fileprivate func squaredError(from other: MemoryImage) -> Double {
    zip(samples, other.samples).reduce(0) { sum, pair in
      let difference = Double(pair.0) - Double(pair.1)
      return sum + difference * difference
    }
  }
}
