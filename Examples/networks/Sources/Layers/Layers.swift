@_exported import UpsampleTensors

/// Weights of a layer, which follow from their places: of about the size that keeps a
/// layer's outputs as large as its inputs.
public func weights(_ layer: Int, _ shape: Shape) throws -> Tensor {
  let sums = Float(shape.extents.dropLast().reduce(1, *)).squareRoot()
  var place = 0
  return try Tensor(shape: shape) { _ in
    defer { place += 1 }
    return Float((place * place % 1009 * 31 + place * 17 + layer * 101) % 257 - 128) / 128 / sums
  }
}

/// A convolution that keeps the extents, biased, with weights of its own.
public func convolution(
  _ value: Tensor, layer: Int, taps: Int, outputs: Int, activation: Activation? = nil
) throws -> Tensor {
  try conv2D(
    value, filter: weights(layer, [taps, taps, value.shape[3], outputs]), padding: .same,
    bias: weights(layer + 50, [outputs]), activation: activation)
}

/// Runs a network on the array of one file and writes what it makes to another.
public func run(_ network: (Tensor) throws -> Tensor) {
  do {
    guard CommandLine.arguments.count == 3 else { fatalError("usage: NETWORK IN.npy OUT.npy") }
    let value = try Tensor(npy: FilePath(CommandLine.arguments[1]))
    let output = try network(value)
    try output.write(npy: FilePath(CommandLine.arguments[2]))
    print("\(value.shape) became \(output.shape)")
  } catch {
    fatalError("\(error)")
  }
}
