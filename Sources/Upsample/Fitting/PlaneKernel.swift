import UpsampleBase
import UpsampleTensors

/// What makes luma larger.
protocol PlaneEnlarging: Sendable {
  var name: String { get }

  /// The larger plane in levels.
  func enlarge(_ small: LumaPlane, _ border: Border) throws(UpsampleError) -> [Float]
}

/// A square kernel that is centred on the input pixel, and what it makes of luma.
struct PlaneKernel: PlaneEnlarging {
  let name: String
  let scale: Int
  /// `[extent, extent, 1, 1]`: the filter of a transposed convolution, its taps in levels a
  /// unit of luma.
  private let filter: Tensor

  /// A kernel that was fitted.
  ///
  /// - Parameter taps: `[extent, extent]`.
  init(_ taps: Tensor, scale: Int) { self.init("fitted", taps, scale: scale) }

  /// A kernel that was fitted.
  ///
  /// - Parameter taps: Phase by phase.
  init(phases taps: [Double], _ window: FittedWindow) {
    var placed = [Float](repeating: 0, count: window.extent * window.extent)
    for phase in 0..<window.phases {
      let own = taps[phase * window.inputs..<(phase + 1) * window.inputs].map { Float($0) }
      for member in window.members(ofPhase: phase) { placed[member.tap] = own[member.input] }
      placed[window.centre(ofPhase: phase)] = own[window.inputs / 2]
    }
    let tensor = Tensor(shape: [window.extent, window.extent], scalars: placed)
    self.init(tensor, scale: window.scale)
  }

  private init(_ name: String, _ taps: Tensor, scale: Int) {
    (self.name, self.scale) = (name, scale)
    filter = Tensor(
      shape: [taps.shape[0], taps.shape[1], 1, 1],
      scalars: taps.scalars.map { $0 / Float(LumaPlane.unitsPerLevel) })
  }

  init(_ function: InterpolationFunction, scale: Int) {
    let axis = ResamplingAxis(
      function, ratio: Ratio(scale, 1), inputExtent: 1, outputExtent: scale)
    let weights = axis.taps(of: function)
    self.init(
      function.rawValue,
      Tensor(
        shape: [weights.count, weights.count],
        scalars: weights.flatMap { row in weights.map { Float(row * $0) } }), scale: scale)
  }

  func enlarge(_ small: LumaPlane, _ border: Border) throws(UpsampleError) -> [Float] {
    let extent = filter.shape[0]
    let margin = (extent + scale) / scale
    let plane = small.bordered(by: margin, border)
    let value = Tensor(
      shape: [1, plane.height, plane.width, 1], scalars: plane.values.map(Float.init))
    let larger = try transposedConv2D(
      value, filter: filter, strides: scale, padding: .valid, threads: 1)
    // The first output of the first pixel within the margin.
    let start = margin * scale + (extent - scale) / 2
    let crops = [small.height, small.width].enumerated().map { axis, count in
      [start, larger.shape[axis + 1] - start - count * scale]
    }
    return try crop(larger, crops: [[0, 0]] + crops + [[0, 0]]).scalars
  }
}
