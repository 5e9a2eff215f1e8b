import UpsampleBase
import UpsampleNetworks

/// How the pictures that a network makes follow in size from those that it takes.
struct NetworkGeometry: Hashable, Sendable {
  /// How many times larger a side becomes.
  let scale: Int
  /// The pixels that have to be there beyond each side of what is made larger.
  let border: Int
  /// What a picture has to be cropped by on each side, once it is larger.
  let crop: Int
  /// The extents that it takes are `first` and those a multiple of this larger.
  let step: Int
  /// The smallest extent that it was seen to take.
  let first: Int

  /// Tries extents out.
  ///
  /// - Throws: ``UpsampleError/file(_:)`` when what it makes is no enlarged picture.
  init(_ model: any NetworkModel, name: String) throws(UpsampleError) {
    let tried = try Self.firstTaken(by: model)
    let taken = tried.extent
    let larger = try model.graph(height: 2 * taken, width: taken)
    let growth = larger.output.height - tried.output.height
    guard growth > 0, growth % taken == 0,
      tried.output.height == tried.output.width, tried.output.channels == model.inputChannels
    else {
      throw .file(
        FileDefect(
          name: name,
          ModelFault.noPicture(
            taken: MapShape(channels: model.inputChannels, height: taken, width: taken),
            made: tried.output)))
    }
    let scale = growth / taken
    let eaten = scale * taken - tried.output.height
    let border = eaten > 0 ? (eaten + 2 * scale - 1) / (2 * scale) : 0
    let excess = 2 * scale * border - eaten
    guard excess % 2 == 0 else {
      throw .file(FileDefect(name: name, ModelFault.unevenBorder(eaten, scale: scale)))
    }
    step =
      [1, 2, 4, 8, 16, 32].first { step in
        [1, 3].allSatisfy {
          let graph = try? model.graph(height: taken, width: taken + $0 * step)
          return graph?.output.width == tried.output.width + scale * $0 * step
        }
      } ?? 64
    (self.scale, self.border, crop, first) = (scale, border, excess / 2, taken)
  }

  /// The first extent that works of a picture as wide as it is high, and what is made of it.
  ///
  /// Networks that halve a picture several times take multiples alone; those that eat a border
  /// take multiples and some more. Where it is refused in the same words at two extents, these
  /// are not what is wrong.
  private static func firstTaken(
    by model: any NetworkModel
  ) throws(UpsampleError) -> (extent: Int, output: MapShape) {
    var refusal: UpsampleError?
    for extent in [128] + Array(129..<192) {
      do throws(UpsampleError) {
        return (extent, try model.graph(height: extent, width: extent).output)
      } catch {
        if let refusal, "\(refusal)" == "\(error)" { throw refusal }
        refusal = refusal ?? error
      }
    }
    throw refusal!
  }

  /// The smallest extent that it takes of those that are at least a given one.
  func taken(_ extent: Int) -> Int {
    let beyond = (extent - first) % step
    return beyond == 0 ? extent : extent + (beyond < 0 ? -beyond : step - beyond)
  }
}
