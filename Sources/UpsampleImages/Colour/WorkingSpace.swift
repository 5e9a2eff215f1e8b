import CKernels

/// The numbers that are convolved in place of a picture's samples.
///
/// They are in the units of samples, 0...255 or 0...65535: the samples
/// themselves, or the light that they stand for, as the ``steps`` say. Colours
/// that have an alpha are multiplied by its share before the convolution and
/// divided after it, as Porter and Duff compose pictures (*Compositing Digital
/// Images*, 1984): each pixel counts by as much as is seen of it, and none of
/// the colour that a transparent pixel happens to hold gets into its neighbours.
package struct WorkingSpace: Sendable {
  /// What is done about alpha.
  enum Alpha: Hashable, Sendable {
    /// Nothing: there is none, or every channel is to stand for itself.
    case asStored
    /// Colours are multiplied by it.
    case premultiplied
  }

  /// The picture whose samples are entered. Its size does not matter.
  let stored: ImageLayout
  /// What is done about colours.
  let steps: ColourSteps
  let alpha: Alpha
  /// The channels of a pixel that leaves the convolution.
  package let convolvedChannels: Int

  /// The working space of pictures of a layout, premultiplied if that has alpha.
  package init(_ layout: ImageLayout, _ steps: ColourSteps = ColourSteps()) {
    stored = layout
    self.steps = steps
    alpha = layout.hasAlpha ? .premultiplied : .asStored
    convolvedChannels = steps.inks == nil ? layout.channels : 3
  }

  /// The same space for convolutions that make so many channels one after the other, of
  /// those entered first.
  ///
  /// Those that change their number, from four channels to three, say, have their own idea
  /// of alpha.
  package func convolved(through channels: [Int]) -> WorkingSpace {
    channels.allSatisfy { $0 == self.channels }
      ? self : WorkingSpace(self, alpha: .asStored, convolvedTo: channels.last!)
  }

  /// The same space for pixels that leave with so many channels.
  package func leaving(channels: Int) -> WorkingSpace {
    WorkingSpace(self, alpha: alpha, convolvedTo: channels)
  }

  /// The same space with colours that do not depend on alpha.
  package var withoutPremultiplication: WorkingSpace {
    WorkingSpace(self, alpha: .asStored, convolvedTo: convolvedChannels)
  }

  private init(_ space: WorkingSpace, alpha: Alpha, convolvedTo channels: Int) {
    stored = space.stored
    steps = space.steps
    self.alpha = alpha
    convolvedChannels = channels
  }

  /// The channels of a pixel that is convolved.
  package var channels: Int { steps.inks == nil ? stored.channels : 3 }

  /// The depth whose units the numbers have.
  package var depth: ImageLayout.Depth { steps.inks == nil ? stored.depth : .sixteen }

  /// The form of the pictures that are written.
  package func output(width: Int, height: Int, depth: ImageLayout.Depth) -> ImageLayout {
    let isUnchanged = convolvedChannels == stored.channels && steps.inks == nil
    let convolved = ImageLayout(
      width: width, height: height, channels: convolvedChannels, depth: depth,
      colorModel: isUnchanged ? stored.colorModel : nil)
    guard convolved.hasAlpha, let background = steps.background else { return convolved }
    return ImageLayout(
      width: width, height: height, channels: max(background.count, convolved.colors),
      depth: depth)
  }

  /// Turns a row's `count` pixels into the numbers to convolve.
  package func enter(_ row: UnsafeRawPointer, count: Int, into pixels: UnsafeMutablePointer<Float>)
  {
    steps.enter(row, count: count, of: stored, into: pixels)
    if alpha == .premultiplied {
      premultiply(pixels, count: count, channels: channels, depth: depth)
    }
  }

  /// Turns `count` convolved pixels into samples again, where they stand, still
  /// to be scaled, rounded and clamped.
  ///
  /// - Parameters:
  ///   - pixels: Room for the larger of the channels that are convolved and
  ///     those that are written.
  ///   - output: The depth to which the samples will be rounded.
  package func leave(
    _ pixels: UnsafeMutablePointer<Float>, count: Int, to output: ImageLayout.Depth
  ) {
    let written = self.output(width: 1, height: 1, depth: output)
    if written.channels == convolvedChannels {
      if alpha == .premultiplied {
        unpremultiply(pixels, count: count, channels: channels, depth: depth, to: output)
      }
    } else if let background = steps.background {
      if alpha == .asStored {
        premultiply(pixels, count: count, channels: convolvedChannels, depth: depth)
      }
      flatten(pixels, count: count, on: background, colours: written.channels)
    }
    steps.leave(pixels, count: count, channels: written.channels)
  }

  private func flatten(
    _ pixels: UnsafeMutablePointer<Float>, count: Int, on background: [Float], colours: Int
  ) {
    let gray = Array(repeating: background[0], count: 3)
    let colour = background.count == colours ? background : gray
    ck_flatten(
      ck_best_instructions(), pixels, count, convolvedChannels, colours,
      Float(depth.maximum), colour)
  }
}
