import UpsampleBase

/// Blocks of pixels that become channels, and the other way.
extension ONNXBuilder {
  func depthToSpace(_ call: ONNXCall) throws(UpsampleError) -> [ONNXValue] {
    try block(call, .depthToSpace)
  }

  func spaceToDepth(_ call: ONNXCall) throws(UpsampleError) -> [ONNXValue] {
    try block(call, .spaceToDepth)
  }

  private func block(
    _ call: ONNXCall, _ direction: BlockLayer.Direction
  ) throws(UpsampleError) -> [ONNXValue] {
    let mode = try call.text("mode", default: "DCR")
    guard ["DCR", "CRD"].contains(mode) else {
      throw call.fault("whose mode is \(mode.echoed(upTo: 40))")
    }
    let order: BlockLayer.Order = mode == "DCR" ? .blockFirst : .channelFirst
    let map = try map(0, of: call)
    let block = try call.integer("blocksize", default: 0)
    guard (1...256).contains(block),
      let layer = BlockLayer(direction, of: shape(map), block: block, order: order)
    else {
      throw call.fault("whose blocks of \(block) do not divide a map of \(shape(map).text)")
    }
    return try adding(layer, [map], call)
  }
}
