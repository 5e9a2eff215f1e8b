import TestSupport
import Testing
import UpsampleBase
import UpsampleImages
import UpsampleTensors

@testable import Upsample

@Suite struct FitTests {
  @Test func agreesWithNumPy() throws {
    let folder = try TestFolder()
    var options = FitOptions()
    (options.taps, options.degradations) = (3, [Degradation(.area)])
    let fit = try fitKernel(to: fittedPictures(folder, 1), options: options)
    #expect(fit.taps.shape == [6, 6])
    #expect(fit.samples == 24 * 24)
    let largest = fitGolden.map(abs).max()!
    for (tap, golden) in zip(fit.taps.scalars, fitGolden) {
      #expect(abs(Double(tap) - golden) < 1e-5 * largest)
    }
  }

  @Test(arguments: [2, 3, 4], [1, 2, 5, 8]) func keepsConstants(scale: Int, taps: Int) throws {
    let folder = try TestFolder()
    var options = FitOptions()
    (options.scale, options.taps) = (scale, taps)
    options.degradations = [Degradation(.bicubic), Degradation(.lanczos3)]
    let fit = try fitKernel(to: fittedPictures(folder, 1), options: options)
    let side = fit.taps.shape[0]
    for phase in 0..<scale * scale {
      var sum = 0.0
      for y in stride(from: phase / scale, to: side, by: scale) {
        for x in stride(from: phase % scale, to: side, by: scale) {
          sum += Double(fit.taps[y, x])
          #expect(abs(fit.taps[y, x] - fit.taps[x, y]) < 1e-6)
          #expect(abs(fit.taps[y, x] - fit.taps[side - 1 - y, x]) < 1e-6)
        }
      }
      #expect(abs(sum - 1) < 1e-6)
    }
  }

  @Test func sameForAnyJobsAndOrder() throws {
    let folder = try TestFolder()
    let pictures = try fittedPictures(folder, 5)
    var options = FitOptions()
    (options.taps, options.degradations) = (5, Degradation.mixture)
    options.jobs = 1
    let one = try fitKernel(to: pictures, options: options)
    options.jobs = 4
    let other = try fitKernel(to: pictures.reversed(), options: options)
    #expect(one.taps == other.taps)
    #expect(one.images == 5)
  }

  @Test func measuresWhatWasHeldBack() throws {
    let folder = try TestFolder()
    let pictures = try fittedPictures(folder, 4)
    var options = FitOptions()
    options.taps = 5
    var state = try FitState(options)
    var heldBack = try FitState(options)
    #expect(state.psnr(on: heldBack) == nil)
    try state.add(Array(pictures.dropFirst()), options)
    try heldBack.add([pictures[0]], options)
    let taps = try state.fit().taps
    var missing = pictures[1]
    missing = FitImage(missing.name, wanted: folder["missing.png"])
    var failures = 0
    let quality = measureFit(taps, on: [pictures[0], missing], options: options) { _ in
      failures += 1
    }
    #expect(failures == 1)
    #expect(quality.map(\.kernel) == ["bilinear", "bicubic", "lanczos3", "fitted"])
    let fitted = try #require(quality.last?.psnr[0])
    #expect(abs(try #require(state.psnr(on: heldBack)) - fitted) < 2)
    #expect(quality.allSatisfy { $0.psnr[0] <= fitted })
  }

  /// The bicubic kernel's figure is that of the picture which the program makes.
  @Test(arguments: [2, 3, 4], Border.allCases)
  func measuresWhatIsMade(scale: Int, border: Border) throws {
    let folder = try TestFolder()
    var options = FitOptions()
    (options.scale, options.border, options.degradations) = (scale, border, [Degradation(.area)])
    let image = try fittedPictures(folder, 1)[0]
    let quality = measureFit(bicubic(scale), on: [image], options: options)
    #expect(abs(quality[1].psnr[0] - quality[3].psnr[0]) < 1e-3)

    let (large, small) = try image.pair(options)
    try folder.write(
      grayPNG(width: small[0].width, height: small[0].height) { x, y in
        small[0].samples[y * small[0].width + x]
      }, to: "small.png")
    var making = UpsampleOptions()
    making.kernel = .interpolation(.bicubic)
    making.border = border
    making.magnification = .scale(width: Ratio(scale, 1), height: Ratio(scale, 1))
    _ = try upsample(
      .file(folder["small.png"]), to: .file(folder["made.png"]), options: making)
    let made = try FittingPicture(folder["made.png"], ReadingOptions())
    let psnr = PlaneQuality.psnr(made.samples.map(Float.init), large.luma, shaving: scale)
    #expect(abs(quality[1].psnr[0] - psnr) < 0.05)
  }

