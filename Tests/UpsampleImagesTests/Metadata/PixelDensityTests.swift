import Testing

@testable import UpsampleImages

@Suite struct PixelDensityTests {
  @Test func dotsPerInchArePixelsPerMetre() {
    #expect(PixelDensity(x: 72, y: 300, unit: .inch).pHYs == [0, 0, 11, 19, 0, 0, 46, 35, 1])
    #expect(
      PixelDensity(x: 100, y: 100, unit: .centimetre).pHYs == [0, 0, 39, 16, 0, 0, 39, 16, 1])
    #expect(PixelDensity(x: 1, y: 2, unit: .aspect).pHYs == [0, 0, 0, 1, 0, 0, 0, 2, 0])
    #expect(PixelDensity(x: 1, y: 1, unit: .aspect).pHYs == [0, 0, 0, 1, 0, 0, 0, 1, 0])
    #expect(PixelDensity(x: 1, y: 1, unit: .aspect).isUnknown)
    #expect(!PixelDensity(x: 1, y: 2, unit: .aspect).isUnknown)
    #expect(PixelDensity(x: 1e9, y: 1e9, unit: .inch).pHYs == nil)
  }

  @Test(arguments: [
    (2835.0, 2835.0, JFIFDensity(unit: 1, x: 72, y: 72)),
    (11811, 5906, JFIFDensity(unit: 1, x: 300, y: 150)),
    (4000, 4000, JFIFDensity(unit: 2, x: 40, y: 40)),
    (3, 3, nil),
  ])
  func pixelsPerMetreAreWrittenInTheBetterUnit(x: Double, y: Double, jfif: JFIFDensity?) {
    #expect(PixelDensity(x: x, y: y, unit: .metre).jfif == jfif)
  }

  @Test func aspectsKeepTheirRatio() {
    #expect(
      PixelDensity(x: 131_070, y: 65_535, unit: .aspect).jfif
        == JFIFDensity(unit: 0, x: 65_535, y: 32_768))
    var density = PixelDensity(x: 1, y: 1, unit: .aspect)
    density.multiply(x: 2, y: 2)
    #expect(density == PixelDensity(x: 1, y: 1, unit: .aspect))
    density.multiply(x: 2, y: 3)
    #expect(density == PixelDensity(x: 2, y: 3, unit: .aspect))
  }

  @Test func wrongChunksAndHeadersAreNone() {
    #expect(PixelDensity(pHYs: [0, 0, 0, 1, 0, 0, 0, 0, 1]) == nil)
    #expect(PixelDensity(pHYs: [0, 0, 0, 1, 0, 0, 0, 1, 2]) == nil)
    #expect(PixelDensity(pHYs: []) == nil)
    #expect(PixelDensity(jfif: Array("JFIF\0".utf8) + [1, 2, 1, 0, 0, 0, 1]) == nil)
    #expect(PixelDensity(jfif: Array("JFIF\0".utf8)) == nil)
  }
}
