import Testing

@testable import UpsampleExplaining

@Suite struct KernelProbeTests {
  @Test func aStepIsInterpolatedAsInPictures() throws {
    let bilinear = try KernelAnalysis(
      .interpolation(.bilinear), name: "", horizontal: 2, vertical: 1)
    let output = try bilinear.output(of: .step(width: 4, height: 1))
    #expect((output.width, output.height) == (8, 1))
    let expected = [0.25, 0.25, 0.25, 0.375, 0.625, 0.75, 0.75, 0.75]
    for (level, expected) in zip(output.levels, expected) {
      #expect(abs(level - expected) < 1e-4)
    }
  }

  @Test func theBrightestRowIsOneThatTapsReach() throws {
    let kernel = try analysis([[0, 0], [1, 0.5]])
    let output = try kernel.output(of: .step(width: 2, height: 1))
    #expect(output.height == 2)
    let row = output.brightestRow
    #expect((row.width, row.height) == (4, 1))
    for (level, expected) in zip(row.levels, [0.25, 0.125, 0.75, 0.375]) {
      #expect(abs(level - expected) < 1e-4)
    }
  }

  @Test func aDotBecomesTheTaps() throws {
    let kernel = try analysis([[0.5, 0.25], [0.125, 0]])
    let black = GrayPicture(width: 3, height: 3) { x, y in x == 1 && y == 1 ? 1 : 0 }
    let output = try kernel.output(of: black)
    #expect((output.width, output.height) == (6, 6))
    let square = [output[2, 2], output[3, 2], output[2, 3], output[3, 3]]
    for (level, tap) in zip(square, [0.5, 0.25, 0.125, 0]) { #expect(abs(level - tap) < 1e-4) }
    #expect(output.levels.filter { $0 > 0 }.count == 3)
  }

  @Test func aZonePlateAlternatesAtItsSides() {
    let plate = GrayPicture.zonePlate(width: 100, height: 100)
    func largestStep(from x: Int) -> Double {
      (x..<x + 8).map { abs(plate[$0, 50] - plate[$0 + 1, 50]) }.max()!
    }
    // At half a cycle per pixel, neighbours are far apart; in the middle alike.
    #expect(largestStep(from: 0) > 0.9)
    #expect(largestStep(from: 46) < 0.2)
  }
}
