import TestSupport
import Testing

@testable import Upsample
@testable import UpsampleBase
@testable import UpsampleImages
@testable import UpsampleNetworks

/// Networks that double pictures as a kernel does make the pictures that the kernel makes,
/// whatever the channels, the depth and the cut into strips.
@Suite struct NetworkPlanTests {
  private func chain(
    _ model: any NetworkModel, of layout: ImageLayout, scale: Ratio = 2,
    kernel: Kernel = .interpolation(.nearest), border: Border = .replicate,
    channels: ImageNetwork.Channels? = nil, white: ImageNetwork.White? = nil
  ) throws -> PictureChain {
    var options = ResamplingOptions()
    (options.kernel, options.border) = (kernel, border)
    options.magnification = .scale(width: scale, height: scale)
    let network = ImageNetwork(
      try RunnableNetwork(model, name: "test", channels: channels, white: white), record: "")
    return try PictureChain(
      network, of: layout, in: WorkingSpace(layout), options, depth: layout.depth)
  }

  private func nearest(_ image: MemoryImage) throws -> MemoryImage {
    let chain = try PictureChain(
      .interpolation(.nearest), of: image.layout, by: .scale(width: 2, height: 2),
      border: .replicate, depth: image.layout.depth)
    return try run(image, through: chain)
  }

  private static func image(
    _ channels: Int, depth: ImageLayout.Depth = .eight, width: Int = 13, height: Int = 11
  ) -> MemoryImage {
    MemoryImage(
      noise: ImageLayout(width: width, height: height, channels: channels, depth: depth),
      seed: UInt64(channels))
  }

  @Test(
    arguments: [1, 3], [ImageLayout.Depth.eight, .sixteen])
  func opaquePicturesAreThoseOfTheKernel(channels: Int, depth: ImageLayout.Depth) throws {
    let image = Self.image(channels, depth: depth)
    let expected = try nearest(image)
    for taken in [1, 3] {
      for white in ImageNetwork.White.allCases {
        let made = try run(
          image,
          through: chain(
            ResizingModel(channels: taken), of: image.layout, white: white))
        #expect(differs(made, expected, by: depth == .eight ? 0 : 1) == 0)
      }
    }
  }

