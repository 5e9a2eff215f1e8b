import TestSupport
import UpsampleImages

/// A drawn picture at any size, for what is to restore edges.
enum EdgePicture {
  /// The picture of so many pixels along a side, of one that is `whole` large.
  static func image(side: Int, of whole: Int) -> MemoryImage {
    MemoryImage(
      layout: ImageLayout(width: side, height: side, channels: 1, depth: .eight),
      bytes: levels(side: side, of: whole))
  }

  /// A light disc and a slanted bar on gray, each pixel the mean of what it covers.
  static func levels(side: Int, of whole: Int) -> [UInt8] {
    let fine = 12 * (whole / side)
    let unit = 1 / Double(side * fine)
    return (0..<side * side).map { index in
      var sum = 0.0
      for point in 0..<fine * fine {
        let x = Double(index % side * fine + point % fine) * unit + unit / 2
        let y = Double(index / side * fine + point / fine) * unit + unit / 2
        let isInDisc = (x - 0.4) * (x - 0.4) + (y - 0.45) * (y - 0.45) < 0.07
        let isInBar = abs(y - 0.3 - 0.55 * x) < 0.05
        sum += isInBar ? 30 : isInDisc ? 220 : 110
      }
      return UInt8((sum / Double(fine * fine)).rounded())
    }
  }
}
