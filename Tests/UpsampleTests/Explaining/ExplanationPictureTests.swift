import Testing

@testable import Upsample

@Suite struct ExplanationPictureTests {
  private func explanation(
    _ operation: OperationName, change: (inout ExplanationRequest) -> Void
  ) throws -> Explanation {
    var request = ExplanationRequest(OperationRequest(operation))
    change(&request)
    return try request.explanation()
  }

  /// The colours of a picture that fill cells, and so whole squares.
  private func cellColours(_ canvas: Canvas) -> Set<Colour> {
    var colours: Set<Colour> = []
    for y in stride(from: 0, to: canvas.height - 6, by: 3) {
      for x in stride(from: 0, to: canvas.width - 6, by: 3) {
        let colour = canvas[x, y]
        let isSquare = (0..<36).allSatisfy { canvas[x + $0 % 6, y + $0 / 6] == colour }
        if isSquare { colours.insert(colour) }
      }
    }
    return colours
  }

  @Test func everyPhaseHasItsColour() throws {
    let explanation = try explanation(.transposedConv2D) {
      $0.value = "3,3"
      $0.filter = "3,3"
      $0.call.strides = "2,3"
    }
    let colours = cellColours(try ExplanationPicture(explanation).canvas)
    let palette = PhasePalette(rows: 2, columns: 3)
    for row in 0..<2 {
      for column in 0..<3 {
        #expect(colours.contains(palette[row: row, column: column]), "phase \(row), \(column)")
      }
    }
  }

  @Test func theDrawnOutputIsOneThatMostInputsReach() throws {
    let axis = ExplainedAxis(
      name: "width", geometry: ConvolutionAxis(filter: 3, stride: 2, dilation: 1), rule: .same,
      smaller: 3, larger: 6, isTransposed: true)
    let drawn = PictureAxis(axis)
    #expect(drawn.output == 2)
    #expect(drawn.positions.contains(drawn.windowStart))
    #expect(drawn.phaseCount == 2)
    #expect((0..<3).map(drawn.phase(ofTap:)) == [0, 1, 0])
    #expect((0..<3).map(drawn.phase(ofOutput:)) == [0, 1, 0])
  }

  @Test func aLargeConvolutionIsDrawnInPart() throws {
    let explanation = try explanation(.conv2D) {
      $0.value = "2147483647,2147483647"
      $0.filter = "1000,20"
      $0.call.strides = "1,7"
      $0.call.name = String(repeating: "label ", count: 10_000)
    }
    let canvas = try ExplanationPicture(explanation).canvas
    #expect(canvas.width < 4000 && canvas.height < 4000)
  }

  @Test func whatIsTooLargeToDrawIsRefused() throws {
    let explanation = try explanation(.transposedConv2D) {
      $0.value = "3"
      $0.filter = "5000"
    }
    #expect(throws: UpsampleError.self) { try ExplanationPicture(explanation) }
  }
}
