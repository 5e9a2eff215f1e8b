import Glibc

/// The sample, 0 to 1, of which light is the power.
package func inverse(_ light: Double, _ exponent: Double) -> Double { pow(light, 1 / exponent) }

/// The sample, 0 to 1, whose light is given, by the definition of sRGB.
package func sampleOfSRGB(light: Double) -> Double {
  light <= 0.04045 / 12.92 ? 12.92 * light : 1.055 * pow(light, 1 / 2.4) - 0.055
}

/// The sample, 0 to 1, of the gray of a CIE lightness of 0 to 100.
package func sampleOfSRGB(lightness: Double) -> Double {
  let root = (lightness + 16) / 116
  let light = root > 6.0 / 29 ? root * root * root : (root - 16.0 / 116) * 108 / 841
  return sampleOfSRGB(light: light)
}
