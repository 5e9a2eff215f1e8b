import Glibc
import Testing

@testable import UpsampleBase

@Suite struct UpsampleErrorTests {
  @Test(arguments: [
    (
      UpsampleError.system(
        SystemFailure(action: "open", name: "a.png", side: .input, code: ENOENT)),
      "cannot open a.png: No such file or directory."
    ),
    (
      .system(
        SystemFailure(
          action: "create", name: "a.png", side: .output, code: EEXIST, remedy: "Keep it.")),
      "cannot create a.png: File exists.\n  Keep it."
    ),
    (.file(FileDefect(name: "a.png", defect: "is empty")), "a.png is empty."),
    (
      .file(FileDefect(name: "a.png", defect: "is empty", remedy: "Fill it.")),
      "a.png is empty.\n  Fill it."
    ),
    (.request(RequestFault(subject: "`scale`", fault: "0 is none")), "`scale`: 0 is none."),
    (
      .request(RequestFault(subject: "output a", BaseFault.outputIsInput("b"))),
      "output a: is the same file as the input b.\n  Choose another name for the output."
    ),
    (
      .request(RequestFault(subject: "output folder a", BaseFault.linkLeadsOut)),
      "output folder a: is a link, which may lead out of the output folder.\n"
        + "  Put a folder in its place."
    ),
    (
      .request(RequestFault(subject: "`scale`", fault: "0 is none", remedy: "Give 2.")),
      "`scale`: 0 is none.\n  Give 2."
    ),
    (
      .limit(LimitExcess(subject: "a.png", quantity: "pixels", value: 5, limit: 4)),
      "a.png has 5 pixels; the limit is 4."
    ),
    (
      .limit(
        LimitExcess(subject: "a.png", quantity: "rows", value: 5, limit: 4, remedy: "Cut it.")),
      "a.png has 5 rows; the limit is 4.\n  Cut it."
    ),
  ])
  func theMessageIsALineAndItsRemedyAnother(error: UpsampleError, message: String) {
    #expect(error.description == message)
  }

  @Test func limitsProtectFromInputsUnlessTheyAreSaidToBeOfOutputs() {
    let excess = LimitExcess(subject: "a.png", quantity: "rows", value: 5, limit: 4)
    #expect(excess.side == .input)
  }
}
