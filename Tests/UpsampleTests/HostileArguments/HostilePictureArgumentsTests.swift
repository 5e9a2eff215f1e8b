import TestSupport
import Testing

@testable import Upsample
@testable import UpsampleBase
@testable import UpsampleBatch
@testable import UpsampleExplaining
@testable import UpsampleImages
@testable import UpsampleTensors

/// Whatever the functions on pictures are given, they return or throw: a trap ends the tests.
@Suite struct HostilePictureArgumentsTests {
  private let folder: TestFolder
  private let input: Endpoint
  private let output: Endpoint

  init() throws {
    folder = try TestFolder()
    let picture = Tensor(shape: [1, 2, 3, 3], scalars: (0..<18).map { Float($0 * 14) })
    try picture.write(image: folder["in.png"])
    (input, output) = (.file(folder["in.png"]), .file(folder["out.png"]))
  }

  private func expectNothingIsWritten(_ comment: String, _ body: () throws -> Void) {
    #expect(throws: UpsampleError.self, "\(comment)") { try body() }
    #expect(folder.names == [FilePath("in.png")], "\(comment)")
  }

  /// Ratios that no picture grows by.
  private static let noScales = hostileNumbers.flatMap { a in
    hostileNumbers.map { Ratio(a, $0) }.filter { !$0.isScale }
  }

