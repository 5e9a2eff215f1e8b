import UpsampleBase

/// What is known of numbers by the size that the file was exported for.
extension ONNXBuilder {
  /// The call at hand as it was at the size of the file, where that is another.
  func recorded(_ call: ONNXCall) -> ONNXReference.Call? {
    guard let reference, reference.picture != graph.input,
      let recorded = reference.calls[place], recorded.outputs == call.node.outputs
    else { return nil }
    return recorded
  }

  /// The same where it was given the constants that it is given at this size.
  func exported(_ call: ONNXCall) -> ONNXReference.Call? {
    recorded(call).flatMap { $0.hasConstants(of: call) ? $0 : nil }
  }

  /// The shape of the map that the first input was then.
  func exportedInput(of call: ONNXCall) -> MapShape? {
    exported(call)?.inputs.first.flatMap { $0?.extents }
  }

  /// The fault of a number that is known for the size of the file alone.
  func notCarried(_ what: String, _ call: ONNXCall) -> UpsampleError {
    let (own, other) = (graph.input, reference?.picture ?? graph.input)
    return call.fault(
      "whose \(what) were written down for pictures of \(other.height) x \(other.width) pixels, "
        + "and are unknown for \(own.height) x \(own.width)", remedy: call.remedyOfExtents)
  }

  /// The extent that a call asks for along an axis by a number that was written down: that of
  /// the maps that had it, or as many times that of the call's own map.
  ///
  /// - Parameters:
  ///   - own: The extent of the call's map.
  ///   - exported: The same at the size of the file.
  func carried(
    _ extent: Int, along axis: MapAxis, of own: Int, exported: Int, _ call: ONNXCall
  ) throws(UpsampleError) -> Int {
    if let reference, reference.picture[axis] == graph.input[axis] { return extent }
    let known = extents.of(extent, along: axis)
    if let one = known.first, known.count == 1 { return one }
    if known.isEmpty, extent > 0, extent % exported == 0 {
      let (product, overflow) = own.multipliedReportingOverflow(by: extent / exported)
      if !overflow { return product }
    }
    if known.isEmpty, extent > 0, exported % extent == 0, own % (exported / extent) == 0 {
      return own / (exported / extent)
    }
    throw notCarried("extents", call)
  }

  /// The ends of a slice, also where they were written down for another size.
  func carriedEnds(
    _ ends: (Int, Int), axis: Int, of shape: [Int], _ call: ONNXCall
  ) throws(UpsampleError) -> (Int, Int) {
    guard case .view(let view, _)?? = exported(call)?.inputs.first, view.shape.count == shape.count
    else { return ends }
    let (exported, own) = (view.shape[axis], shape[axis])
    guard let start = ONNXSlice.carried(ends.0, of: exported, to: own),
      let end = ONNXSlice.carried(ends.1, of: exported, to: own)
    else { throw notCarried("ends", call) }
    return (start, end)
  }
}

extension ONNXReference.Call {
  /// Whether all constants are those of another call.
  fileprivate func hasConstants(of call: ONNXCall) -> Bool {
    inputs.count == call.inputs.count
      && zip(inputs, call.inputs).allSatisfy { own, other in
        guard case .constant(let own)? = own, case .constant(let other)? = other else {
          return true
        }
        return own.shape == other.shape && own.doubles == other.doubles
      }
  }
}
