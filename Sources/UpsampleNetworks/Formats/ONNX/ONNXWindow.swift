import UpsampleBase

/// The attributes of a window that slides over a map: of a convolution or a pool.
struct ONNXWindow {
  /// How pads follow where they are not given.
  private enum AutomaticPads: String {
    case none = "NOTSET"
    case upper = "SAME_UPPER"
    case lower = "SAME_LOWER"
    case valid = "VALID"
  }

  /// Of rows and columns each.
  let taps: [Int]
  private let strides: [Int]
  private let dilations: [Int]
  /// Before the rows and the columns, and after them.
  private let pads: [Int]
  private let automatic: AutomaticPads

  /// The most of each number: products of two of them fit into 64 bits.
  private static let limits = 0...1 << 24

  /// - Parameter taps: The extents of the window.
  init(_ call: ONNXCall, taps: [Int]) throws(UpsampleError) {
    func numbers(
      _ name: String, count: Int, default number: Int, least: Int
    ) throws(UpsampleError) -> [Int] {
      guard let numbers = try call.integers(name) else {
        return Array(repeating: number, count: count)
      }
      guard numbers.count == count,
        numbers.allSatisfy({ $0 >= least && $0 <= Self.limits.upperBound })
      else {
        throw call.fault(
          "whose \(name) are \(numbers.echoed), not \(count) numbers of \(least) to "
            + "\(Self.limits.upperBound)")
      }
      return numbers
    }
    let given = try numbers("kernel_shape", count: 2, default: 1, least: 1)
    guard taps.count == 2, !call.has("kernel_shape") || given == taps else {
      throw call.fault("whose kernel_shape \(given.echoed) is not its weights' \(taps.echoed)")
    }
    self.taps = taps
    strides = try numbers("strides", count: 2, default: 1, least: 1)
    dilations = try numbers("dilations", count: 2, default: 1, least: 1)
    pads = try numbers("pads", count: 4, default: 0, least: 0)
    let name = try call.text("auto_pad", default: "NOTSET")
    guard let automatic = AutomaticPads(rawValue: name) else {
      throw call.fault("whose auto_pad is \(name.echoed(upTo: 40))")
    }
    self.automatic = automatic
  }

  /// Whether nothing is added to the map.
  var hasNoPads: Bool { pads.allSatisfy { $0 == 0 } && [.none, .valid].contains(automatic) }

  /// The samples from the first tap to the last.
  private func reach(_ index: Int) -> Int { (taps[index] - 1) * dilations[index] + 1 }

  /// The geometry along an axis of an extent: 0 for rows, 1 for columns.
  func axis(
    _ index: Int, of extent: Int, _ call: ONNXCall
  ) throws(UpsampleError) -> ConvolutionLayer.Axis {
    let stride = strides[index]
    let pads: (before: Int, after: Int)
    switch automatic {
    case .none: pads = (self.pads[index], self.pads[index + 2])
    case .valid: pads = (0, 0)
    case .upper, .lower:
      let total = max(0, ((extent + stride - 1) / stride - 1) * stride + reach(index) - extent)
      pads = Self.parts(of: total, moreAfter: automatic == .upper)
    }
    guard extent + pads.before + pads.after >= reach(index) else {
      throw call.fault(
        "whose window of \(reach(index)) pixels is larger than its map of \(extent)",
        remedy: "The picture is too small for the network, or the network is damaged.")
    }
    return ConvolutionLayer.Axis(stride: stride, dilation: dilations[index], pads: pads)
  }

  /// What has to be padded more for a last window that is cut off.
  func padsOfLastWindow(_ index: Int, _ axis: ConvolutionLayer.Axis, of extent: Int) -> Int {
    let padded = extent + axis.pads.before + axis.pads.after - reach(index)
    let last = (padded + axis.stride - 1) / axis.stride * axis.stride
    // A window that begins beyond the map is none.
    return last >= extent + axis.pads.before ? 0 : last - padded
  }

  /// The geometry along an axis of a transposed convolution, and its output's extent.
  ///
  /// - Parameter exported: The extent for which an output's extent is written down.
  func transposedAxis(
    _ index: Int, of extent: Int, exported: Int, _ call: ONNXCall
  ) throws(UpsampleError) -> (axis: ConvolutionLayer.Axis, output: Int) {
    let stride = strides[index]
    let more = try Self.pair("output_padding", call).map { $0[index] } ?? 0
    let all = (extent - 1) * stride + reach(index) + more
    let asked = try Self.pair("output_shape", call).map {
      max(0, $0[index] + (extent - exported) * stride)
    }
    var pads = (before: self.pads[index], after: self.pads[index + 2])
    var output = all - pads.before - pads.after
    let isSame = [.upper, .lower].contains(automatic)
    if asked != nil || isSame {
      output = asked ?? extent * stride
      pads = Self.parts(of: max(0, all - output), moreAfter: automatic == .upper)
    } else if automatic == .valid {
      (pads, output) = ((0, 0), all)
    }
    return (
      ConvolutionLayer.Axis(stride: stride, dilation: dilations[index], pads: pads), output
    )
  }

  private static func parts(of total: Int, moreAfter: Bool) -> (before: Int, after: Int) {
    let half = total / 2
    return moreAfter ? (half, total - half) : (total - half, half)
  }

  /// The last two numbers of an attribute, which may have those of all dimensions.
  private static func pair(_ name: String, _ call: ONNXCall) throws(UpsampleError) -> [Int]? {
    guard let numbers = try call.integers(name) else { return nil }
    guard [2, 4].contains(numbers.count), numbers.allSatisfy(limits.contains) else {
      throw call.fault("whose \(name) is \(numbers.echoed), not two numbers")
    }
    return numbers.suffix(2)
  }
}