  private func bicubic(_ scale: Int) -> Tensor {
    let axis = ResamplingAxis(
      .bicubic, ratio: Ratio(scale, 1), inputExtent: 1, outputExtent: scale)
    let taps = axis.taps(of: .bicubic)
    return Tensor(
      shape: [taps.count, taps.count], scalars: taps.flatMap { row in taps.map { row * $0 } })
  }

  @Test func leavesOutDamagedPictures() throws {
    let folder = try TestFolder()
    let pictures = try fittedPictures(folder, 2)
    try folder.write(Array(try #require(folder.read("0.png")).prefix(900)), to: "damaged.png")
    let damaged = FitImage(FilePath("damaged.png"), wanted: folder["damaged.png"])
    let options = FitOptions()
    var failures: [UpsampleError] = []
    let fit = try fitKernel(
      to: pictures + [damaged], options: options, failed: { failures.append($0) })
    let sound = try fitKernel(to: pictures, options: options)
    #expect(failures.count == 1)
    #expect(fit.taps == sound.taps)
    #expect(throws: UpsampleError.self) { try fitKernel(to: [damaged], options: options) }
  }

  @Test func aRidgeDrawsTheTapsToThoseOfNearest() throws {
    let folder = try TestFolder()
    var options = FitOptions()
    options.taps = 3
    options.solving.ridge = 1000
    let taps = try fitKernel(to: fittedPictures(folder, 1), options: options).taps
    for row in 0..<6 {
      for column in 0..<6 {
        let isMiddle = (2...3).contains(row) && (2...3).contains(column)
        #expect(abs(taps[row, column] - (isMiddle ? 1 : 0)) < 0.01)
      }
    }
  }

  @Test func symmetryIsChosen() throws {
    let folder = try TestFolder()
    let pictures = try fittedPictures(folder, 1)
    func isSymmetric(_ reduction: Reduction, _ symmetry: FitSolving.Symmetry) throws -> Bool {
      var options = FitOptions()
      (options.taps, options.degradations) = (3, [Degradation(reduction)])
      options.solving.symmetry = symmetry
      let taps = try fitKernel(to: pictures, options: options).taps
      return abs(taps[0, 1] - taps[1, 0]) < 1e-6
    }
    #expect(try isSymmetric(.area, .auto))
    #expect(try !isSymmetric(.area, .never))
    #expect(try !isSymmetric(.skip, .auto))
    #expect(try isSymmetric(.skip, .always))
  }

  @Test func samplesAreLimitedForAnyJobsAndOrder() throws {
    let folder = try TestFolder()
    let pictures = try fittedPictures(folder, 4)
    var options = FitOptions()
    (options.taps, options.limit, options.degradations) = (3, 100, Degradation.mixture)
    options.jobs = 1
    let one = try fitKernel(to: pictures, options: options)
    #expect(one.samples == 4 * 100 * Degradation.mixture.reduce(0) { $0 + $1.weight })
    options.jobs = 3
    #expect(try fitKernel(to: pictures.reversed(), options: options).taps == one.taps)
    options.seed = 1
    #expect(try fitKernel(to: pictures, options: options).taps != one.taps)
    (options.limit, options.degradations) = (Int(Int32.max), [Degradation(.area)])
    let all = try fitKernel(to: pictures, options: options)
    options.limit = nil
    #expect(try fitKernel(to: pictures, options: options).taps == all.taps)
  }

  @Test func eachSampleIsAsLikely() {
    var counts = [Int](repeating: 0, count: 10)
    for seed in 0..<5000 {
      var choice = SampleChoice(3, of: 10, seed: UInt64(seed))
      let chosen = (0..<10).filter { _ in choice.takesNext() }
      #expect(chosen.count == 3)
      for item in chosen { counts[item] += 1 }
    }
    #expect(counts.allSatisfy { abs($0 - 1500) < 150 }, "\(counts)")
  }

  @Test func sumsOfPartsAddUp() {
    var random = SplitMix64(seed: 7)
    var whole = NormalSums(columns: 5)
    var parts = [NormalSums(columns: 5), NormalSums(columns: 5)]
    var blocks = [SampleBlock(columns: 5), SampleBlock(columns: 5), SampleBlock(columns: 5)]
    for sample in 0..<301 {
      let numbers = (0..<5).map { _ in Int16(Int(random.next() % 8161) - 4080) }
      func fill(_ place: UnsafeMutablePointer<Int16>) {
        for (column, number) in numbers.enumerated() {
          place[column * SampleBlock.capacity] = number
        }
      }
      blocks[2].add(to: &whole, weight: 3, fill)
      blocks[sample % 2].add(to: &parts[sample % 2], weight: 3, fill)
    }
    blocks[2].flush(to: &whole, weight: 3)
    for part in 0..<2 { blocks[part].flush(to: &parts[part], weight: 3) }
    parts[0] += parts[1]
    #expect(parts[0] == whole)
    #expect(whole.samples == 903)
  }
}
