import Testing
import UpsampleBase

@testable import UpsampleTensors

@Suite struct NPYDefectTests {
  @Test(
    arguments: [
      (.version(major: 9, minor: 1), "is an NPY file of unknown version 9.1"),
      (.unexpectedEntry("shapes"), "has the unexpected header entry 'shapes'"),
      (
        .elements("<c8"),
        "holds elements of type '<c8', not bools or real numbers of up to 64 bits"
      ),
      (
        .truncated([3, 3], elementBytes: 4, bytesLeft: 8),
        "is truncated: shape [3, 3] of 4-byte numbers needs more than the 8 bytes that follow "
          + "the header"
      ),
    ] as [(NPYDefect, String)])
  func valuesBecomeWords(defect: NPYDefect, words: String) {
    #expect(FileDefect(name: "a.npy", defect).defect == words)
    #expect(UpsampleError.file(FileDefect(name: "a.npy", defect)).description == "a.npy \(words).")
  }
}
