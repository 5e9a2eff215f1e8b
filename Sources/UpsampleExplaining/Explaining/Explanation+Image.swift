import UpsampleBase
import UpsampleImages

extension Explanation {
  /// Writes a PNG file that draws the last two axes of convolutions, one below
  /// the other.
  ///
  /// - Throws: ``UpsampleError/request(_:)`` when an axis is too large to be
  ///   drawn, ``UpsampleError/system(_:)`` when the file can't be written.
  public static func writeImage(
    of explanations: [Explanation], png output: Endpoint
  ) throws(UpsampleError) {
    var pictures: [Canvas] = []
    for explanation in explanations {
      pictures.append(try ExplanationPicture(explanation).canvas)
    }
    var whole = Canvas(
      width: pictures.map(\.width).max() ?? 1,
      height: max(1, pictures.reduce(0) { $0 + $1.height }))
    var y = 0
    for picture in pictures {
      whole.draw(picture, x: 0, y: y)
      y += picture.height
    }
    try whole.write(png: output)
  }
}
