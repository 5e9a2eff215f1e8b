import TestSupport
import Testing
import UpsampleBase
import UpsampleImages

@testable import Upsample

@Suite struct FitPairsTests {
  private let folder = try! TestFolder()

  private func pair(_ large: FitImage, small: FittingPicture) throws -> FitImage {
    let name = "small-\(large.name)"
    try folder.write(
      grayPNG(width: small.width, height: small.height) { x, y in
        small.samples[y * small.width + x]
      }, to: name)
    return FitImage(large.name, wanted: large.wanted, input: folder[name])
  }

  /// Pairs whose inputs are the reductions give the kernel of the reductions.
  @Test func equalsReductionsThatAreGiven() throws {
    var options = FitOptions()
    (options.taps, options.solving.symmetry) = (3, .always)
    let images = try fittedPictures(folder, 3).filter { $0.name != FilePath("1.png") }
    let made = try fitKernel(to: images, options: options)
    let pairs = try images.map { try pair($0, small: $0.pair(options).small[0]) }
    options.degradations = []
    let given = try fitKernel(to: pairs, options: options)
    #expect(given.taps == made.taps)
    #expect(given.samples == made.samples)
    let quality = measureFit(given.taps, on: pairs, options: options)
    #expect(quality.map(\.psnr.count) == [1, 1, 1, 1])
  }

  /// A pair moved by a pixel has a kernel that moves it back, which no symmetry allows.
  @Test func knowsNoSymmetriesOfPairs() throws {
    var options = FitOptions()
    options.taps = 3
    let image = try fittedPictures(folder, 1)[0]
    let (large, small) = try image.pair(options)
    var moved = small[0]
    for index in moved.samples.indices {
      moved.samples[index] = large.samples[index / 24 * 2 * 48 + index % 24 * 2]
    }
    options.degradations = []
    let taps = try fitKernel(to: [pair(image, small: moved)], options: options).taps
    let side = taps.shape[0]
    #expect((0..<side).contains { abs(taps[2, $0] - taps[2, side - 1 - $0]) > 0.05 })
  }

  @Test func leavesOutPairsOfOtherSizes() throws {
    var options = FitOptions()
    let image = try fittedPictures(folder, 1)[0]
    let pair = try pair(image, small: image.pair(options).small[0])
    (options.scale, options.degradations) = (3, [])
    var failures: [String] = []
    var state = try FitState(options)
    try state.add([pair], options, failed: { failures.append("\($0)") })
    #expect(state.images == 0)
    #expect(
      failures == [
        "\(pair.input!) is 24x24, and \(pair.wanted), 48x48, is not 3 times as wide and high."
      ])
  }

  @Test func imagesAndOptionsHaveToAgree() throws {
    var options = FitOptions()
    let image = try fittedPictures(folder, 1)[0]
    let pair = try pair(image, small: image.pair(options).small[0])
    #expect(throws: UpsampleError.self) { try fitKernel(to: [pair], options: options) }
    options.degradations = []
    #expect(throws: UpsampleError.self) { try fitKernel(to: [image], options: options) }
  }
}
