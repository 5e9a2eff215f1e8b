import Glibc
import Upsample
import UpsampleBase
import UpsampleImages

/// A gray picture of levels from 0 to 1.
struct GrayPicture: Hashable, Sendable {
  let width: Int
  let height: Int
  /// Rows from the top.
  let levels: [Double]

  init(width: Int, height: Int, level: (_ x: Int, _ y: Int) -> Double) {
    (self.width, self.height) = (width, height)
    levels = (0..<height).flatMap { y in (0..<width).map { x in level(x, y) } }
  }

  subscript(x: Int, y: Int) -> Double { levels[y * width + x] }

  /// The row with the most light, as a picture: of all that a kernel with gaps
  /// makes of one row, one that taps reach.
  var brightestRow: GrayPicture {
    func light(_ y: Int) -> Double { levels[y * width..<(y + 1) * width].reduce(0, +) }
    // Rows that are alike but for rounding count as one.
    let most = (0..<height).map(light).max()! - 1e-3 * Double(width)
    let brightest = (0..<height).first { light($0) >= most }!
    return GrayPicture(width: width, height: 1) { x, _ in self[x, brightest] }
  }

  /// A vertical edge from 1/4 to 3/4.
  static func step(width: Int, height: Int) -> GrayPicture {
    GrayPicture(width: width, height: height) { x, _ in x < width / 2 ? 0.25 : 0.75 }
  }

  /// One white pixel on 1/4, so that what undershoots is seen too.
  static func dot(width: Int, height: Int) -> GrayPicture {
    GrayPicture(width: width, height: height) { x, y in
      x == width / 2 && y == height / 2 ? 1 : 0.25
    }
  }

  /// Rings whose frequency grows from none at the centre to half a cycle per
  /// pixel, the highest there is, in the middle of each side.
  static func zonePlate(width: Int, height: Int) -> GrayPicture {
    GrayPicture(width: width, height: height) { x, y in
      let across = Double(2 * x + 1 - width) / 2
      let down = Double(2 * y + 1 - height) / 2
      let phase = across * across / Double(width) + down * down / Double(height)
      return 0.5 + 0.5 * cos(Double.pi * phase)
    }
  }
}

extension KernelAnalysis {
  /// What the kernel makes of a picture, its outermost pixels repeated beyond
  /// the edges.
  ///
  /// It takes the way that pictures from files take, with 16 bits.
  func output(of picture: GrayPicture) throws(UpsampleError) -> GrayPicture {
    let layout = ImageLayout(
      width: picture.width, height: picture.height, channels: 1, depth: .sixteen)
    let white = Double(layout.depth.maximum)
    let border = Border.replicate
    let kernel = function.map(Kernel.interpolation) ?? .filter(.depthwise(plane))
    let way = try PictureChain(
      kernel, of: layout, by: .scale(width: horizontal, height: vertical), border: border,
      depth: .sixteen)
    let plan = StripPlan(way.chain, segmentRows: way.output.height)
    let inputRows = plan.inputRows(ofStrip: 0)
    var bytes: [UInt8] = []
    for row in inputRows {
      let y = border.source(of: row, extent: picture.height)!
      for x in 0..<picture.width {
        withUnsafeBytes(of: UInt16((picture[x, y] * white).rounded())) { bytes += $0 }
      }
    }
    let strip = Strip(
      index: 0, outputRows: plan.outputRows(ofStrip: 0), inputRows: inputRows, bytes: bytes)
    let output = way.outputRows(of: strip)
    return GrayPicture(width: way.output.width, height: way.output.height) { x, y in
      let start = (y * way.output.width + x) * 2
      let sample = output.withUnsafeBytes {
        $0.loadUnaligned(fromByteOffset: start, as: UInt16.self)
      }
      return Double(sample) / white
    }
  }
}
