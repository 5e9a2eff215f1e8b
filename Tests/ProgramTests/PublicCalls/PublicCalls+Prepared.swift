import Testing
import Upsample

extension PublicCall {
  static let ofConvolutions: [PublicCall] = [
    PublicCall(
      "Convolution.init(_:filter:strides:padding:dataFormat:dilations:outputShape:bias:"
        + "activation:algorithm:name:)", "Convolution.callAsFunction(_:threads:)"
    ) {
      let (convolution, arguments) = try $0.convolution()
      return try convolution(arguments.value, threads: $0.budget())
    },
    PublicCall("Convolution.filterGradient(value:outputGradient:threads:)") {
      let (convolution, arguments) = try $0.convolution()
      let gradient = try $0.gradient(of: convolution, arguments.value)
      return try convolution.filterGradient(
        value: arguments.value, outputGradient: gradient, threads: $0.budget())
    },
    PublicCall("Convolution.valueGradient(value:outputGradient:threads:)") {
      let (convolution, arguments) = try $0.convolution()
      let gradient = try $0.gradient(of: convolution, arguments.value)
      return try convolution.valueGradient(
        value: $0.shape(arguments.value.shape.extents), outputGradient: gradient,
        threads: $0.budget())
    },
    PublicCall(
      "Convolution.prepared(for:)", "PreparedConvolution.callAsFunction(_:threads:)",
      "PreparedConvolution.valueShape", "PreparedConvolution.outputShape"
    ) {
      let (convolution, arguments) = try $0.convolution()
      let value = arguments.value
      let prepared = try convolution.prepared(for: $0.shape(value.shape.extents))
      let output = try prepared(value, threads: $0.budget())
      #expect(value.shape != prepared.valueShape || output.shape == prepared.outputShape)
      return output
    },
    PublicCall(
      "PreparedConvolution.rows(_:from:at:threads:)", "PreparedConvolution.valueRowCount",
      "PreparedConvolution.outputRowCount", "PreparedConvolution.valueRows(reaching:)",
      "PreparedConvolution.outputRows(from:)"
    ) {
      let (convolution, arguments) = try $0.convolution()
      let prepared = try convolution.prepared(for: arguments.value.shape)
      let (rows, first) = ($0.range(), $0.integer(0))
      #expect(prepared.valueRows(reaching: rows).upperBound <= prepared.valueRowCount)
      #expect(prepared.outputRows(from: rows).upperBound <= prepared.outputRowCount)
      return try prepared.rows(rows, from: arguments.value, at: first, threads: $0.budget())
    },
    PublicCall(
      "ConvolutionRows.init(_:)", "ConvolutionRows.append(_:threads:)",
      "ConvolutionRows.convolution", "ConvolutionRows.appended", "ConvolutionRows.computed"
    ) {
      let (convolution, arguments) = try $0.convolution()
      let value = arguments.value
      var rows = ConvolutionRows(try convolution.prepared(for: value.shape))
      for _ in 0..<4 {
        let extents = value.shape.extents
        let strip = try $0.tensor(extents.prefix(1) + [1] + extents.dropFirst(2))
        _ = try? rows.append(strip, threads: $0.budget())
      }
      #expect(rows.appended <= rows.convolution.valueRowCount)
      #expect(rows.computed <= rows.convolution.outputRowCount)
      return rows.computed
    },
  ]
}

extension HostileArguments {
  /// A convolution, and arguments with which it was made.
  fileprivate mutating func convolution() throws -> (Convolution, LayerArguments) {
    let ranks: [OperationName: Int] = [
      .conv1D: 1, .transposedConv1D: 1, .conv3D: 3, .transposedConv3D: 3,
    ]
    let operation = pick(OperationName.allCases.filter { $0.rawValue.contains("conv") })
    let name = pick([operation], orHostile: OperationName.allCases)
    let arguments = try layer(
      rank: ranks[operation] ?? 2, channels: operation == .depthwiseTransposedConv2D ? 4 : 2)
    let convolution = try Convolution(
      name, filter: arguments.filter, strides: arguments.numbers, padding: arguments.padding,
      dataFormat: pick([nil, arguments.format]), dilations: arguments.dilations,
      outputShape: pick([nil, nil, arguments.outputShape]), bias: arguments.bias,
      activation: arguments.activation, algorithm: pick(ConvolutionAlgorithm.allCases),
      name: arguments.name)
    return (convolution, arguments)
  }

  /// The gradient with respect to the output of a value, or another tensor.
  fileprivate mutating func gradient(
    of convolution: Convolution, _ value: Tensor
  ) throws -> Tensor {
    let output = (try? convolution(value)) ?? value
    return pick([output], orHostile: [try tensor([1, 2, 2, 2])])
  }
}
