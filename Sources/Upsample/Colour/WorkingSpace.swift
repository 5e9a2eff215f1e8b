import CKernels

/// The numbers that are convolved in place of a picture's samples.
///
/// They are in the samples' own units, 0...255 or 0...65535. Colours that have
/// an alpha are multiplied by its share before the convolution and divided
/// after it, as Porter and Duff compose pictures (*Compositing Digital Images*,
/// 1984): each pixel counts by as much as is seen of it, and none of the colour
/// that a transparent pixel happens to hold gets into its neighbours.
struct WorkingSpace: Hashable, Sendable {
  /// What is done about alpha.
  enum Alpha: Hashable, Sendable {
    /// Nothing: there is none, or every channel is to stand for itself.
    case asStored
    /// Colours are multiplied by it.
    case premultiplied
  }

  /// The channels of a pixel.
  let channels: Int
  /// The depth whose units the numbers have.
  let depth: ImageLayout.Depth
  let alpha: Alpha

  /// The working space of pictures of a layout, premultiplied if that has alpha.
  init(_ layout: ImageLayout) {
    self.init(layout, alpha: layout.hasAlpha ? .premultiplied : .asStored)
  }

  /// The working space of pictures of a layout that are convolved to pictures of
  /// so many channels: a filter of four channels to three, say, has its own idea
  /// of alpha.
  init(_ layout: ImageLayout, convolvedTo channels: Int) {
    self.init(
      layout, alpha: layout.hasAlpha && channels == layout.channels ? .premultiplied : .asStored)
  }

  init(_ layout: ImageLayout, alpha: Alpha) {
    channels = layout.channels
    depth = layout.depth
    self.alpha = alpha
  }

  /// Turns `count` pixels' samples into the numbers to convolve, where they
  /// stand.
  func enter(_ pixels: UnsafeMutablePointer<Float>, count: Int) {
    guard alpha == .premultiplied else { return }
    ck_premultiply(
      ck_best_instructions(), pixels, Int64(count), Int64(channels), Float(depth.maximum))
  }

  /// Turns `count` convolved pixels into samples again, where they stand, still
  /// to be scaled, rounded and clamped.
  ///
  /// Colours are divided by the alpha that was convolved with them, even if that
  /// is more than opaque, so that a picture of one colour keeps it under every
  /// kernel. Where alpha will be 0, so are the colours.
  ///
  /// - Parameters:
  ///   - output: The depth to which the samples will be rounded.
  func leave(
    _ pixels: UnsafeMutablePointer<Float>, count: Int, to output: ImageLayout.Depth
  ) {
    guard alpha == .premultiplied else { return }
    let halfLevel = 0.5 * Float(depth.maximum) / Float(output.maximum)
    ck_unpremultiply(
      ck_best_instructions(), pixels, Int64(count), Int64(channels), Float(depth.maximum),
      halfLevel)
  }
}
