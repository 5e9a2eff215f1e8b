/// The output phase and the output channel that each tap of a transposed
/// convolution's filter reaches.
///
/// Outputs of one phase along each axis, as ``StridePosition`` tells, are a phase.
package struct TapPhases: Hashable, Sendable {
  /// The output channels: those of the filter for each group; 1 for a filter
  /// that has none.
  package let channels: Int
  /// The number of phases of each axis.
  package let strides: [Int]
  private let axes: [ConvolutionAxis]
  /// The filter's extents along the axes.
  private let extents: [Int]
  /// The filter's channels, out and in, and the groups that the latter form.
  private let outputs: Int
  private let inputs: Int
  private let groups: Int

  /// - Parameters:
  ///   - filter: The shape of a filter: a dimension for each axis, and maybe
  ///     `[out, in]` channels.
  ///   - groups: The groups that the in channels are divided into; each has out
  ///     channels of its own.
  package init(of filter: Shape, axes: [ConvolutionAxis], groups: Int = 1) {
    let mixes = filter.rank > axes.count
    self.axes = axes
    self.groups = groups
    strides = axes.map(\.stride)
    extents = Array(filter.extents.prefix(axes.count))
    (outputs, inputs) = mixes ? (filter[axes.count], filter[axes.count + 1]) : (1, 1)
    channels = outputs * groups
  }

  /// Whether there are phases that no tap reaches.
  package var hasGaps: Bool {
    zip(axes, extents).contains { axis, extent in
      Set((0..<extent).map { axis.position(ofTap: $0).phase }).count < axis.stride
    }
  }

  /// The number of phases.
  package var count: Int { strides.reduce(1, *) }

  /// The place of a scalar's phase and channel in an array of the shape
  /// `strides + [channels]`, in row-major order.
  package func place(ofScalar index: Int) -> Int {
    var rest = index / inputs / outputs
    var (phase, step) = (0, 1)
    for (axis, extent) in zip(axes, extents).reversed() {
      phase += axis.position(ofTap: rest % extent).phase * step
      rest /= extent
      step *= axis.stride
    }
    let group = index % inputs * groups / inputs
    return phase * channels + group * outputs + index / inputs % outputs
  }

  /// The sum of the taps of each phase and channel, in row-major order of
  /// `strides + [channels]`: the output of a constant value of 1.
  package func sums(of filter: Tensor) -> [Double] {
    var sums = Array(repeating: 0.0, count: count * channels)
    for (index, scalar) in filter.scalars.enumerated() {
      sums[place(ofScalar: index)] += Double(scalar)
    }
    return sums
  }
}
