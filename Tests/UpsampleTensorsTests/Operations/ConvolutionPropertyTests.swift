import TestSupport
import Testing

@testable import UpsampleTensors

@Suite struct ConvolutionPropertyTests {
  static let transposes: [(OperationName, OperationName)] = [
    (.transposedConv2D, .conv2D), (.atrousTransposedConv2D, .atrousConv2D),
    (.depthwiseTransposedConv2D, .depthwiseConv2D), (.transposedConv3D, .conv3D),
    (.transposedConv1D, .conv1D),
  ]

  private func innerProduct(_ a: Tensor, _ b: Tensor) -> Double {
    zip(a.scalars, b.scalars).reduce(0) { $0 + Double($1.0) * Double($1.1) }
  }

  /// `<conv(x), y> = <x, convT(y)>` for every `x` and `y`.
  @Test(arguments: transposes)
  func aTransposedConvolutionIsTheAdjoint(of pair: (OperationName, OperationName)) throws {
    for seed in 0..<200 {
      guard let sample = ConvolutionCase(pair.0, seed: seed) else { continue }
      var numbers = SeededGenerator(seed: UInt64(seed))
      let other = numbers.wholeTensor(sample.expected.shape)
      var forward = sample.call
      forward.outputShape = nil
      forward = ConvolutionCall(
        subject: OperationSubject(name: pair.1, label: nil), strides: forward.strides,
        padding: forward.padding, dataFormat: forward.dataFormat, dilations: forward.dilations,
        threads: 1)
      let product = innerProduct(
        try forward.run(value: other, filter: sample.filter), sample.value)
      let adjoint = innerProduct(
        other, try sample.call.run(value: sample.value, filter: sample.filter))
      #expect(product == adjoint, "seed \(seed): \(sample)")
    }
  }

  @Test(arguments: ConvolutionCallTests.names)
  func aConvolutionIsLinear(name: OperationName) throws {
    for seed in 0..<100 {
      guard let sample = ConvolutionCase(name, seed: seed) else { continue }
      var numbers = SeededGenerator(seed: UInt64(seed))
      let other = numbers.wholeTensor(sample.value.shape)
      let sum = Tensor(
        shape: other.shape,
        scalars: zip(sample.value.scalars, other.scalars).map { 3 * $0 - 2 * $1 })
      let whole = try sample.call.run(value: sum, filter: sample.filter)
      let part = try sample.call.run(value: other, filter: sample.filter)
      let combined = zip(sample.expected.scalars, part.scalars).map { 3 * $0 - 2 * $1 }
      #expect(whole.scalars == combined, "seed \(seed): \(sample)")
    }
  }

  /// A transposed convolution is the convolution of the value with blanks
  /// between its pixels by the filter turned round.
  @Test func aTransposedConvolutionIsAConvolutionOfTheBlankedValue() throws {
    for seed in 0..<200 {
      var numbers = SeededGenerator(seed: UInt64(seed))
      let draw = { (range: ClosedRange<Int>) in
        (0..<2).map { _ in Int.random(in: range, using: &numbers) }
      }
      let (extents, taps, strides, channels) = (draw(1...5), draw(1...4), draw(1...4), draw(1...3))
      let value = numbers.wholeTensor(Shape([1] + extents + [channels[0]]))
      let filter = numbers.wholeTensor(Shape(taps + [channels[1], channels[0]]))
      let scattered = try transposedConv2D(
        value, filter: filter,
        outputShape: OutputShape.extents(
          zip(extents, zip(taps, strides)).map { ($0 - 1) * $1.1 + $1.0 }),
        strides: PerAxis(strides), padding: .valid)

      let border = taps.map { $0 - 1 }
      let blanked = zip(extents, zip(strides, border)).map { ($0 - 1) * $1.0 + 1 + 2 * $1.1 }
      var blanks = Tensor(repeating: 0, shape: Shape([1] + blanked + [channels[0]]))
      forEachIndex(of: extents + [channels[0]]) { index in
        blanks[
          0, border[0] + index[0] * strides[0], border[1] + index[1] * strides[1], index[2]] =
          value[0, index[0], index[1], index[2]]
      }
      var turned = Tensor(repeating: 0, shape: Shape(taps + channels))
      forEachIndex(of: taps + channels) { index in
        turned[index[0], index[1], index[2], index[3]] =
          filter[border[0] - index[0], border[1] - index[1], index[3], index[2]]
      }
      #expect(try conv2D(blanks, filter: turned, padding: .valid) == scattered, "seed \(seed)")
    }
  }

  /// The bilinear kernel of `2 * stride` taps gives each phase the sum 1.
  @Test(arguments: [2, 4, 8]) func aConstantPictureStaysConstant(stride: Int) throws {
    let line = (0..<2 * stride).map { tap in
      1 - abs(Float(tap) - Float(stride) + 0.5) / Float(stride)
    }
    let taps = Tensor(
      shape: Shape([2 * stride, 2 * stride, 3, 1]),
      scalars: line.flatMap { y in line.flatMap { x in [y * x, y * x, y * x] } })
    let picture = Tensor(repeating: 77, shape: [1, 5, 6, 3])
    let larger = try depthwiseTransposedConv2D(picture, filter: taps, strides: PerAxis([stride]))
    let border = stride / 2
    forEachIndex(of: [5 * stride - 2 * border, 6 * stride - 2 * border, 3]) { index in
      #expect(larger[0, index[0] + border, index[1] + border, index[2]] == 77)
    }
  }
}
