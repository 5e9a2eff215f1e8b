import Testing

@testable import UpsampleImages

@Suite struct CanvasTests {
  private static let red = Colour(200, 10, 20)

  /// The picture as rows of characters, `#` for what was drawn.
  private func marks(_ canvas: Canvas) -> [String] {
    (0..<canvas.height).map { y in
      String((0..<canvas.width).map { x in canvas[x, y] == .white ? "." : "#" })
    }
  }

  @Test func rectanglesAreClippedToThePicture() {
    var canvas = Canvas(width: 4, height: 3)
    canvas.fill(Rectangle(x: -5, y: 1, width: 7, height: 9), Self.red)
    canvas.fill(Rectangle(x: 9, y: 9, width: 2, height: 2), Self.red)
    canvas.fill(Rectangle(x: 3, y: 0, width: -2, height: 1), Self.red)
    #expect(marks(canvas) == ["....", "##..", "##.."])
    #expect(canvas[1, 1] == Self.red)
  }

  @Test func outlinesLieWithinTheirRectangle() {
    var canvas = Canvas(width: 5, height: 4)
    canvas.outline(Rectangle(x: 1, y: 0, width: 4, height: 4), Self.red)
    #expect(marks(canvas) == [".####", ".#..#", ".#..#", ".####"])
  }

  @Test(arguments: [
    ((0, 0), (3, 3), ["#...", ".#..", "..#.", "...#"]),
    ((3, 1), (0, 1), ["....", "####", "....", "...."]),
    ((2, 2), (2, 2), ["....", "....", "..#.", "...."]),
    ((0, 3), (3, 2), ["....", "....", "..##", "##.."]),
  ])
  func linesJoinTheirEnds(start: (Int, Int), end: (Int, Int), seen: [String]) {
    var canvas = Canvas(width: 4, height: 4)
    canvas.line(from: (x: start.0, y: start.1), to: (x: end.0, y: end.1), Self.red)
    #expect(marks(canvas) == seen)
  }

  @Test func textIsMadeOfDots() {
    var canvas = Canvas(width: 11, height: 8)
    canvas.text("T:", x: 0, y: 0, Self.red)
    #expect(
      marks(canvas) == [
        "#####......",
        "..#.....##.",
        "..#.....##.",
        "..#........",
        "..#.....##.",
        "..#.....##.",
        "..#........",
        "...........",
      ])
  }

  @Test func centredTextHasEvenMargins() {
    var canvas = Canvas(width: 9, height: 11)
    canvas.text("E", centredIn: Rectangle(x: 0, y: 0, width: 9, height: 11), Self.red)
    #expect(marks(canvas)[2] == "..#####..")
    #expect(marks(canvas)[8] == "..#####..")
    #expect(marks(canvas)[9] == ".........")
  }

  @Test func picturesAreCopiedAsFarAsTheyFit() {
    let stamp = Canvas(width: 2, height: 2, background: Self.red)
    var canvas = Canvas(width: 4, height: 3)
    canvas.draw(stamp, x: 3, y: -1)
    canvas.draw(stamp, x: -1, y: 1)
    canvas.draw(stamp, x: 9, y: 9)
    #expect(marks(canvas) == ["...#", "#...", "#..."])
  }
}
