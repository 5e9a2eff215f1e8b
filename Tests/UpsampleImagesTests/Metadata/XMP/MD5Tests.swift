import Testing

@testable import UpsampleImages

@Suite struct MD5Tests {
  /// The test suite of RFC 1321, and lengths about those of a block, by Python's
  /// hashlib.
  @Test(arguments: [
    ("", "d41d8cd98f00b204e9800998ecf8427e"),
    ("abc", "900150983cd24fb0d6963f7d28e17f72"),
    ("abcdefghijklmnopqrstuvwxyz", "c3fcd3d76192e4007dfb496cca67e13b"),
    (String(repeating: "x", count: 55), "04364420e25c512fd958a70738aa8f72"),
    (String(repeating: "x", count: 56), "668a72d5ba17f08e62dabcafad6db14b"),
    (String(repeating: "x", count: 64), "c1bb4f81d892b2d57947682aeb252456"),
    (String(repeating: "x", count: 1000), "398533d48111e9f664b1f64cb10c4b63"),
  ])
  func digestsAreThoseOfTheStandard(text: String, digest: String) {
    let digits = md5(Array(text.utf8)).flatMap { [$0 >> 4, $0 & 15] }
    #expect(digits.map { String($0, radix: 16) }.joined() == digest)
  }
}
