import Testing

@testable import UpsampleExplaining
@testable import UpsampleTensors

@Suite struct ExplanationRelationTests {
  private func explanation(
    _ operation: OperationName, filter: Int, strides: Int, padding: Argument<Padding>
  ) throws -> Explanation {
    var request = ExplanationRequest(OperationRequest(operation))
    request.filter = .value([filter])
    request.call.strides = .value(PerAxis([strides]))
    request.call.padding = padding
    return try request.explanation()
  }

  @Test func aTransposedConvolutionHasARangeOfOutputs() throws {
    let explanation = try explanation(
      .transposedConv2D, filter: 3, strides: 2, padding: "VALID")
    #expect(
      explanation.relationLines == [
        "For a value of n, legal outputs:",
        "  width: 2 n + 1 to 2 n + 2; without output_shape 2 n + 1",
        "    value    legal outputs",
        "    1        3, 4",
        "    2        5, 6",
        "    3        7, 8",
        "    4        9, 10",
        "    5        11, 12",
        "    6        13, 14",
      ])
  }

  @Test func aForwardConvolutionRounds() throws {
    let same = try explanation(.conv2D, filter: 5, strides: 3, padding: "SAME").relationLines
    #expect(same[1] == "  width: n / 3, rounded up" && same[3] == "    1        1, 2, 3")
    #expect(
      same.last
        == "    pads: 3 output + 2 - n in all where that is positive, the odd one after")
    let valid = try explanation(.conv2D, filter: 5, strides: 2, padding: "VALID").relationLines
    #expect(valid[1] == "  width: (n - 3) / 2, rounded down" && valid[3] == "    1        5, 6")
    let plain = try explanation(.conv2D, filter: 5, strides: 1, padding: "1,0").relationLines
    #expect(plain[1] == "  width: n - 3" && plain[3] == "    1        4")
  }

  /// A rule as `2 n - 1 to 2 n; without output_shape 2 n`, for one value.
  private func numbers(_ rule: String, value: Int) -> [Int] {
    let terms = rule.split(separator: ": ").last!
      .replacing("; without output_shape ", with: " to ").split(separator: " to ")
    return terms.map { term in
      let words = term.split(separator: " ")
      let factor = Int(words[0]) ?? 1
      guard words.last != "n", let last = words.last else { return factor * value }
      return factor * value + (term.contains("-") ? -1 : 1) * Int(last)!
    }
  }

  @Test(arguments: ["SAME", "VALID", "1,2"]) func rulesAreThoseOfTheOperation(padding: String)
    throws
  {
    for filter in 1...5 {
      for strides in 2...4 {
        let explanation = try explanation(
          .transposedConv2D, filter: filter, strides: strides, padding: .text(padding))
        let axis = explanation.axes[0]
        // From 5 on, no pads crop all of the output.
        for value in 5...7 {
          let seen = numbers(explanation.relationLines[1], value: value)
          let legal = try #require(axis.geometry.legalOutputs(value: value, padding: axis.rule))
          let natural = axis.geometry.naturalOutput(value: value, padding: axis.rule)
          #expect(
            seen == [legal.lowerBound, legal.upperBound, natural],
            "\(explanation.relationLines[1]), value \(value)")
        }
      }
    }
  }

  @Test func theExampleHasAnOutput() throws {
    let cropped = try explanation(
      .transposedConv2D, filter: 3, strides: 2, padding: "100,100")
    #expect(cropped.axes[0].smaller == 100 && cropped.axes[0].larger == 1)
    #expect(cropped.relationLines[4] == "    99       0")
    let longest = try explanation(.conv2D, filter: 2_147_483_647, strides: 1, padding: "VALID")
    #expect(longest.axes[0].larger == 2_147_483_647)
  }

  @Test func whatIsGivenIsNotAnExample() throws {
    var request = ExplanationRequest(OperationRequest(.transposedConv2D))
    request.value = "3"
    #expect(try request.explanation().relationLines.isEmpty)
  }
}
