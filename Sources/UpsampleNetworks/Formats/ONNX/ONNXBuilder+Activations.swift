import Glibc
import UpsampleBase
import UpsampleTensors

/// What becomes of numbers one by one.
extension ONNXBuilder {
  static let activations: [String: Operation] = [
    "Relu": ONNXBuilder.relu, "LeakyRelu": ONNXBuilder.leakyRelu, "PRelu": ONNXBuilder.prelu,
    "Sigmoid": ONNXBuilder.sigmoid, "Tanh": ONNXBuilder.hyperbolicTangent,
    "Clip": ONNXBuilder.clip, "HardSigmoid": ONNXBuilder.hardSigmoid,
    "HardSwish": ONNXBuilder.hardSwish, "Dropout": ONNXBuilder.identity,
    "Identity": ONNXBuilder.identity, "Abs": function(.absolute) { abs($0) },
    "Exp": function(.exponential) { Glibc.exp($0) }, "Log": function(.logarithm) { Glibc.log($0) },
    "Mish": function(.mish), "Softplus": function(.softplus), "Erf": function(.error),
    "Elu": ONNXBuilder.elu, "Gelu": ONNXBuilder.gelu,
  ]

  /// A function of the numbers of maps, and if it is given those of constants.
  private static func function(
    _ function: FunctionLayer.Function,
    ofConstant: (@Sendable (Double) -> Double)? = nil
  ) -> Operation {
    { builder in
      { call throws(UpsampleError) in
        if let ofConstant, case .constant(let constant)? = call[0] {
          return [.constant(constant.mapped(ofConstant))]
        }
        return try builder.apply(function, call)
      }
    }
  }

  private func apply(
    _ function: FunctionLayer.Function, _ call: ONNXCall
  ) throws(UpsampleError) -> [ONNXValue] {
    try pointwise(call) { map throws(UpsampleError) in
      try add(FunctionLayer(of: shape(map), function), [map], call)
    }
  }

  private func elu(_ call: ONNXCall) throws(UpsampleError) -> [ONNXValue] {
    try apply(.elu(alpha: Double(try call.float("alpha", default: 1))), call)
  }

  private func gelu(_ call: ONNXCall) throws(UpsampleError) -> [ONNXValue] {
    let approximation = try call.text("approximate", default: "none")
    guard approximation == "none" else {
      throw call.fault("approximated by \(approximation.echoed(upTo: 40))")
    }
    return try apply(.gelu, call)
  }

  /// Adds an activation of the first input.
  private func activate(
    _ call: ONNXCall, _ activation: Activation
  ) throws(UpsampleError) -> [ONNXValue] {
    try pointwise(call) { map throws(UpsampleError) in try activate(call, map, activation) }
  }

  private func activate(
    _ call: ONNXCall, _ map: Int, _ activation: Activation
  ) throws(UpsampleError) -> Int {
    let layer = try call.checked { () throws(UpsampleError) in
      try ActivationLayer(call.node.label, of: shape(map), activation)
    }
    return try add(layer, [map], call)
  }

  private func identity(_ call: ONNXCall) throws(UpsampleError) -> [ONNXValue] {
    [try call.input(0)]
  }

  private func relu(_ call: ONNXCall) throws(UpsampleError) -> [ONNXValue] {
    if case .constant(let constant)? = call[0] {
      return [.constant(constant.mapped { max($0, 0) })]
    }
    return try activate(call, .relu)
  }

  private func leakyRelu(_ call: ONNXCall) throws(UpsampleError) -> [ONNXValue] {
    try activate(call, .leakyRelu(alpha: try call.float("alpha", default: 0.01)))
  }

  private func sigmoid(_ call: ONNXCall) throws(UpsampleError) -> [ONNXValue] {
    try activate(call, .sigmoid)
  }

  private func hyperbolicTangent(_ call: ONNXCall) throws(UpsampleError) -> [ONNXValue] {
    try activate(call, .tanh)
  }

  private func prelu(_ call: ONNXCall) throws(UpsampleError) -> [ONNXValue] {
    let (slopes, view) = try channelNumbers(
      try call.constant(1, "slopes"), of: try view(0, of: call), call)
    let map = try activate(
      call, view.map, .prelu(alpha: Tensor(shape: [slopes.count], scalars: slopes)))
    return [.view(view.of(map))]
  }

  private func clip(_ call: ONNXCall) throws(UpsampleError) -> [ONNXValue] {
    func limit(_ name: String, _ index: Int, _ none: Float) throws(UpsampleError) -> Float {
      guard let constant = try call.optionalConstant(index, "limits") else {
        return try call.float(name, default: none)
      }
      guard constant.count == 1 else { throw call.fault("whose \(name) is not one number") }
      return constant.floats[0]
    }
    let minimum = try limit("min", 1, -.infinity)
    let maximum = try limit("max", 2, .infinity)
    if case .constant(let constant)? = call[0] {
      return [.constant(constant.mapped { min(max($0, Double(minimum)), Double(maximum)) })]
    }
    return try activate(call, .clip(minimum: minimum, maximum: maximum))
  }

  private func hardSigmoid(_ call: ONNXCall) throws(UpsampleError) -> [ONNXValue] {
    try pointwise(call) { map throws(UpsampleError) in
      try hardSigmoid(
        call, map, alpha: try call.float("alpha", default: 0.2),
        beta: try call.float("beta", default: 0.5))
    }
  }

  private func hardSigmoid(
    _ call: ONNXCall, _ map: Int, alpha: Float, beta: Float
  ) throws(UpsampleError) -> Int {
    let line = try add(
      AffineLayer(of: shape(map), scales: [alpha], offsets: [beta]), [map], call)
    return try activate(call, line, .clip(minimum: 0, maximum: 1))
  }

  private func hardSwish(_ call: ONNXCall) throws(UpsampleError) -> [ONNXValue] {
    try pointwise(call) { map throws(UpsampleError) in
      let gate = try hardSigmoid(call, map, alpha: 1 / 6, beta: 0.5)
      return try combine(.multiply, map, gate, call)
    }
  }
}
