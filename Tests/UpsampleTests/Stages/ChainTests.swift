import TestSupport
import Testing

@testable import Upsample
@testable import UpsampleBase
@testable import UpsampleImages
@testable import UpsampleTensors

/// For any chain of stages, any height of strips and any number of workers, what the strips
/// make is what the plain operations make of the whole picture, to the last bit.
@Suite struct ChainTests {
  /// A thousand chains in all; a hundred for each number.
  @Test(arguments: 0..<10)
  func isThePlainOperationsOfTheWholePicture(hundred: Int) throws {
    var differing = 0
    for seed in hundred * 100..<hundred * 100 + 100 {
      var random = SeededGenerator(seed: UInt64(seed))
      let made = try Made(Self.kinds(seed, using: &random), using: &random)
      try made.check("chain \(seed)")
      if made.varies { differing += 1 }
    }
    #expect(differing >= 80, "most pictures show more than one level")
  }

  /// Rows between stages are made some columns at a time where lines are long.
  @Test(arguments: 0..<4)
  func longLinesAreMadeInBlocks(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    try Made(.thereAndBack, of: (5000, 13), segmentRows: 13, using: &random)
      .check("lines of 5000 pixels, seed \(seed)")
  }

  /// Two resamplings, forward and back, sixteen stages of any kind, or a few of them.
  private static func kinds(
    _ seed: Int, using random: inout SeededGenerator
  ) -> Made.Kinds {
    switch seed % 10 {
    case 0, 1: return .any([.interpolation, .interpolation])
    case 2, 3, 4: return .thereAndBack
    case 5:
      return .any((0..<16).map { _ in RandomStage.Kind.allCases.randomElement(using: &random)! })
    default:
      let count = Int.random(in: 1...5, using: &random)
      return .any((0..<count).map { _ in RandomStage.Kind.allCases.randomElement(using: &random)! })
    }
  }
}

/// A picture that a chain has made in strips, and what the operations make of it.
private struct Made {
  let strips: MemoryImage
  private let operations: [UInt16]
  private let description: String

  enum Kinds {
    case any([RandomStage.Kind])
    /// A forward convolution, and the transposed one that leads back to the same size.
    case thereAndBack
  }

  init(
    _ kinds: Kinds, of size: (width: Int, height: Int)? = nil, segmentRows: Int? = nil,
    using random: inout SeededGenerator
  ) throws {
    let layout = ImageLayout(
      width: size?.width ?? Int.random(in: 1...7, using: &random),
      height: size?.height ?? Int.random(in: 1...7, using: &random),
      channels: Int.random(in: 1...4, using: &random),
      depth: Bool.random(using: &random) ? .eight : .sixteen)
    let image = MemoryImage(noise: layout, seed: random.next())
    let stages = try Self.stages(kinds, of: layout, using: &random)
    // Where alpha rounds to 0 depends on the depth; elsewhere more bits tell more.
    let picture = PictureChain(
      Chain(stages.map(\.stage)), of: layout, depth: layout.hasAlpha ? layout.depth : .sixteen)
    let segmentRows = segmentRows ?? Int.random(in: 1...9, using: &random)
    let segments = Int.random(in: 1...3, using: &random)
    let jobs = Int.random(in: 1...4, using: &random)
    strips = try run(
      image, through: picture, segmentRows: segmentRows, segmentsPerStrip: segments, jobs: jobs)
    let entered = Tensor(
      shape: [1, layout.height, layout.width, layout.channels],
      scalars: image.samples.map(Float.init))
    let keepsAlpha = stages.allSatisfy { $0.stage.outputChannels == layout.channels }
    var tensor = keepsAlpha ? try entered.premultiplied(where: layout) : entered
    for stage in stages { tensor = try stage.plain(tensor) }
    if keepsAlpha { tensor = try tensor.unpremultiplied(where: layout) }
    operations = tensor.samples(of: layout.depth, as: picture.output)
    description =
      "\(layout), \(segments) segments of \(segmentRows) rows, \(jobs) jobs: "
      + "\(stages.map { "\(type(of: $0.stage)) \($0.stage.border)" })"
  }

  private static func stages(
    _ kinds: Kinds, of layout: ImageLayout, using random: inout SeededGenerator
  ) throws -> [RandomStage] {
    var shape = [1, layout.height, layout.width, layout.channels]
    var stages: [RandomStage] = []
    func add(_ stage: RandomStage) {
      stages.append(stage)
      shape = [
        1, stage.stage.vertical.outputExtent, stage.stage.horizontal.outputExtent,
        stage.stage.outputChannels,
      ]
    }
    switch kinds {
    case .any(let kinds):
      for kind in kinds { add(try RandomStage(kind, of: shape, using: &random)) }
    case .thereAndBack:
      let form: RandomStage.Form = Bool.random(using: &random) ? .separable : .whole
      let axes = (0..<2).map { _ in
        ConvolutionAxis(
          filter: Int.random(in: 1...6, using: &random),
          stride: Int.random(in: 1...4, using: &random), dilation: 1)
      }
      add(
        try .forward(
          form,
          zip(axes, [layout.height, layout.width]).map {
            ResamplingAxis(forward: $0, inputExtent: $1, padding: .same)
          }, layout.channels, Border.allCases.randomElement(using: &random)!, using: &random))
      add(
        try .transposed(
          form,
          zip(axes, [layout.height, layout.width]).map {
            ResamplingAxis(transposed: $0, outputExtent: $1)
          }, shape[3], Border.allCases.randomElement(using: &random)!, using: &random))
    }
    return stages
  }

  /// Whether more than one level is seen between black and white.
  var varies: Bool { Set(strips.samples).subtracting([0, 65535]).count > 1 }

  func check(_ name: String) throws {
    try #require(strips.samples.count == operations.count, "\(name), \(description)")
    let wrong = zip(strips.samples, operations).enumerated().first { $1.0 != $1.1 }
    try #require(wrong == nil, "\(name), \(description)")
  }
}

/// Takes a picture in memory through a chain in strips.
func run(
  _ image: MemoryImage, through picture: PictureChain, firstRows: RowWriter? = nil,
  segmentRows: Int = 4, segmentsPerStrip: Int = 1, jobs: Int = 2
) throws -> MemoryImage {
  let (first, again) = (MemorySource(image), MemorySource(image))
  var readings = 1
  let sink = MemorySink(segmentRows: segmentRows)
  var runner = StripRunner(
    picture, segmentRows: segmentRows, segmentsPerStrip: segmentsPerStrip)
  runner.firstRows = firstRows
  try runner.run(
    from: first,
    reopened: {
      readings += 1
      return again
    }, to: sink, on: .ofCaller(jobs: jobs))
  #expect(first.isFinished && again.isFinished == (readings == 2))
  #expect(sink.ends.last == true && sink.ends.dropLast().allSatisfy { !$0 })
  return MemoryImage(layout: picture.output, bytes: sink.bytes)
}

extension Tensor {
  /// Numbers in the units of a depth, rounded to the samples of a layout.
  fileprivate func samples(of depth: ImageLayout.Depth, as layout: ImageLayout) -> [UInt16] {
    var bytes = [UInt8](repeating: 0, count: scalars.count * layout.depth.bytes)
    bytes.withUnsafeMutableBytes {
      roundSamples(
        scalars, count: scalars.count, Float(layout.depth.maximum) / Float(depth.maximum),
        layout.depth, into: $0)
    }
    return MemoryImage(layout: layout, bytes: bytes).samples
  }
}
