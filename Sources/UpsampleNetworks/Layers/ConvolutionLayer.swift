import UpsampleBase
import UpsampleTensors

/// A convolution, forward or transposed, with a bias and an activation.
package struct ConvolutionLayer: MergingLayer, AlignableLayer {
  /// The geometry along an axis, and the pads in pixels.
  package struct Axis: Hashable, Sendable {
    package var stride = 1
    package var dilation = 1
    /// Of a transposed convolution what is cropped.
    package var pads = (before: 0, after: 0)

    package init(stride: Int = 1, dilation: Int = 1, pads: (before: Int, after: Int) = (0, 0)) {
      (self.stride, self.dilation, self.pads) = (stride, dilation, pads)
    }

    package static func == (one: Axis, other: Axis) -> Bool {
      one.stride == other.stride && one.dilation == other.dilation && one.pads == other.pads
    }

    package func hash(into hasher: inout Hasher) {
      hasher.combine([stride, dilation, pads.before, pads.after])
    }
  }

  /// Which way it goes.
  package enum Direction: Hashable, Sendable {
    case forward
    /// The extents of the output, where they are not the shortest that hold every tap.
    case transposed(height: Int?, width: Int?)
  }

  package let output: MapShape
  package let multiplyAdds: Double
  package let filter: Tensor
  package let vertical: Axis
  package let horizontal: Axis
  package let direction: Direction
  package private(set) var bias: [Float]
  package private(set) var activation: Activation?
  package private(set) var firstRow = 0
  let input: MapShape
  let groups: Int
  private let needs: ConvolutionCall.RowNeeds
  let label: String

  /// - Parameters:
  ///   - label: What errors call the layer.
  ///   - filter: `[height, width, inChannels / groups, outChannels]`, of a transposed
  ///     convolution `[height, width, outChannels / groups, inChannels]`.
  ///   - bias: A number for each channel of the output, or none.
  /// - Throws: ``UpsampleError/request(_:)`` when an argument breaks a rule.
  package init(
    _ label: String, of input: MapShape, filter: Tensor, vertical: Axis, horizontal: Axis,
    groups: Int = 1, direction: Direction = .forward, bias: [Float] = [],
    activation: Activation? = nil
  ) throws(UpsampleError) {
    (self.label, self.input, self.filter, self.groups) = (label, input, filter, groups)
    (self.vertical, self.horizontal, self.direction) = (vertical, horizontal, direction)
    (self.bias, self.activation) = (bias, activation)
    let call = Self.call(
      label, filter, vertical, horizontal, groups, direction, of: input,
      LayerEnd(bias: Self.tensor(bias), activation: activation))
    let made = try call.output(value: Self.shape(input), filter: filter.shape)
    needs = try call.rowNeeds(value: Self.shape(input), filter: filter.shape)
    output = MapShape(channels: made[3], height: made[1], width: made[2])
    let pixels = direction == .forward ? output : input
    multiplyAdds =
      filter.scalars.isEmpty
      ? 0 : Double(filter.scalars.count) * Double(pixels.height) * Double(pixels.width)
  }

  package var weightCount: Int { filter.scalars.count + bias.count }

  package var details: String {
    func pair(_ vertical: Int, _ horizontal: Int) -> String {
      vertical == horizontal ? "\(vertical)" : "\(vertical)x\(horizontal)"
    }
    let strides = pair(vertical.stride, horizontal.stride)
    let dilations = pair(vertical.dilation, horizontal.dilation)
    let parts = [
      "\(filter.shape[0])x\(filter.shape[1])", "\(input.channels) to \(output.channels)",
      strides == "1" ? nil : "stride \(strides)",
      dilations == "1" ? nil : "dilation \(dilations)", groups == 1 ? nil : "\(groups) groups",
      activation?.word,
    ]
    return parts.compactMap { $0 }.joined(separator: ", ")
  }

  package var rowsTogether: Int { needs.rowsTogether }
  package var heldCount: Int { weightCount + needs.held }
  package var passingCount: Int { needs.passing }

  package func inputs(
    reaching outputs: Range<Int>, along axis: MapAxis, ofInput index: Int
  ) -> Range<Int> {
    let own = axis == .vertical ? vertical : horizontal
    let reach = (filter.shape[axis == .vertical ? 0 : 1] - 1) * own.dilation
    let (first, last) =
      switch direction {
      case .forward:
        (
          outputs.lowerBound * own.stride - own.pads.before,
          (outputs.upperBound - 1) * own.stride - own.pads.before + reach
        )
      case .transposed:
        (
          (outputs.lowerBound + own.pads.before - reach).floorDivided(by: own.stride, up: true),
          (outputs.upperBound - 1 + own.pads.before).floorDivided(by: own.stride)
        )
      }
    let end = min(max(0, last + 1), input[axis])
    return min(max(0, first), end)..<end
  }

  package func aligned(to firstRow: Int) -> any Layer {
    var aligned = self
    aligned.firstRow = firstRow
    return aligned
  }

  package func prepared() throws(UpsampleError) -> any PreparedLayer {
    let end = LayerEnd(bias: Self.tensor(bias), activation: activation)
    var call = Self.call(label, filter, vertical, horizontal, groups, direction, of: input, end)
    call.firstRow = firstRow
    return Prepared(
      convolution: try RowConvolution(call, filter: filter, value: Self.shape(input)))
  }

  private struct Prepared: PreparedLayer {
    let convolution: RowConvolution

    func make(
      _ rows: Range<Int>, of inputs: [MapRows], into output: UnsafeMutablePointer<Float>,
      threads: ThreadBudget
    ) {
      convolution.make(
        rows, from: inputs[0].base, given: inputs[0].rows, into: output, threads: threads)
    }
  }

  // MARK: Merging

  package func merging(_ next: any Layer) -> (any Layer)? {
    guard activation == nil else { return nil }
    switch next {
    case let next as ActivationLayer:
      var merged = self
      merged.activation = next.activation
      return merged
    case let next as AffineLayer: return scaled(by: next)
    default: return nil
    }
  }

  /// The layer whose weights and biases do what an affine map of channels does.
  private func scaled(by next: AffineLayer) -> (any Layer)? {
    let transposed = direction != .forward
    let (last, count) = (filter.shape[3], output.channels)
    let perGroup = count / groups
    let scalars = filter.scalars.enumerated().map { index, weight in
      // Of a transposed convolution the third dimension are the outputs of a group.
      let channel =
        transposed
        ? index % last / (last / groups) * perGroup + index / last % perGroup : index % last
      return weight * next.scale(ofChannel: channel)
    }
    let bias = (0..<count).map {
      Float(0).addingProduct(
        self.bias.isEmpty ? 0 : self.bias[$0], next.scale(ofChannel: $0))
        + next.offset(ofChannel: $0)
    }
    return try? ConvolutionLayer(
      label, of: input, filter: Tensor(shape: filter.shape, scalars: scalars),
      vertical: vertical, horizontal: horizontal, groups: groups, direction: direction,
      bias: bias)
  }

  // MARK: The operation

  private static func shape(_ map: MapShape) -> Shape { [1, map.height, map.width, map.channels] }

  private static func tensor(_ bias: [Float]) -> Tensor? {
    bias.isEmpty ? nil : Tensor(shape: [bias.count], scalars: bias)
  }

  private static func call(
    _ label: String, _ filter: Tensor, _ vertical: Axis, _ horizontal: Axis, _ groups: Int,
    _ direction: Direction, of input: MapShape, _ end: LayerEnd
  ) -> ConvolutionCall {
    let pads = [
      [0, 0], [vertical.pads.before, vertical.pads.after],
      [horizontal.pads.before, horizontal.pads.after], [0, 0],
    ]
    var outputShape: OutputShape?
    if case .transposed(let height, let width) = direction {
      outputShape = [
        1, height ?? vertical.natural(input.height, taps: filter.shape[0]),
        width ?? horizontal.natural(input.width, taps: filter.shape[1]),
        groups * filter.shape[2],
      ]
    }
    var call = ConvolutionCall(
      subject: OperationSubject(
        name: direction == .forward ? .conv2D : .transposedConv2D, label: label),
      strides: PerAxis([vertical.stride, horizontal.stride]), padding: .explicit(pads),
      dataFormat: .nhwc, dilations: PerAxis([vertical.dilation, horizontal.dilation]),
      outputShape: outputShape, end: end)
    call.algorithm = .fastest
    return call
  }
}

extension Activation {
  /// Its name.
  var word: String {
    switch self {
    case .relu: "relu"
    case .relu6: "relu6"
    case .leakyRelu(let alpha): "leaky relu \(alpha)"
    case .prelu: "prelu"
    case .sigmoid: "sigmoid"
    case .tanh: "tanh"
    case .clip(let minimum, let maximum): "clip \(minimum) to \(maximum)"
    }
  }
}

extension ConvolutionLayer.Axis {
  /// The output of a transposed convolution that holds every tap of so many inputs.
  fileprivate func natural(_ inputs: Int, taps: Int) -> Int {
    (inputs - 1) * stride + (taps - 1) * dilation + 1 - pads.before - pads.after
  }
}

extension Int {
  /// The quotient rounded down, or up.
  fileprivate func floorDivided(by divisor: Int, up: Bool = false) -> Int {
    let dividend = up ? self + divisor - 1 : self
    return dividend >= 0 ? dividend / divisor : -((divisor - 1 - dividend) / divisor)
  }
}
