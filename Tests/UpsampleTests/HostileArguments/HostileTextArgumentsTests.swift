import TestSupport
import Testing

@testable import Upsample
@testable import UpsampleBase
@testable import UpsampleExplaining
@testable import UpsampleTensors

/// Whatever text a request holds, it is run, explained or refused in a few lines: a trap ends
/// the tests.
@Suite struct HostileTextArgumentsTests {
  private static let texts: [String?] = [
    nil, nil, nil, "", ",", " 2 , 3 ", "0", "1", "2", "3", "-1", "7", "1,1,1,1", "2,3", "1,2,2,1",
    "1,2,2,2,1", "3,3,1,1", "1024", "1025", "2147483647", "2147483648", "2147483647,2147483647",
    "1,2147483647,2147483647,1", "9223372036854775807", "-9223372036854775808",
    "99999999999999999999", "1,,2", "1e5", "2.5", "nan", "\u{661}\u{662}", "\u{0}", "\n", "SAME",
    "VALID", "0,0,1,2,1,2,0,0", "NCHW", String(repeating: "1,", count: 20_000) + "1",
    String(repeating: "x\u{301}", count: 20_000),
  ]

  private static let tensors: [Tensor?] = [
    nil, nil, nil, Tensor(repeating: 1, shape: []), Tensor(repeating: .nan, shape: [3]),
    Tensor(repeating: .infinity, shape: [3, 3]), Tensor(repeating: 1, shape: [2, 2, 0, 1]),
    Tensor(repeating: 1, shape: [0]), Tensor(repeating: 1, shape: [1, 1, 1, 1, 1, 1, 1]),
    Tensor(shape: [4], scalars: [1, 6, 6, 1]),
  ]

  private static func argument<Value>(_ text: String?) -> Argument<Value>? {
    text.map { .text($0) }
  }

  private static func call(_ pick: inout SeededGenerator) -> OperationRequest {
    func text(_ pick: inout SeededGenerator) -> String? { texts.randomElement(using: &pick)! }
    var call = OperationRequest(OperationName.windowed.randomElement(using: &pick)!)
    call.name = text(&pick)
    call.strides = argument(text(&pick))
    call.padding = argument(["SAME", "VALID", nil, text(&pick)].randomElement(using: &pick)!)
    call.dataFormat = argument([nil, nil, text(&pick)].randomElement(using: &pick)!)
    call.dilations = argument([nil, text(&pick)].randomElement(using: &pick)!)
    call.rate = call.operation.isAtrous ? argument(text(&pick)) : nil
    call.ksize = call.operation.isPool ? argument(text(&pick)) : nil
    let shape = tensors.randomElement(using: &pick)!
    call.outputShape =
      shape.map { .value(.tensor($0)) }
      ?? argument([nil, text(&pick)].randomElement(using: &pick)!)
    call.threads = ([nil, 1] + hostileNumbers).randomElement(using: &pick)!
    return call
  }

  private func expectShort(_ error: any Error) {
    guard case UpsampleError.request = error else {
      Issue.record("\(error)")
      return
    }
    let lines = "\(error)".split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines.count <= 2 && lines.allSatisfy { $0.unicodeScalars.count < 1000 }, "\(error)")
  }

  @Test(arguments: 0..<10) func anyExplanationIsMadeOrRefused(seed: UInt64) {
    var pick = SeededGenerator(seed: seed)
    for _ in 0..<150 {
      var request = ExplanationRequest(Self.call(&pick))
      request.value = Self.argument(Self.texts.randomElement(using: &pick)!)
      request.filter = Self.argument(Self.texts.randomElement(using: &pick)!)
      request.taps = Self.tensors.randomElement(using: &pick)!
      request.function = [nil, nil, .lanczos3].randomElement(using: &pick)!
      do {
        let explanation = try request.explanation()
        #expect(!explanation.text.isEmpty && !explanation.drawingText.isEmpty)
        _ = (explanation.valueShape, explanation.filterShape, explanation.outputShape)
        _ = try ExplanationPicture(explanation).canvas
      } catch {
        expectShort(error)
      }
      do { _ = try request.comparison() } catch { expectShort(error) }
    }
  }

  @Test(arguments: 0..<10) func anyRequestIsRunOrRefused(seed: UInt64) {
    var pick = SeededGenerator(seed: seed)
    for _ in 0..<250 {
      let call = Self.call(&pick)
      let rank = call.operation.spatialRank
      let value = Tensor(
        repeating: 1, shape: Shape([1] + Array(repeating: 3, count: rank) + [2]))
      let filter = Tensor(repeating: 1, shape: Shape(Array(repeating: 2, count: rank + 2)))
      do {
        _ = try call.run(value: value, filter: call.operation.isPool ? nil : filter)
      } catch {
        expectShort(error)
      }
    }
  }

  @Test func longValuesAreRepeatedShortly() {
    #expect([1, 2].echoed == "[1, 2]")
    #expect(Array(1...20_000).echoed == "[1, 2, 3, 4, 5, 6, 7, 8, ... and 19992 more]")
    #expect([[0, 0], [1, 2]].echoed == "[[0, 0], [1, 2]]")
    #expect("a\nb".echoed == #"a\x0ab"#)
    let long = String(repeating: "x", count: 250).echoed
    #expect(long == String(repeating: "x", count: 200) + "... and 50 more characters")
  }

  @Test func longNamesAreToldInPart() {
    let name = String(repeating: "n", count: 100_000)
    let errors: [UpsampleError] = [
      .file(FileDefect(name: name, defect: "is not a PNG")),
      .request(RequestFault(subject: name, fault: "is wrong")),
      .limit(LimitExcess(subject: name, quantity: "pixels", value: .max, limit: .min)),
      .system(SystemFailure(action: "open", name: name, side: .input, code: .min)),
    ]
    for error in errors {
      #expect(error.description.count < 4300)
      #expect(error.description.contains("... and 95904 more characters"), "\(error)")
    }
  }
}
