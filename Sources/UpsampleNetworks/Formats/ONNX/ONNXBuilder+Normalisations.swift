import UpsampleBase

/// Normalisations of the channels of each pixel.
extension ONNXBuilder {
  static let normalisations: [String: Operation] = [
    "Softmax": ONNXBuilder.softmax, "LayerNormalization": ONNXBuilder.layerNormalization,
  ]

  /// The view that an operator normalises along all channels and nothing else.
  ///
  /// - Parameter remedy: What would do in the place of one along other dimensions.
  private func view(
    normalisedBy call: ONNXCall, along axes: (_ rank: Int) throws(UpsampleError) -> Range<Int>,
    remedy: String
  ) throws(UpsampleError) -> ONNXMapView {
    let view = try view(0, of: call)
    let factors = view.dimensions[try axes(view.dimensions.count)].flatMap { $0 }
    guard factors.allSatisfy({ $0.axis == .channels }),
      factors.reduce(1, { $0 * $1.extent }) == shape(view.map).channels
    else { throw call.refusal(remedy) }
    return view
  }

  private func softmax(_ call: ONNXCall) throws(UpsampleError) -> [ONNXValue] {
    let view = try view(
      normalisedBy: call,
      along: { rank throws(UpsampleError) in
        let isOld = call.version < 13
        let axis = try call.dimension(
          try call.integer("axis", default: isOld ? 1 : -1), of: rank)
        // Before version 13 it is along all dimensions from there on.
        return axis..<(isOld ? rank : axis + 1)
      }, remedy: ONNXRefusal.ofAttention)
    let map = view.map
    let most = try add(ExtremumLayer(.maximum, of: shape(map)), [map], call)
    let below = try combine(.subtract, map, most, call)
    let powers = try add(FunctionLayer(of: shape(below), .exponential), [below], call)
    let sum = try sumOfChannels(of: powers, weight: 1, call)
    return [.view(view.of(try combine(.divide, powers, sum, call)))]
  }

  private func layerNormalization(_ call: ONNXCall) throws(UpsampleError) -> [ONNXValue] {
    let view = try view(
      normalisedBy: call,
      along: { rank throws(UpsampleError) in
        try call.dimension(try call.integer("axis", default: -1), of: rank)..<rank
      }, remedy: ONNXRefusal.ofWholePicture)
    let (map, share) = (view.map, 1 / Float(shape(view.map).channels))
    let mean = try sumOfChannels(of: map, weight: share, call)
    let difference = try combine(.subtract, map, mean, call)
    let squares = try add(
      PowerLayer(of: shape(difference), exponents: [2]), [difference], call)
    let variance = try affine(
      try sumOfChannels(of: squares, weight: share, call),
      offsets: [try call.float("epsilon", default: 1e-5)], call)
    let factor = try add(PowerLayer(of: shape(variance), exponents: [-0.5]), [variance], call)
    let made = try combine(.multiply, difference, factor, call)
    let scales = try channelNumbers(try call.constant(1, "factors"), of: view, call).numbers
    let offsets = try call.optionalConstant(2, "terms").map { terms throws(UpsampleError) in
      try channelNumbers(terms, of: view, call).numbers
    }
    return [.view(view.of(try affine(made, scales: scales, offsets: offsets ?? [0], call)))]
  }
}
