import TestSupport
import Testing

@testable import UpsampleImages

@Suite struct ICCProfileTests {
  @Test(arguments: [132, 65_519, 65_520, 200_000])
  func profileIsTheSameAfterItWasSplit(count: Int) throws {
    let profile = try #require(ICCProfile(profileBytes("RGB ", count: count)))
    let segments = try #require(profile.segments)
    #expect(segments.allSatisfy { $0.data.count <= JPEGSegment.largestCount })
    #expect(segments.count == (count + 65_518) / 65_519)
    #expect(try ICCProfile(segments.reversed() + [JPEGSegment(marker: 0xfe, data: [1])]) == profile)
  }

  @Test func partsThatAreMissingOrThereTwiceBreakAProfile() throws {
    let profile = try #require(ICCProfile(profileBytes("RGB ", count: 150_000)))
    let segments = try #require(profile.segments)
    #expect(throws: ICCProfile.BrokenProfile.self) { try ICCProfile([segments[0], segments[2]]) }
    #expect(throws: ICCProfile.BrokenProfile.self) { try ICCProfile(segments + [segments[1]]) }
    #expect(throws: ICCProfile.BrokenProfile.self) {
      try ICCProfile([segments[0], segments[1], segments[1]])
    }
    #expect(try ICCProfile([]) == nil)
  }

  @Test func headerTellsTheColourSpace() throws {
    #expect(ICCProfile(profileBytes("GRAY"))?.colourSpace == .gray)
    #expect(ICCProfile(profileBytes("RGB "))?.colourSpace == .rgb)
    #expect(ICCProfile(profileBytes("CMYK"))?.colourSpace == .cmyk)
    #expect(ICCProfile(profileBytes("Lab "))?.colourSpace == .other)
    #expect(ICCProfile(Array(profileBytes("RGB ").dropLast())) == nil)
    #expect(ICCProfile([UInt8](repeating: 0, count: 200)) == nil)
  }
}
