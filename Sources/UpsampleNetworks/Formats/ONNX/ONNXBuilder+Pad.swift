import UpsampleBase
import UpsampleTensors

extension ONNXBuilder {
  func pad(_ call: ONNXCall) throws(UpsampleError) -> [ONNXValue] {
    let value = try call.input(0)
    let shape = dimensions(of: value)
    let pads = try pads(of: call, rank: shape.count)
    if pads.allSatisfy({ $0 == (0, 0) }) {
      if exported(call) != nil { emptyPad = call }
      return [value]
    }
    guard case .view(let view) = value, shape.count == 4 else {
      throw call.fault("of numbers of shape \(shape.echoed), which are no map")
    }
    let (map, order) = try arranged(view, call)
    let ordered = order.map { pads[$0] }
    guard ordered[0] == (0, 0), ordered[1] == (0, 0) else {
      throw call.fault("with pads of other dimensions than rows and columns")
    }
    let made = try padded(map, rows: ordered[2], columns: ordered[3], call)
    return [.view(self.value(of: made, order))]
  }

  private func padded(
    _ map: Int, rows: (before: Int, after: Int), columns: (before: Int, after: Int),
    _ call: ONNXCall
  ) throws(UpsampleError) -> Int {
    // Negative pads crop, before others are added.
    let cropped = try crop(map, rows: rows, columns: columns, call)
    let (rows, columns) = (Self.positive(rows), Self.positive(columns))
    let mode = try padMode(of: call)
    guard rows.after <= mostExtent(.vertical), columns.after <= mostExtent(.horizontal),
      let layer = PadLayer(of: shape(cropped), vertical: rows, horizontal: columns, mode: mode)
    else {
      throw call.fault(
        "whose pads of \(rows.before) and \(rows.after) rows, \(columns.before) and "
          + "\(columns.after) columns are too large for a map of \(shape(cropped).text)",
        remedy: "The picture is too small for the network, or the network is damaged.")
    }
    return try add(layer, [cropped], call)
  }

  private static func positive(_ pads: (before: Int, after: Int)) -> PadLayer.Pads {
    PadLayer.Pads(before: max(0, pads.before), after: max(0, pads.after))
  }

  /// The pads before and after each dimension.
  private func pads(
    of call: ONNXCall, rank: Int
  ) throws(UpsampleError) -> [(before: Int, after: Int)] {
    guard let numbers = try call.integers("pads", or: 1, "pads") else {
      throw call.fault("without pads")
    }
    let given = try call.optionalIntegers(3, "axes") ?? Array(0..<rank)
    let axes = try call.dimensions(given, of: rank)
    guard numbers.count == 2 * axes.count,
      numbers.allSatisfy({ (-Int(Int32.max)...Int(Int32.max)).contains($0) })
    else {
      throw call.fault("with the pads \(numbers.echoed) of \(axes.count) dimensions")
    }
    var pads = Array(repeating: (before: 0, after: 0), count: rank)
    for (index, axis) in axes.enumerated() {
      pads[axis] = (numbers[index], numbers[index + axes.count])
    }
    return pads
  }

  private func padMode(of call: ONNXCall) throws(UpsampleError) -> PadLayer.Mode {
    switch try call.text("mode", default: "constant") {
    case "reflect": return .padded(.reflect)
    case "edge": return .padded(.edge)
    case "wrap": return .wrapped
    case "constant":
      guard let constant = try call.optionalConstant(2, "number") else {
        return .padded(.constant(try call.float("value", default: 0)))
      }
      guard constant.count <= 1 else { throw call.fault("whose number is not one") }
      return .padded(.constant(constant.floats.first ?? 0))
    case let mode: throw call.fault("whose mode is \(mode.echoed(upTo: 40))")
    }
  }

  private func crop(
    _ map: Int, rows: (before: Int, after: Int), columns: (before: Int, after: Int),
    _ call: ONNXCall
  ) throws(UpsampleError) -> Int {
    let input = shape(map)
    func kept(_ pads: (before: Int, after: Int), _ extent: Int) throws(UpsampleError) -> Range<Int>
    {
      let (first, end) = (max(0, -pads.before), extent + min(0, pads.after))
      guard first < end else {
        throw call.fault("whose negative pads leave nothing of a map of \(input.text)")
      }
      return first..<end
    }
    let (height, width) = (try kept(rows, input.height), try kept(columns, input.width))
    if height == 0..<input.height, width == 0..<input.width { return map }
    return try add(CropLayer(of: input, rows: height, columns: width), [map], call)
  }
}
