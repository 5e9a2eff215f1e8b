import TestSupport
import Testing
import UpsampleBase

@testable import Upsample
@testable import UpsampleImages

/// What make_goldens.py found of two pictures.
struct PerceptualGolden: CustomTestStringConvertible {
  enum Distortion { case none, levels, noise, shift, smooth, one, alpha }

  let name: String
  let size: (width: Int, height: Int)
  let channels: (Int, Int)
  let depth: ImageLayout.Depth
  let distortion: Distortion
  /// What both files say of their colours.
  let colours: String
  let ssimulacra2: Double
  let flip: Double

  init(
    _ name: String, _ width: Int, _ height: Int, _ channels: (Int, Int), _ bits: Int,
    _ distortion: Distortion, _ colours: String, ssimulacra2: Double, flip: Double
  ) {
    self.name = name
    size = (width, height)
    self.channels = channels
    depth = bits == 8 ? .eight : .sixteen
    self.distortion = distortion
    self.colours = colours
    (self.ssimulacra2, self.flip) = (ssimulacra2, flip)
  }

  var testDescription: String { name }

  /// The pictures, drawn as make_goldens.py does.
  var sources: [DrawnSource] {
    [(channels.0, Distortion.none), (channels.1, distortion)].map { channels, distortion in
      let layout = ImageLayout(
        width: size.width, height: size.height, channels: channels, depth: depth)
      return DrawnSource(MemoryImage(drawn: layout, distortion), colours)
    }
  }

  /// What is found of them.
  func difference(
    _ measures: Set<PerceptualMeasure> = [.ssimulacra2, .flip], rows: Int? = nil, jobs: Int = 1
  ) throws -> ImageDifference {
    try perceptualDifference(sources[0], sources[1], measures, rows: rows, jobs: jobs)
  }
}

func perceptualDifference(
  _ one: any ImageSource, _ other: any ImageSource,
  _ measures: Set<PerceptualMeasure> = [.ssimulacra2, .flip], rows: Int? = nil, jobs: Int = 1
) throws -> ImageDifference {
  var options = ComparisonOptions()
  options.perceptual = measures
  options.jobs = jobs
  guard let rows else { return try ImageDifference(one, other, options: options) }
  return try ImageDifference(one, other, options: options, bandRows: rows)
}

/// A picture in memory that says what its colours mean.
final class DrawnSource: ImageSource {
  let layout: ImageLayout
  let properties: ImageProperties
  let image: MemoryImage
  private let source: MemorySource

  init(_ image: MemoryImage, _ colours: String = "") {
    self.image = image
    source = MemorySource(image)
    layout = image.layout
    var properties = ImageProperties(format: .png)
    switch colours {
    case "linear": properties.metadata.colour.gamma = 100_000
    case "gamma": properties.metadata.colour.gamma = 45_455
    case "wide":
      properties.metadata.colour.chromaticities = [
        31270, 32900, 70800, 29200, 17000, 79700, 13100, 4600,
      ]
    default: break
    }
    self.properties = properties
  }

  func readRows(_ count: Int, into rows: UnsafeMutableRawBufferPointer) throws(UpsampleError) {
    try source.readRows(count, into: rows)
  }

  func finish() throws(UpsampleError) { try source.finish() }
}

extension MemoryImage {
  /// A picture of waves and edges, with noise below the level of 8 bits.
  init(drawn layout: ImageLayout, _ distortion: PerceptualGolden.Distortion) {
    var samples: [UInt16] = []
    for y in 0..<layout.height {
      for x in 0..<layout.width {
        for channel in 0..<layout.colors {
          samples.append(UInt16(distorted(x, y, channel, layout.depth, distortion)))
        }
        guard layout.hasAlpha else { continue }
        let alpha = wave(3 * x + y, 200) * (layout.depth == .eight ? 1 : 257)
        samples.append(UInt16(distortion == .alpha ? alpha * 3 / 4 : alpha))
      }
    }
    self.init(layout: layout, samples: samples)
  }
}

private func wave(_ place: Int, _ length: Int) -> Int {
  abs(place % (2 * length) - length) * 255 / length
}

private func chance(_ x: Int, _ y: Int, _ channel: Int, seed: Int) -> Int {
  ((x * 73 + y * 151 + channel * 199 + seed) * 2_654_435_761 % (1 << 32)) >> 24
}

private func drawn(_ x: Int, _ y: Int, _ channel: Int, _ depth: ImageLayout.Depth) -> Int {
  let waves =
    wave(5 * x + 2 * y + 90 * channel, 240) + wave(3 * y - 2 * x + 10000 + 60 * channel, 170)
  let level = (x / 9 + y / 7) % 5 == 0 ? 255 - waves / 2 : waves / 2
  return depth == .eight ? level : level * 256 + chance(x, y, channel, seed: 7)
}

private func distorted(
  _ x: Int, _ y: Int, _ channel: Int, _ depth: ImageLayout.Depth,
  _ distortion: PerceptualGolden.Distortion
) -> Int {
  let (own, unit) = (drawn(x, y, channel, depth), depth == .eight ? 1 : 256)
  switch distortion {
  case .none, .alpha: return own
  case .levels: return own - own % (37 * unit) + 18 * unit
  case .noise:
    let noise = chance(x, y, channel, seed: 3) % 17 * unit - 8 * unit
    return min(max(own + noise, 0), depth.maximum)
  case .shift: return drawn(x + 1, y, channel, depth)
  case .smooth: return (own + drawn(x + 1, y, channel, depth) + 1) / 2
  case .one: return (x, y, channel) == (30, 20, 1) ? own ^ 1 : own
  }
}
