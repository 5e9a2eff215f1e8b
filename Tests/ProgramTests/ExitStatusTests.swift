import Testing
import Upsample

@testable import upsample_cli

@Suite struct ExitStatusTests {
  @Test func theStatusTellsWhoseFaultAnErrorIs() {
    func failure(_ side: SystemFailure.Side) -> UpsampleError {
      .system(SystemFailure(action: "open", name: "a", side: side, code: 2))
    }
    func excess(_ side: SystemFailure.Side) -> UpsampleError {
      .limit(LimitExcess(subject: "a", quantity: "rows", value: 2, limit: 1, side: side))
    }
    #expect(ExitStatus(.request(RequestFault(subject: "a", fault: "b"))).rawValue == 2)
    #expect(ExitStatus(.file(FileDefect(name: "a", defect: "is empty"))).rawValue == 3)
    #expect(ExitStatus(failure(.input)).rawValue == 3)
    #expect(ExitStatus(excess(.input)).rawValue == 3)
    #expect(ExitStatus(failure(.output)).rawValue == 4)
    #expect(ExitStatus(excess(.output)).rawValue == 4)
  }

  @Test func helpAndManualListEveryStatus() {
    let help = Help(.named(.upsample)).text
    for status in ExitStatus.allCases {
      #expect(help.contains("\n  \(status.rawValue) "), "\(status)")
      #expect(help.contains(status.meaning), "\(status)")
      #expect(ManPage.text.contains("\\fB\(status.rawValue)\\fR"), "\(status)")
    }
  }
}
