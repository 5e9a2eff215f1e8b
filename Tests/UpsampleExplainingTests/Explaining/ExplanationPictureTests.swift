import Testing

@testable import UpsampleBase
@testable import UpsampleExplaining
@testable import UpsampleImages
@testable import UpsampleTensors

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

  @Test func aPoolIsDrawnWithoutAFilter() throws {
    let pool = try explanation(.maxPool2D) {
      $0.value = "4,4"
      $0.call.ksize = "2"
      $0.call.strides = "1"
    }
    let convolution = try explanation(.conv2D) {
      $0.value = "4,4"
      $0.filter = "2"
    }
    let canvases = try [pool, convolution].map { try ExplanationPicture($0).canvas }
    #expect(canvases[0].height == canvases[1].height && canvases[0].width < canvases[1].width)
    #expect(cellColours(canvases[0]).contains(PhasePalette(rows: 1, columns: 1)[row: 0, column: 0]))
    let axes = try PictureAxes(pool)
    #expect(
      PictureCaptions(axes: axes).lines == [
        "y1,1 = max(x1,1; x1,2; x2,1; x2,2)",
        "Dots in the window are padding, which takes no part.",
        "Numbers: inputs that reach the output.",
      ])
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
      name: .width, geometry: ConvolutionAxis(filter: 3, stride: 2, dilation: 1), rule: .same,
      smaller: 3, larger: 6, kind: .transposed)
    let drawn = PictureAxis(axis)
    #expect(drawn.output == 2)
    #expect(drawn.positions.contains(drawn.windowStart))
    #expect(drawn.phaseCount == 2)
    #expect((0..<3).map(drawn.phase(ofTap:)) == [0, 1, 0])
    #expect((0..<3).map(drawn.phase(ofOutput:)) == [0, 1, 0])
  }

  @Test func threeAxesAreDrawnAtOneDepth() throws {
    let explanation = try explanation(.transposedConv3D) {
      $0.value = "4,5,6"
      $0.filter = "3"
      $0.call.strides = "1,2,3"
    }
    let axes = try PictureAxes(explanation)
    #expect(
      PictureCaptions(axes: axes).lines.prefix(2) == [
        "y1,4,8 = w2,2,2 x0,1,2 + w2,0,2 x0,2,2 + w1,2,2 x1,1,2 + w1,0,2 x1,2,2 + ... (6 terms)",
        "Drawn are height and width. Along depth, y1 = w2 x0 + w1 x1 + w0 x2.",
      ])
    let large = try self.explanation(.transposedConv3D) {
      $0.value = "20,30,30"
      $0.filter = "18"
      $0.call.strides = "4"
    }
    #expect(
      PictureCaptions(axes: try PictureAxes(large)).lines.prefix(3) == [
        "y41,61,61 = w16,12,12 x8,14,14 + w16,12,8 x8,14,15 + w16,12,4 x8,14,16 "
          + "+ w16,8,12 x8,15,14 + ... (125 terms, 45 of them drawn)",
        "Drawn are height and width. Along depth, "
          + "y41 = w16 x8 + w12 x9 + w8 x10 + w4 x11 + ... (5 terms).",
        "The window, larger than what is drawn, holds the filter turned round; dots are taps "
          + "that meet no value.",
      ])
    // Three inputs along the depth, two along the height and one along the width.
    #expect(axes.inputs(reachingRow: 4, column: 8) == 6)
    #expect(axes.inputs(reachingRow: 0, column: 0) == 3)
  }

  @Test func theSumBeginsWithWhatIsDrawn() throws {
    let sparse = try explanation(.transposedConv2D) {
      $0.value = "1000,1000"
      $0.filter = "900"
      $0.call.strides = "1000"
    }
    let axes = try PictureAxes(sparse)
    #expect(PictureCaptions(axes: axes).lines[0] == "y500000,500000 = w0,0 x500,500")
    #expect(axes.columns.positions.contains(500_000) && axes.columns.offsets.contains(0))

    let dense = try explanation(.conv2D) {
      $0.value = "1000,1000"
      $0.filter = "300,20"
      $0.call.strides = "100"
    }
    #expect(
      PictureCaptions(axes: try PictureAxes(dense)).lines[0]
        == "y4,4 = w144,4 x444,404 + w144,5 x444,405 + w144,6 x444,406 + w144,7 x444,407 "
        + "+ ... (6000 terms, 196 of them drawn)")
  }

  @Test func theFilterShowsTheTapsOfTheDrawnPart() throws {
    for operation in [OperationName.conv2D, .transposedConv2D] {
      for (filter, strides) in [(16, 4), (40, 1), (40, 9), (300, 100), (5, 2)] {
        let explanation = try explanation(operation) {
          $0.value = "60,60"
          $0.filter = .value([filter, filter])
          $0.call.strides = .value(PerAxis([strides]))
        }
        let axis = try PictureAxes(explanation).columns
        #expect(!axis.drawnContributions.isEmpty, "\(operation), \(filter), \(strides)")
        for contribution in axis.drawnContributions {
          #expect(axis.offsets.contains(contribution.tap), "\(operation), \(filter), \(strides)")
        }
      }
    }
  }

  @Test func aWindowThatGoesOnStaysOpen() {
    var canvas = Canvas(width: 20, height: 20)
    let part = Rectangle(x: 5, y: 5, width: 10, height: 10)
    canvas.outline(
      Rectangle(x: 8, y: 2, width: 4, height: 10), .black, thickness: 1, part: part)
    #expect(canvas[8, 5] == .black && canvas[11, 11] == .black && canvas[10, 11] == .black)
    #expect(canvas[9, 2] == .white && canvas[8, 4] == .white && canvas[9, 5] == .white)
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

  @Test func anEmptyOutputIsRefused() throws {
    let explanation = try explanation(.transposedConv2D) {
      $0.value = "1"
      $0.filter = "5"
      $0.call.strides = "3"
      $0.call.padding = "3,2"
    }
    let fault = explanation.subject.fault(ExplanationFault.emptyAxis(.width))
    #expect(throws: fault) { try ExplanationPicture(explanation) }
  }
}