  @Test func anyScaleIsTakenOrRefused() throws {
    var options = UpsampleOptions()
    for ratio in Self.noScales {
      for magnification in [
        Magnification.scale(width: ratio, height: 1), .scale(width: 2, height: ratio),
      ] {
        options.magnification = magnification
        expectNothingIsWritten("\(ratio)") {
          _ = try upsample(input, to: output, options: options)
        }
        #expect(throws: UpsampleError.self) {
          try estimateUpsample(input, to: output, options: options)
        }
      }
      #expect(throws: UpsampleError.self) {
        try KernelAnalysis(
          .interpolation(.bilinear), name: "bilinear", horizontal: 1, vertical: ratio)
      }
    }
    for a in hostileNumbers {
      for b in hostileNumbers where Ratio(a, b).isScale {
        options.magnification = .scale(width: 1, height: Ratio(a, b))
        _ = try? estimateUpsample(input, to: output, options: options)
        _ = try? KernelAnalysis(
          .interpolation(.lanczos3), name: "k", horizontal: Ratio(a, b), vertical: 1)
      }
    }
  }

  /// The picture is 3 wide and 2 high: no size of these numbers is legal but a height of 2.
  @Test func anySizeIsTakenOrRefused() throws {
    var options = UpsampleOptions()
    let extents = hostileNumbers.map(Optional.some) + [nil]
    for width in extents {
      for height in extents where width != nil || height != 2 {
        options.magnification = .size(width: width, height: height)
        expectNothingIsWritten("\(width as Any)x\(height as Any)") {
          _ = try upsample(input, to: output, options: options)
        }
        _ = try? estimateUpsample(input, to: output, options: options)
      }
    }
    options.magnification = .size(width: nil, height: 2)
    _ = try upsample(input, to: output, options: options)
  }

  private static let noFilters: [UserFilter] =
    [0, 1, 3, 4, 5].map { .depthwise(Tensor(repeating: 1, shape: Shape(ones($0)))) }
    + [0, 1, 2, 3, 5].map { .mixing(Tensor(repeating: 1, shape: Shape(ones($0)))) }
    + ([[0, 0], [0, 3], [3, 0], [.max, 0], [1, 5000], [5000, 1], [2048, 2048]] as [Shape])
    .map { .depthwise(Tensor(repeating: 1, shape: $0)) }
    + ([[0, 0, 3, 3], [2, 2, 0, 3], [2, 2, 3, 0], [1, 5000, 3, 3], [2, 2, 600, 600]] as [Shape])
    .map { .mixing(Tensor(repeating: 1, shape: $0)) }
    + [.nan, .infinity, -.infinity].flatMap { (tap: Float) -> [UserFilter] in
      [
        .depthwise(Tensor(repeating: tap, shape: [2, 2])),
        .mixing(Tensor(repeating: tap, shape: [2, 2, 3, 3])),
      ]
    }

  private static func ones(_ rank: Int) -> [Int] { Array(repeating: 1, count: rank) }

  @Test(arguments: [KernelGain.asGiven, .normalized])
  func aFilterThatIsNoneIsRefused(gain: KernelGain) {
    var options = UpsampleOptions()
    options.gain = gain
    for filter in Self.noFilters {
      options.kernel = .filter(filter)
      expectNothingIsWritten("\(filter.taps.shape)") {
        _ = try upsample(input, to: output, options: options)
      }
      expectNothingIsWritten("\(filter.taps.shape)") {
        _ = try roundTrip(input, to: output, strides: (2, 2), options: options)
      }
      #expect(throws: UpsampleError.self, "\(filter.taps.shape)") {
        try KernelAnalysis(
          options.kernel, name: "k", horizontal: 2, vertical: 2, gain: gain)
      }
    }
  }

  @Test func aFilterIsRefusedInWords() {
    var options = UpsampleOptions()
    options.kernel = .filter(.depthwise(Tensor(repeating: 1, shape: [3])))
    #expect(
      refusal { _ = try upsample(input, to: output, options: options) } == """
        `kernel`: a filter has taps of shape [3].
          Its shape must be [height, width].
        """)
    options.kernel = .filter(.depthwise(Tensor(repeating: 1, shape: [0, 3])))
    #expect(
      refusal { _ = try upsample(input, to: output, options: options) } == """
        `kernel`: a filter of shape [0, 3] has no taps.
          Every extent must be at least 1.
        """)
  }

  @Test func theLargestTapsAreTakenOrRefused() {
    var options = UpsampleOptions()
    for tap in [
      Float.greatestFiniteMagnitude, -.greatestFiniteMagnitude, .leastNonzeroMagnitude, 0,
    ] {
      for gain in [KernelGain.asGiven, .normalized] {
        options.gain = gain
        options.kernel = .filter(.depthwise(Tensor(repeating: tap, shape: [3, 3])))
        _ = try? upsample(input, to: output, options: options)
        _ = try? roundTrip(input, to: output, strides: (2, 2), options: options)
        let analysis = try? KernelAnalysis(
          options.kernel, name: "k", horizontal: 2, vertical: 2, gain: gain)
        try? analysis?.writeImage(png: output)
        _ = analysis.map { ($0.separabilityResidue, $0.horizontalProfile, $0.plane, $0.gains) }
      }
    }
  }

  @Test func anyNumberOfJobsMakesTheSamePicture() throws {
    var options = UpsampleOptions()
    _ = try upsample(input, to: output, options: options)
    let expected = folder.read("out.png")
    var comparing = ComparisonOptions()
    for jobs in hostileNumbers {
      (options.jobs, comparing.jobs) = (jobs, jobs)
      _ = try upsample(input, to: output, options: options)
      #expect(folder.read("out.png") == expected, "\(jobs)")
      _ = try roundTrip(input, to: output, strides: (2, 2), options: options)
      #expect(
        try compareImages(
          input, input, heatMap: .file(folder["heat.png"]), options: comparing
        ).areEqual)
      let request = BatchRequest(folder.path, to: folder["out"], UpsampleJob(options))
      _ = try runBatch(request) { _ in }
      _ = try verifyBatch(request, shard: nil, .headers) { _ in }
    }
  }

  @Test func anyNumberOfAnOptionIsTakenOrRefused() {
    for number in hostileNumbers {
      var options = UpsampleOptions()
      options.quality = .percent(number)
      _ = try? upsample(input, to: .file(folder["out.jpg"]), options: options)
      for other in hostileNumbers {
        options = UpsampleOptions()
        options.reading.limits = InputLimits(pixels: number)
        (options.reading.limits.scans, options.reading.limits.metadata) = (other, number)
        _ = try? upsample(input, to: output, options: options)
        _ = try? upsample(.file(folder["out.jpg"]), to: output, options: options)
        _ = try? roundTrip(input, to: output, strides: (number, other), options: UpsampleOptions())
      }
      _ = try? Tensor(image: folder["in.png"], maxPixels: number)
    }
  }

  @Test func anEstimateOfAnyPictureIsCounted() throws {
    var estimate = try #require(
      try estimateUpsample(input, to: output, options: UpsampleOptions()))
    #expect(estimate.outputBytes == 4 * 6 * 3)
    let side = Int(Int32.max)
    estimate.report.output = ImageLayout(width: side, height: side, channels: 4, depth: .sixteen)
    #expect(estimate.outputBytes == .max)
  }
}