  @Test func oneChannelCanBeGivenEachColour() throws {
    let image = Self.image(3)
    let chain = try chain(
      ResizingModel(channels: 1, .bilinear), of: image.layout, channels: .rgb)
    let bilinear = try PictureChain(
      .interpolation(.bilinear), of: image.layout, by: .scale(width: 2, height: 2),
      border: .replicate, depth: .eight)
    #expect(
      differs(try run(image, through: chain), try run(image, through: bilinear), by: 1) == 0)
  }

  /// Alpha is the kernel's; colours that are seen are the network's.
  @Test(arguments: [2, 4], [1, 3]) func visibleColoursStay(channels: Int, taken: Int) throws {
    var image = Self.image(channels)
    for pixel in stride(from: 0, to: image.samples.count, by: channels) {
      image.samples[pixel + channels - 1] = pixel % 3 == 0 ? 255 : 0
    }
    let made = try run(image, through: chain(ResizingModel(channels: taken), of: image.layout))
    #expect(made.layout.channels == channels)
    for (index, sample) in made.samples.enumerated() {
      let (pixel, channel) = index.quotientAndRemainder(dividingBy: channels)
      let (row, column) = pixel.quotientAndRemainder(dividingBy: 26)
      let source = (row / 2 * 13 + column / 2) * channels
      if channel == channels - 1 || image.samples[source + channels - 1] > 0 {
        #expect(sample == image.samples[source + channel])
      }
    }
  }

  @Test(arguments: Border.allCases) func bordersAreGivenToNetworksThatEatThem(
    border: Border
  ) throws {
    let image = Self.image(3)
    let made = try run(
      image,
      through: chain(ResizingModel(channels: 3, eaten: 3), of: image.layout, border: border))
    #expect(made == (try nearest(image)))
  }

  @Test func multiplesAreFilledUp() throws {
    let image = Self.image(3)
    for eaten in [0, 4] {
      let model = ResizingModel(channels: 3, eaten: eaten, multiple: 8)
      #expect(try NetworkGeometry(model, name: "test").step == 8)
      let made = try run(image, through: chain(model, of: image.layout))
      #expect(made == (try nearest(image)))
    }
  }

  @Test func otherSizesAreReached() throws {
    let image = Self.image(3)
    for (scale, width) in [(Ratio(3, 2), 20), (3, 39), (1, 13)] {
      let chain = try chain(
        ResizingModel(channels: 3), of: image.layout, scale: scale,
        kernel: .interpolation(.bicubic))
      #expect(chain.output.width == width)
      #expect(chain.note?.contains("makes 2 times the size, and bicubic leads") == true)
      #expect(chain.note?.contains("rows at a time and makes none of its own twice") == true)
      #expect(try run(image, through: chain).layout == chain.output)
    }
  }

  /// Each mean takes a reading of its own, and no reading holds the picture.
  @Test func meansAreOfTheWholePicture() throws {
    let image = Self.image(3, width: 20, height: 300)
    let chain = try chain(CentringModel(), of: image.layout)
    #expect(chain.note?.contains("1 means of the whole picture, which is read 2 times") == true)
    let sums = image.samples.enumerated().reduce(into: [0.0, 0, 0]) {
      $0[$1.offset % 3] += Double($1.element)
    }
    let made = try run(image, through: chain)
    for (index, sample) in made.samples.enumerated() {
      let (pixel, channel) = index.quotientAndRemainder(dividingBy: 3)
      let source = (pixel / 40 / 2 * 20 + pixel % 40 / 2) * 3 + channel
      let centred = Double(image.samples[source]) - sums[channel] / 6000 + 127.5
      #expect(abs(Double(sample) - min(max(centred, 0), 255)) <= 0.51)
    }
    #expect(try run(image, through: chain, segmentRows: 64, jobs: 1) == made)
    let tall = Self.image(3, width: 20, height: 1200)
    func held(_ image: MemoryImage) throws -> Int {
      try self.chain(CentringModel(), of: image.layout)
        .rows(of: MemorySource(image), on: .ofCaller(jobs: 1)).heldBytes
        - MemorySource(image).heldBytes
    }
    #expect(try held(image) == held(tall))
  }

  /// A small file may be a picture for a large network; a limit of one's own holds.
  @Test(arguments: [nil, 250_000_000]) func networksMayTakeTheirMemory(limit: Int?) throws {
    let folder = try TestFolder()
    let file = try folder.write(grayPNG(width: 600, height: 8) { x, _ in UInt8(x & 255) }, to: "p")
    var options = UpsampleOptions()
    options.resampling.network = ImageNetwork(
      try RunnableNetwork(WideModel(), name: "test"), record: "")
    options.reading.limits.memory = limit
    let output = Endpoint.file(folder["o.png"])
    let estimate = try PictureWork(InputFile(.file(file)), to: output, options: options)
      .estimate(OutputFile.discarding(output, existing: .replace))
    #expect(estimate.workingBytes > InputLimits.smallFileMemory + 4800 * InputLimits.memoryPerByte)
    #expect(estimate.allowedBytes == limit ?? estimate.allowedBytes)
    #expect(estimate.allowedBytes > estimate.workingBytes || limit != nil)
  }

  @Test func stripsAndThreadsChangeNothing() throws {
    let image = Self.image(4, width: 70, height: 61)
    let chain = try chain(
      ResizingModel(channels: 1, .bilinear, eaten: 5), of: image.layout, scale: Ratio(7, 3),
      kernel: .interpolation(.lanczos3))
    let whole = try run(image, through: chain, segmentRows: 200, jobs: 1)
    for (rows, segments, jobs) in [(1, 1, 1), (4, 3, 2), (7, 5, 7), (64, 2, 3)] {
      let made = try run(
        image, through: chain, segmentRows: rows, segmentsPerStrip: segments, jobs: jobs)
      #expect(made == whole)
    }
  }

  @Test(arguments: [1, 2, 3]) func smallPicturesAreMade(side: Int) throws {
    for border in Border.allCases {
      let image = Self.image(3, width: side, height: 1)
      let model = ResizingModel(channels: 1, .bilinear, eaten: 7, multiple: 2)
      let made = try run(image, through: chain(model, of: image.layout, border: border))
      #expect(made.layout.width == 2 * side && made.layout.height == 2)
    }
  }

  @Test func whatTheFileSaysCounts() throws {
    let network = try RunnableNetwork(
      ResizingModel(
        channels: 1, metadata: ["upsample.channels": "full-luma", "upsample.range": "255"]),
      name: "test")
    #expect(network.channels == .fullLuma && network.white == .byte)
  }

  @Test func threeChannelsAreNoLuma() {
    let told = refusal {
      _ = try RunnableNetwork(ResizingModel(channels: 3), name: "net.onnx", channels: .luma)
    }
    #expect(told?.hasPrefix("net.onnx takes 3 channels, not luma.") == true)
    let four = refusal { _ = try RunnableNetwork(ResizingModel(channels: 4), name: "net.onnx") }
    #expect(four?.hasPrefix("net.onnx takes pictures of 4 channels, not of 1 or 3.") == true)
  }

  /// How many samples differ by more than so many levels.
  private func differs(_ one: MemoryImage, _ other: MemoryImage, by levels: Int) -> Int {
    guard one.layout == other.layout else { return .max }
    return zip(one.samples, other.samples).count { abs(Int($0) - Int($1)) > levels }
  }
}
