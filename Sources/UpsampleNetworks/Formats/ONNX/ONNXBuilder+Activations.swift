import Glibc
import UpsampleBase
import UpsampleTensors

/// What becomes of numbers one by one.
extension ONNXBuilder {
  static let activations: [String: Operation] = [
    "Relu": ONNXBuilder.relu, "LeakyRelu": ONNXBuilder.leakyRelu, "PRelu": ONNXBuilder.prelu,
    "Sigmoid": ONNXBuilder.sigmoid, "Tanh": ONNXBuilder.hyperbolicTangent,
    "Clip": ONNXBuilder.clip, "HardSigmoid": ONNXBuilder.hardSigmoid,
    "HardSwish": ONNXBuilder.hardSwish, "Dropout": ONNXBuilder.dropout,
    "Identity": ONNXBuilder.identity, "Abs": function(.absolute) { abs($0) },
    "Exp": function(.exponential) { Glibc.exp($0) }, "Log": function(.logarithm) { Glibc.log($0) },
    "Mish": function(.mish), "Softplus": function(.softplus), "Erf": function(.error),
    "Elu": ONNXBuilder.elu, "Gelu": ONNXBuilder.gelu, "Selu": ONNXBuilder.selu,
    "Celu": ONNXBuilder.celu, "ThresholdedRelu": ONNXBuilder.thresholdedRelu,
    "Softsign": function(.softsign),
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

  private func selu(_ call: ONNXCall) throws(UpsampleError) -> [ONNXValue] {
    let alpha = try call.float("alpha", default: 1.673_263_2)
    let gamma = try call.float("gamma", default: 1.050_701)
    return try pointwise(call) { map throws(UpsampleError) in
      let curve = try add(FunctionLayer(of: shape(map), .elu(alpha: Double(alpha))), [map], call)
      return try affine(curve, scales: [gamma], call)
    }
  }

  private func celu(_ call: ONNXCall) throws(UpsampleError) -> [ONNXValue] {
    let alpha = try call.float("alpha", default: 1)
    return try pointwise(call) { map throws(UpsampleError) in
      let part = try affine(map, scales: [1 / alpha], call)
      let curve = try add(FunctionLayer(of: shape(part), .elu(alpha: 1)), [part], call)
      return try affine(curve, scales: [alpha], call)
    }
  }

  private func thresholdedRelu(_ call: ONNXCall) throws(UpsampleError) -> [ONNXValue] {
    let alpha = try call.float("alpha", default: 1)
    return try pointwise(call) { map throws(UpsampleError) in
      let isAbove = try add(ComparisonLayer(of: shape(map), .greater, [alpha]), [map], call)
      return try add(
        SelectLayer(of: shape(map), .map, .numbers([0])), [isAbove, map], call)
    }
  }

  private func gelu(_ call: ONNXCall) throws(UpsampleError) -> [ONNXValue] {
    switch try call.text("approximate", default: "none") {
    case "none": return try apply(.gelu, call)
    case "tanh": return try apply(.geluByTangent, call)
    case let other: throw call.fault("approximated by \(other.echoed(upTo: 40))")
    }
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

  private func dropout(_ call: ONNXCall) throws(UpsampleError) -> [ONNXValue] {
    let trains = try call.optionalConstant(2, "training_mode")?.doubles.contains { $0 != 0 }
    guard trains != true else {
      throw call.fault(
        "in training, which drops numbers at random",
        remedy: "Export the network for evaluation: `model.eval()`.")
    }
    return [try call.input(0)]
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
    try call.requireFinite(slopes, "slopes")
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
    let line = try affine(map, scales: [alpha], offsets: [beta], call)
    return try activate(call, line, .clip(minimum: 0, maximum: 1))
  }

  private func hardSwish(_ call: ONNXCall) throws(UpsampleError) -> [ONNXValue] {
    try pointwise(call) { map throws(UpsampleError) in
      let gate = try hardSigmoid(call, map, alpha: 1 / 6, beta: 0.5)
      return try combine(.multiply, map, gate, call)
    }
  }
}
