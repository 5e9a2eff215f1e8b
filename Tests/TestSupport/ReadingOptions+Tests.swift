import UpsampleImages

extension ReadingOptions {
  package init(
    maxPixels: Int? = nil, animation: AnimationPolicy = .refuse,
    orientation: OrientationPolicy = .apply, damage: DamagePolicy = .refuse
  ) {
    self.init()
    (self.animation, self.orientation, self.damage) = (animation, orientation, damage)
    limits.pixels = maxPixels
  }
}
