import Glibc

@testable import Upsample

/// The sample, 0 to 1, of which light is the power.
func inverse(_ light: Double, _ exponent: Double) -> Double { pow(light, 1 / exponent) }

/// The sample, 0 to 1, whose light is given, by the definition of sRGB.
func sampleOfSRGB(light: Double) -> Double {
  light <= 0.04045 / 12.92 ? 12.92 * light : 1.055 * pow(light, 1 / 2.4) - 0.055
}
