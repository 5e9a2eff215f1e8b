import TestSupport
import Testing

@testable import UpsampleTensors

@Suite struct PoolingCallTests {
  @Test(arguments: [OperationName.maxPool2D, .maxPool3D], [DataFormat.nhwc, .nchw])
  func randomCasesEqualTheirDefinition(name: OperationName, likeness: DataFormat) throws {
    let rank = name.spatialRank
    let format = DataFormat.formats(spatialRank: rank)[likeness.hasChannelsFirst ? 1 : 0]
    for seed in 0..<200 {
      var numbers = SeededGenerator(seed: UInt64(seed))
      let draw = { (range: ClosedRange<Int>) in
        (0..<rank).map { _ in Int.random(in: range, using: &numbers) }
      }
      let (inputs, window, strides) = (draw(3...6), draw(1...3), draw(1...4))
      let rule = seed % 2 == 0 ? AxisPaddingRule.same : .valid
      let batch = seed % 3
      let channels = numbers.pick([1, 3, 17])
      let axes = (0..<rank).map {
        ConvolutionAxis(filter: window[$0], stride: strides[$0], dilation: 1)
      }
      let outputs = zip(axes, inputs).map { $0.forwardOutput(input: $1, padding: rule)! }
      let pads = (0..<rank).map {
        axes[$0].pads(input: inputs[$0], output: outputs[$0], padding: rule).before
      }
      let one = Array(repeating: 1, count: 3 - rank)
      var value = numbers.wholeTensor(Shape([batch] + one + inputs + [channels]))
      if seed % 5 == 0, !value.scalars.isEmpty { value.scalars[value.scalars.count / 2] = .nan }
      let expected = referenceMaximum(
        value, window: one + window, strides: one + strides, padsBefore: one.map { _ in 0 } + pads,
        outputs: one + outputs)
      let arrange = { (tensor: Tensor, spatial: [Int]) in
        let plain = tensor.reshaped(to: Shape([batch] + spatial + [channels]))
        return format.hasChannelsFirst ? channelsFirst(plain) : plain
      }
      let seen = try PoolingCall(
        subject: OperationSubject(name: name, label: nil), window: PerAxis(window),
        strides: PerAxis(strides), padding: rule == .same ? .same : .valid, dataFormat: format,
        threads: 1
      ).run(value: arrange(value, inputs))
      try expectEqual(seen, arrange(expected, outputs), "seed \(seed)")
    }
  }
}
