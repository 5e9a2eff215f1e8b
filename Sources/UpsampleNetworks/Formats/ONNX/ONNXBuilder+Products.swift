import UpsampleBase
import UpsampleTensors

/// Products with a matrix of weights: convolutions of one pixel, wherever the channels lie.
extension ONNXBuilder {
  static let products: [String: Operation] = [
    "MatMul": ONNXBuilder.matrixProduct, "Gemm": ONNXBuilder.generalProduct,
  ]

  /// Weights from each of a number of inputs to each of a number of outputs.
  private struct Matrix {
    let inputs: Int
    let outputs: Int
    /// From an input to an output.
    let weight: (_ input: Int, _ output: Int) -> Float

    /// `nil` of constants of other than two dimensions, but for those of extent 1 in front.
    init?(_ constant: ONNXConstant, isTransposed: Bool) {
      let shape = Array(constant.shape.drop { $0 == 1 })
      let extents =
        Array(repeating: 1, count: max(0, min(2, constant.shape.count) - shape.count)) + shape
      guard extents.count == 2, constant.count > 0 else { return nil }
      let (numbers, width) = (constant.floats, extents[1])
      (inputs, outputs) = isTransposed ? (extents[1], extents[0]) : (extents[0], extents[1])
      weight = { isTransposed ? numbers[$1 * width + $0] : numbers[$0 * width + $1] }
    }
  }

  private func matrixProduct(_ call: ONNXCall) throws(UpsampleError) -> [ONNXValue] {
    switch (try call.input(0), try call.input(1)) {
    case (.view(let view), .constant(let constant)):
      guard let matrix = Matrix(constant, isTransposed: false), view.dimensions.count >= 2 else {
        throw call.refusal(ONNXRefusal.ofAttention)
      }
      return [.view(try product(view, view.dimensions.count - 1, matrix, call))]
    case (.constant(let constant), .view(let view)):
      guard let matrix = Matrix(constant, isTransposed: true), view.dimensions.count >= 2 else {
        throw call.refusal(ONNXRefusal.ofAttention)
      }
      return [.view(try product(view, view.dimensions.count - 2, matrix, call))]
    default: throw call.refusal(ONNXRefusal.ofAttention)
    }
  }

  private func generalProduct(_ call: ONNXCall) throws(UpsampleError) -> [ONNXValue] {
    guard case .view(var view) = try call.input(0), view.dimensions.count == 2,
      let matrix = Matrix(
        try call.constant(1, "weights"), isTransposed: try call.integer("transB", default: 0) != 0)
    else { throw call.refusal(ONNXRefusal.ofAttention) }
    if try call.integer("transA", default: 0) != 0 { view = view.transposed([1, 0]) }
    var made = try product(
      view, 1, matrix, scale: try call.float("alpha", default: 1), call)
    if let biases = try call.optionalConstant(2, "biases") {
      let beta = try call.float("beta", default: 1)
      let (numbers, whole) = try channelNumbers(biases, of: made, call)
      made = whole.of(try affine(made.map, offsets: numbers.map { $0 * beta }, call))
    }
    return [.view(made)]
  }

  /// The product along a dimension that is made of all channels.
  private func product(
    _ view: ONNXMapView, _ dimension: Int, _ matrix: Matrix, scale: Float = 1, _ call: ONNXCall
  ) throws(UpsampleError) -> ONNXMapView {
    let input = shape(view.map)
    guard view.isOfChannels(dimension) || input.channels == 1,
      view.shape[dimension] == input.channels
    else { throw call.refusal(ONNXRefusal.ofAttention) }
    guard matrix.inputs == input.channels else {
      throw call.fault("of \(input.channels) channels by a matrix for \(matrix.inputs)")
    }
    let indices = view.indices(ofChannels: input.channels, along: dimension)
    try charge(matrix.inputs * matrix.outputs)
    let scalars = indices.flatMap { index in
      (0..<matrix.outputs).map { matrix.weight(index, $0) * scale }
    }
    try call.requireFinite(scalars, "weights")
    let layer = try call.checked { () throws(UpsampleError) in
      try ConvolutionLayer(
        call.node.label, of: input,
        filter: Tensor(shape: [1, 1, input.channels, matrix.outputs], scalars: scalars),
        vertical: .init(), horizontal: .init())
    }
    var dimensions = view.dimensions
    dimensions[dimension] = [.init(axis: .channels, extent: matrix.outputs, stride: 1)]
    return ONNXMapView(map: try add(layer, [view.map], call), dimensions: dimensions)
  }
}
