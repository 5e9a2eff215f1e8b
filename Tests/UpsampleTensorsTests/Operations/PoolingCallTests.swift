import TestSupport
import Testing

@testable import UpsampleTensors

@Suite struct PoolingCallTests {
  @Test(
    arguments: [OperationName.maxPool2D, .maxPool3D, .averagePool2D, .averagePool3D],
    [DataFormat.nhwc, .nchw])
  func randomCasesEqualTheirDefinition(name: OperationName, likeness: DataFormat) throws {
    let rank = name.spatialRank
    let format = DataFormat.formats(spatialRank: rank)[likeness.hasChannelsFirst ? 1 : 0]
    for seed in 0..<200 {
      var numbers = SeededGenerator(seed: UInt64(seed))
      let draw = { (range: ClosedRange<Int>) in
        (0..<rank).map { _ in Int.random(in: range, using: &numbers) }
      }
      let (inputs, window, strides) = (draw(3...6), draw(1...3), draw(1...4))
      let dilations = seed % 4 < 2 ? draw(1...1) : window.map { $0 == 3 ? 1 : 2 }
      let padding = numbers.padding(window: window, format: format)
      let batch = seed % 3
      let channels = numbers.pick([1, 3, 17])
      let axes = (0..<rank).map {
        ConvolutionAxis(filter: window[$0], stride: strides[$0], dilation: dilations[$0])
      }
      let subject = OperationSubject(name: name, label: nil)
      let rules = try AxisArguments(subject: subject, format: format).rules(of: padding)
      let outputs = (0..<rank).map {
        axes[$0].forwardOutput(input: inputs[$0], padding: rules[$0])!
      }
      let pads = (0..<rank).map {
        axes[$0].pads(input: inputs[$0], output: outputs[$0], padding: rules[$0]).before
      }
      let one = Array(repeating: 1, count: 3 - rank)
      var value = numbers.wholeTensor(Shape([batch] + one + inputs + [channels]))
      if seed % 5 == 0, !value.scalars.isEmpty { value.scalars[value.scalars.count / 2] = .nan }
      let expected = ReferencePool(
        window: one + window, strides: one + strides, dilations: one + dilations,
        padsBefore: one.map { _ in 0 } + pads
      ).outputs(of: value, extents: one + outputs, taking: name.poolStatistic!.ofValues)
      let arrange = { (tensor: Tensor, spatial: [Int]) in
        let plain = tensor.viewed(as: Shape([batch] + spatial + [channels]))
        return format.hasChannelsFirst ? channelsFirst(plain) : plain
      }
      let seen = try PoolingCall(
        subject: subject, window: PerAxis(window), strides: PerAxis(strides), padding: padding,
        dataFormat: format, dilations: PerAxis(dilations), threads: 1
      ).run(value: arrange(value, inputs))
      try expectEqual(seen, arrange(expected, outputs), "seed \(seed)")
    }
  }
}

extension SeededGenerator {
  /// SAME, VALID, or pads smaller than the window.
  fileprivate mutating func padding(window: [Int], format: DataFormat) -> Padding {
    switch Int.random(in: 0..<3, using: &self) {
    case 0: return .same
    case 1: return .valid
    default:
      var pairs: [[Int]] = []
      for extent in window {
        pairs.append((0..<2).map { _ in Int.random(in: 0..<extent, using: &self) })
      }
      return .explicit(
        format.hasChannelsFirst ? [[0, 0], [0, 0]] + pairs : [[0, 0]] + pairs + [[0, 0]])
    }
  }
}
