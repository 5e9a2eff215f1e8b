import Testing
import UpsampleBase

@testable import Upsample

@Suite struct KernelFaultTests {
  @Test(
    arguments: [
      (
        .notFinite(.infinity, tap: 3, of: .file),
        "a: holds inf as tap 3.\n  Every tap must be a finite number."
      ),
      (
        .notFinite(.infinity, tap: 3, of: .filter([])),
        "a: a filter holds inf as tap 3.\n  Every tap must be a finite number."
      ),
      (
        .shape([3], of: .filter(["height", "width"])),
        "a: a filter has taps of shape [3].\n  Its shape must be [height, width]."
      ),
      (.noTaps([0, 2], of: .file), "a: holds no taps: its shape is [0, 2]."),
      (
        .phaseWithoutGain(rows: 2, columns: 3, .taps(rows: 2, columns: 3)),
        "a: a phase of the kernel's 3x2 has no gain to divide by.\n"
          + "  A kernel of at least 3x2 taps has no gaps."
      ),
      (
        .otherChannels([2, 2, 3, 1], picture: 3),
        "a: a filter of shape [2, 2, 3, 1] takes 1 channels to 3, and the picture has 3.\n"
          + "  Give a filter [height, width, outChannels, 3] with 1 to 4 outChannels, "
          + "or a 2-D filter for every channel."
      ),
      (
        .roundTripStrides(horizontal: 0, vertical: 2, legal: 1...9),
        "a: 0x2 are no strides of a round trip.\n  Give whole numbers from 1 to 9."
      ),
      (
        .json(.unexpected("x", line: 2, column: 5, .number)),
        "a: has x in line 2, column 5, where a number is expected.\n"
          + "  Write 0.5, -2 or 1e-3; NaN and infinity are no taps."
      ),
    ] as [(KernelFault, String)])
  func valuesBecomeWords(fault: KernelFault, words: String) {
    #expect(UpsampleError.request(RequestFault(subject: "a", fault)).description == words)
  }
}
