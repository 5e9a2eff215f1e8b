import UpsampleTensors

extension NetworkGraph {
  /// The same network, whose transposed convolutions that come to 3x3 taps of their input are
  /// convolutions to a channel for each phase, and an arrangement of these as pixels: tiles
  /// take fewer multiplications than direct sums.
  var withPhasesAsChannels: NetworkGraph {
    var graph = NetworkGraph(input: input)
    // The map of the new graph for each one of this.
    var places = [0]
    for node in nodes {
      var node = node
      node.inputs = node.inputs.map { places[$0] }
      let parts = (node.layer as? ConvolutionLayer)?.phasesAsChannels
      var map = 0
      for layer in parts.map({ [$0.convolution, $0.arrangement] }) ?? [node.layer] {
        node.layer = layer
        map = graph.add(node)
        node.inputs = [map]
      }
      places.append(map)
    }
    graph.result = places[result]
    return graph
  }
}

extension ConvolutionLayer {
  /// The forward convolution whose channels are the phases of a transposed one, row by row, and
  /// what arranges them; `nil` where tiles do not serve it.
  fileprivate var phasesAsChannels: (convolution: any Layer, arrangement: any Layer)? {
    let block = vertical.stride
    guard direction != .forward, groups == 1, block > 1, horizontal.stride == block,
      let rows = Phases(of: vertical, taps: filter.shape[0], input[.vertical], output[.vertical]),
      let columns = Phases(
        of: horizontal, taps: filter.shape[1], input[.horizontal], output[.horizontal])
    else { return nil }
    let (channels, squares) = (output.channels, block * block)
    var (bias, activation) = (bias, activation)
    if !bias.isEmpty { bias = (0..<squares).flatMap { _ in self.bias } }
    if case .prelu(let alpha) = activation, alpha.scalars.count > 1 {
      let slopes = (0..<squares).flatMap { _ in alpha.scalars }
      activation = .prelu(alpha: Tensor(shape: [slopes.count], scalars: slopes))
    }
    let convolution = try? ConvolutionLayer(
      label, of: input, filter: phaseFilter(rows, columns),
      vertical: .init(pads: rows.pads), horizontal: .init(pads: columns.pads), bias: bias,
      activation: activation)
    guard let convolution, convolution.rowsTogether > 1,
      let arrangement = BlockLayer(
        .depthToSpace, of: convolution.output, block: block, order: .blockFirst),
      arrangement.output == output, arrangement.output.channels == channels
    else { return nil }
    return (convolution, arrangement)
  }

  /// The phases of an axis, each of which is reached by three inputs at most.
  private struct Phases {
    let stride: Int
    /// For each phase and each of three neighbouring inputs the tap that weighs it, if one does.
    let taps: [[Int?]]
    /// Beside the input, where the three of the first and of the last outputs lie.
    let pads: (before: Int, after: Int)

    init?(of axis: ConvolutionLayer.Axis, taps count: Int, _ inputs: Int, _ outputs: Int) {
      stride = axis.stride
      guard axis.dilation == 1, outputs % stride == 0 else { return nil }
      // The output `stride * q + phase` is made of input `q + d` by this tap.
      func tap(_ phase: Int, _ d: Int) -> Int? {
        let tap = phase + axis.pads.before - axis.stride * d
        return (0..<count).contains(tap) ? tap : nil
      }
      let reach = count + axis.pads.before
      let used = (-reach...reach).filter { d in (0..<axis.stride).contains { tap($0, d) != nil } }
      guard let first = used.first, let last = used.last, last - first == 2 else { return nil }
      taps = (0..<stride).map { phase in (first...last).map { tap(phase, $0) } }
      pads = (-first, outputs / stride + 2 - inputs + first)
      if pads.before < 0 || pads.after < 0 { return nil }
    }
  }

  /// The filter `[3, 3, in, phases of rows, of columns, out]` of the forward convolution.
  private func phaseFilter(_ rows: Phases, _ columns: Phases) -> Tensor {
    let (inputs, outputs) = (filter.shape[3], filter.shape[2])
    var scalars: [Float] = []
    scalars.reserveCapacity(9 * inputs * rows.stride * columns.stride * outputs)
    for (y, x) in (0..<9).map({ ($0 / 3, $0 % 3) }) {
      for input in 0..<inputs {
        for (row, column) in rows.taps.flatMap({ row in columns.taps.map { (row[y], $0[x]) } }) {
          guard let row, let column else {
            scalars += repeatElement(0, count: outputs)
            continue
          }
          let first = (row * filter.shape[1] + column) * outputs * inputs + input
          scalars += (0..<outputs).map { filter.scalars[first + $0 * inputs] }
        }
      }
    }
    return Tensor(shape: [3, 3, inputs, scalars.count / (9 * inputs)], scalars: scalars)
  }
}
