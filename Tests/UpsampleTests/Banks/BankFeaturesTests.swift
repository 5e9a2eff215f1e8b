import TestSupport
import Testing

@testable import Upsample

/// A neighbourhood that is turned, mirrored or negated is seen as the same.
@Suite struct BankFeaturesTests {
  private let side = 21

  @Test func luma() {
    #expect(BankFeatures.luma([255, 255, 255], maximum: 255) == 4080)
    #expect(BankFeatures.luma([65535, 9, 9, 3], maximum: 65535) == 1220)
    #expect(BankFeatures.luma([100, 7], maximum: 255) == 1600)
    #expect(BankFeatures.luma([-5], maximum: 255) == 0)
    #expect(BankFeatures.luma([300], maximum: 255) == 4080)
  }

  @Test func theGradientPointsRightAndDown() {
    for across in -3...3 {
      for down in -3...3 {
        let ramp = (0..<side * side).map { index in
          Float(2000 + 60 * (across * (index % side - 10) + down * (index / side - 10)))
        }
        let orientation = features(ramp).orientation(row: 10, column: 10)
        #expect(orientation.mirrorsColumns == (across < 0))
        #expect(orientation.mirrorsRows == (down < 0))
        #expect(orientation.isTransposed == (abs(down) > abs(across)))
      }
    }
  }

  @Test(arguments: BankOrientation.octants)
  func turnedNeighbourhoodsAreTheSame(octant: BankOrientation) {
    let picture = noise(seed: 3)
    let turned = octant.indices(side: side).map { picture[$0] }
    #expect(middle(turned) == middle(picture))
    #expect(middle(turned.map { 4080 - $0 }) == middle(picture))
  }

  @Test func everyPixelIsFoldedAsPlainSumsSay() {
    let picture = noise(seed: 11)
    let features = features(picture)
    let binomial = [0, 1, 6, 15, 20, 15, 6, 1, 0]
    let step = [-1, -6, -14, -14, 0, 14, 14, 6, 1]
    func luma(_ row: Int, _ column: Int) -> Int {
      Int(picture[min(max(row, 0), side - 1) * side + min(max(column, 0), side - 1)])
    }
    func sum(_ row: Int, _ column: Int, _ rows: [Int], _ columns: [Int]) -> Int {
      (0..<81).reduce(0) {
        $0 + rows[$1 / 9] * columns[$1 % 9] * luma(row + $1 / 9 - 4, column + $1 % 9 - 4)
      }
    }
    for (row, column) in (0..<side * side).map({ ($0 / side, $0 % side) }) {
      let isNegated = luma(row, column) * 4096 < sum(row, column, binomial, binomial)
      let sign = isNegated ? -1 : 1
      let across = sign * sum(row, column, binomial, step)
      let down = sign * sum(row, column, step, binomial)
      let orientation = features.orientation(row: row, column: column)
      #expect(orientation.isNegated == isNegated)
      #expect(orientation.mirrorsColumns == (across < 0))
      #expect(orientation.mirrorsRows == (down < 0))
      #expect(orientation.isTransposed == (abs(down) > abs(across)))
    }
  }

  @Test func deviations() {
    let picture = noise(seed: 5)
    let seen = middle(picture)
    for radius in 1...3 {
      let window = (0..<side * side).filter {
        abs($0 / side - 10) <= radius && abs($0 % side - 10) <= radius
      }.map { Double(picture[$0]) / 16 }
      let mean = window.reduce(0, +) / Double(window.count)
      let variance = window.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(window.count)
      #expect(abs(Double(seen[49 + radius]) / 16 - (variance + 0.05).squareRoot()) < 1e-4)
    }
    #expect(seen[49] == 16)
    #expect(seen[24] == 0)
  }

  @Test func bordersContinueThePicture() {
    let one = BankFeatures(picture: [700], rows: 1, columns: 1, border: .replicate)
    #expect(one.values(row: 0, column: 0).prefix(49).allSatisfy { $0 == 0 })
    let dark = BankFeatures(picture: [700], rows: 1, columns: 1, border: .zero)
    #expect(dark.values(row: 0, column: 0)[0] == -700)
  }

  private func noise(seed: UInt64) -> [Float] {
    var random = SeededGenerator(seed: seed)
    return (0..<side * side).map { _ in Float(Int.random(in: 0...4080, using: &random)) }
  }

  private func features(_ luma: [Float]) -> BankFeatures {
    BankFeatures(picture: luma, rows: side, columns: side, border: .replicate)
  }

  private func middle(_ luma: [Float]) -> [Float] {
    features(luma).values(row: 10, column: 10)
  }
}
