import UpsampleTensors

extension ConvolutionAxis {
  /// Every small geometry, as filter, stride and dilation.
  package static let samples = (1...6).flatMap { filter in
    (1...4).flatMap { stride in
      (1...3).map { ConvolutionAxis(filter: filter, stride: stride, dilation: $0) }
    }
  }
}

extension AxisPaddingRule {
  package static let samples: [AxisPaddingRule] = [
    .same, .valid, .explicit(AxisPadding(before: 1, after: 0)),
    .explicit(AxisPadding(before: 2, after: 3)),
  ]
}
