import CKernels
import TestSupport
import Testing

@testable import Upsample

@Suite struct PerceptualKernelTests {
  /// Numbers from 0 to 1, and zeros behind each row.
  private func planes(_ count: Int, rows: Int, width: Int, seed: UInt64) -> FloatPlanes {
    var random = SeededGenerator(seed: seed)
    let planes = FloatPlanes(planes: count, rows: rows, width: width)
    for plane in 0..<count {
      for row in 0..<rows {
        for column in 0..<width {
          planes.row(row, of: plane)[column] = Float.random(in: 0...1, using: &random)
        }
      }
    }
    return planes
  }

  private func values(_ planes: FloatPlanes, _ count: Int) -> [Float] {
    (0..<count).flatMap { plane in
      (0..<planes.rows).flatMap { row in
        Array(UnsafeBufferPointer(start: planes.row(row, of: plane), count: planes.width))
      }
    }
  }

  /// Calls `body` with each instruction set of this machine, which are to give the same bits.
  private func expectOneResult<R: Equatable>(_ body: (ck_instructions) -> R) {
    let found = machineInstructions.map(body)
    #expect(found.allSatisfy { $0 == found[0] })
  }

  @Test(arguments: [1, 3, 15, 16, 17, 40])
  func coloursHaveTheSameBits(width: Int) {
    let light = planes(3, rows: 1, width: width, seed: 1)
    light.row(0, of: 0)[0] = -0.3
    light.row(0, of: 1)[0] = 0
    let from = (0..<3).map { UnsafePointer(light.row(0, of: $0)) as Optional }
    expectOneResult { set in
      let xyb = FloatPlanes(planes: 3, rows: 1, width: width)
      let to = (0..<3).map { xyb.row(0, of: $0) as Optional }
      ck_light_to_xyb(set, from, to, width)
      return values(xyb, 3)
    }
    expectOneResult { set in
      let opponents = FloatPlanes(planes: 3, rows: 1, width: width)
      let to = (0..<3).map { opponents.row(0, of: $0) as Optional }
      ck_light_to_ycxcz(set, from, to, width)
      return values(opponents, 3)
    }
    expectOneResult { set in
      var codes = values(light, 1)
      ck_srgb_to_light(set, &codes, width)
      return codes
    }
  }

  @Test(arguments: [1, 5, 8, 9, 15, 16, 19, 50], [1, 2, 5])
  func smoothingHasTheSameBits(width: Int, rows: Int) {
    let input = planes(2, rows: rows, width: width, seed: 2)
    var oscillators = Oscillators.standard.kernel
    for other in [nil, UnsafePointer(input.row(0, of: 1))] {
      expectOneResult { set in
        let output = FloatPlanes(planes: 1, rows: rows, width: width)
        ck_smooth_rows(
          set, &oscillators, input.row(0, of: 0), other, input.stride, output.row(0, of: 0),
          output.stride, rows, width)
        return values(output, 1)
      }
    }
    expectOneResult { set in
      let count = width.roundedUpToLanes
      let states = FloatPlanes(planes: 1, rows: 6, width: count)
      states.clear(planes: 1)
      let output = FloatPlanes(planes: 1, rows: rows, width: count)
      let (above, below) = (0, 1)
      func origins(_ plane: Int) -> [UnsafePointer<Float>?] {
        (0..<rows).map { UnsafePointer(input.row($0, of: plane)) }
      }
      ck_smooth_columns(
        set, &oscillators, origins(above), origins(below), rows, states.row(0, of: 0),
        states.stride, output.row(0, of: 0), output.stride, count)
      return values(output, 1) + values(states, 1)
    }
  }

  /// A dot becomes the Gaussian, row by row and column by column: its weights sum up to 1.
  @Test func aDotBecomesTheGaussian() {
    let width = 40
    let dot = FloatPlanes(planes: 1, rows: 1, width: width)
    dot.clear(planes: 1)
    dot.row(0, of: 0)[17] = 1
    let output = FloatPlanes(planes: 1, rows: 1, width: width)
    var oscillators = Oscillators.standard.kernel
    ck_smooth_rows(
      ck_best_instructions(), &oscillators, dot.row(0, of: 0), nil, dot.stride,
      output.row(0, of: 0), output.stride, 1, width)
    let found = values(output, 1)
    for (distance, weight) in referenceOscillators().enumerated() {
      #expect(abs(Double(found[17 + distance]) - weight) < 1e-5)
      #expect(abs(Double(found[17 - distance]) - weight) < 1e-5)
    }
    #expect(abs(found.reduce(0, +) - 1) < 1e-5)
  }

  @Test(arguments: [1, 7, 16, 17, 70])
  func errorsHaveTheSameBits(width: Int) {
    let input = planes(14, rows: 1, width: width, seed: 4)
    func plane(_ number: Int) -> UnsafePointer<Float> { UnsafePointer(input.row(0, of: number)) }
    var moments = ck_moments(
      one: plane(0), other: plane(1), one_square: plane(2), other_square: plane(3),
      product: plane(4))
    expectOneResult { set in
      var sums = [0.0, 0, 0, 0, 0, 0]
      ck_structure_errors(set, &moments, width, &sums)
      sums.withUnsafeMutableBufferPointer {
        ck_edge_errors(set, plane(5), plane(6), &moments, width, $0.baseAddress! + 2)
      }
      return sums
    }
    var row = ck_flip_row()
    row.colours = ((plane(0), plane(1), plane(2)), (plane(3), plane(4), plane(5)))
    row.features = (
      (plane(6), plane(7), plane(8), plane(9)), (plane(10), plane(11), plane(12), plane(13))
    )
    var distances = ck_flip_distances(largest: 40, knee: 16)
    expectOneResult { ck_flip_errors($0, &row, &distances, width) }
  }

  @Test(arguments: [1, 2, 7, 32, 33])
  func halvesAreMeansOfTwoByTwo(width: Int) {
    let input = planes(2, rows: 1, width: width, seed: 6)
    let (upper, lower) = (values(input, 1), Array(values(input, 2).suffix(width)))
    expectOneResult { set in
      var halves = [Float](repeating: 0, count: (width + 1) / 2)
      ck_halve_rows(set, upper, lower, &halves, width)
      for (index, half) in halves.enumerated() {
        let right = min(2 * index + 1, width - 1)
        let sum = upper[2 * index] + upper[right] + lower[2 * index] + lower[right]
        #expect(abs(half - sum / 4) < 1e-6)
      }
      return halves
    }
  }
}
