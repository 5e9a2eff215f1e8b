import Upsample

extension PublicCall {
  private static let forward =
    "(_:filter:strides:padding:dataFormat:dilations:bias:activation:name:threads:)"
  private static let transposed =
    "(_:filter:outputShape:strides:padding:dataFormat:dilations:bias:activation:name:threads:)"

  static let convolutions: [PublicCall] = [
    PublicCall("conv1D\(forward)") {
      let a = try $0.layer(rank: 1)
      return try conv1D(
        a.value, filter: a.filter, strides: a.numbers, padding: a.padding, dataFormat: a.format,
        dilations: a.dilations, bias: a.bias, activation: a.activation, name: a.name,
        threads: a.threads)
    },
    PublicCall("conv2D\(forward)") {
      let a = try $0.layer(rank: 2)
      return try conv2D(
        a.value, filter: a.filter, strides: a.numbers, padding: a.padding, dataFormat: a.format,
        dilations: a.dilations, bias: a.bias, activation: a.activation, name: a.name,
        threads: a.threads)
    },
    PublicCall("conv3D\(forward)") {
      let a = try $0.layer(rank: 3)
      return try conv3D(
        a.value, filter: a.filter, strides: a.numbers, padding: a.padding, dataFormat: a.format,
        dilations: a.dilations, bias: a.bias, activation: a.activation, name: a.name,
        threads: a.threads)
    },
    PublicCall("depthwiseConv2D\(forward)") {
      let a = try $0.layer(rank: 2, outputs: 4)
      return try depthwiseConv2D(
        a.value, filter: a.filter, strides: a.numbers, padding: a.padding, dataFormat: a.format,
        dilations: a.dilations, bias: a.bias, activation: a.activation, name: a.name,
        threads: a.threads)
    },
    PublicCall("transposedConv1D\(transposed)") {
      let a = try $0.layer(rank: 1)
      return try transposedConv1D(
        a.value, filter: a.filter, outputShape: a.outputShape, strides: a.numbers,
        padding: a.padding, dataFormat: a.format, dilations: a.dilations, bias: a.bias,
        activation: a.activation, name: a.name, threads: a.threads)
    },
    PublicCall("transposedConv2D\(transposed)") {
      let a = try $0.layer(rank: 2)
      return try transposedConv2D(
        a.value, filter: a.filter, outputShape: a.outputShape, strides: a.numbers,
        padding: a.padding, dataFormat: a.format, dilations: a.dilations, bias: a.bias,
        activation: a.activation, name: a.name, threads: a.threads)
    },
    PublicCall("transposedConv3D\(transposed)") {
      let a = try $0.layer(rank: 3)
      return try transposedConv3D(
        a.value, filter: a.filter, outputShape: a.outputShape, strides: a.numbers,
        padding: a.padding, dataFormat: a.format, dilations: a.dilations, bias: a.bias,
        activation: a.activation, name: a.name, threads: a.threads)
    },
    PublicCall("depthwiseTransposedConv2D\(transposed)") {
      let a = try $0.layer(rank: 2, channels: 4)
      return try depthwiseTransposedConv2D(
        a.value, filter: a.filter, outputShape: a.outputShape, strides: a.numbers,
        padding: a.padding, dataFormat: a.format, dilations: a.dilations, bias: a.bias,
        activation: a.activation, name: a.name, threads: a.threads)
    },
    PublicCall("atrousConv2D(_:filter:rate:padding:bias:activation:name:threads:)") {
      let a = try $0.layer(rank: 2)
      return try atrousConv2D(
        a.value, filter: a.filter, rate: a.rate, padding: a.padding, bias: a.bias,
        activation: a.activation, name: a.name, threads: a.threads)
    },
    PublicCall(
      "atrousTransposedConv2D(_:filter:outputShape:rate:padding:bias:activation:name:threads:)"
    ) {
      let a = try $0.layer(rank: 2)
      return try atrousTransposedConv2D(
        a.value, filter: a.filter, outputShape: a.outputShape, rate: a.rate, padding: a.padding,
        bias: a.bias, activation: a.activation, name: a.name, threads: a.threads)
    },
  ]
}
