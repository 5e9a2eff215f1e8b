import Testing
import UpsampleBase

@testable import Upsample

@Suite struct SizeFaultTests {
  @Test(
    arguments: [
      (.neitherWidthNorHeight, "a: neither a width nor a height is given.\n  Give WxH, Wx or xH."),
      (
        .belowOne(Ratio(1, 2)),
        "a: 1/2 is below 1, and upsample makes pictures larger.\n  Give a scale of at least 1."
      ),
      (
        .smaller(.height, 3, input: 4),
        "a: a height of 3 is smaller than the input's 4, and upsample makes pictures larger.\n"
          + "  Give a height of at least 4."
      ),
    ] as [(SizeFault, String)])
  func valuesBecomeWords(fault: SizeFault, words: String) {
    #expect(UpsampleError.request(RequestFault(subject: "a", fault)).description == words)
  }
}
