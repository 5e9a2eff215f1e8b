@testable import Upsample

extension ReadingOptions {
  init(
    maxPixels: Int = ReadingOptions.defaultMaxPixels, animation: AnimationPolicy = .refuse,
    orientation: OrientationPolicy = .apply
  ) {
    self.init()
    (self.maxPixels, self.animation, self.orientation) = (maxPixels, animation, orientation)
  }
}
