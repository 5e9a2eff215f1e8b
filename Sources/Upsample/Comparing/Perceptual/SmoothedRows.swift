import CKernels

/// Rows of two pictures in XYB, and their moments smoothed along the rows.
final class SmoothedRows: Sendable {
  /// X, Y and B of the first picture, then of the second.
  let colours: FloatPlanes
  /// The moments of each channel, as the plans have them.
  let moments: FloatPlanes

  /// - Parameter light: Rows of light, red, green and blue of the first picture, then of the
  ///   second.
  init(_ light: FloatPlanes, _ plans: [ChannelPlan]) {
    colours = FloatPlanes(planes: 6, rows: light.rows, width: light.width)
    let planes = plans.reduce(0) { $0 + $1.moments.count }
    moments = FloatPlanes(planes: planes, rows: light.rows, width: light.width)
    for row in 0..<light.rows {
      for first in [0, 3] {
        let from = (0..<3).map { UnsafePointer(light.row(row, of: first + $0)) as Optional }
        let to = (0..<3).map { colours.row(row, of: first + $0) as Optional }
        ck_light_to_xyb(ck_best_instructions(), from, to, light.width)
      }
    }
    for plan in plans { smooth(plan) }
  }

  private func smooth(_ plan: ChannelPlan) {
    withUnsafePointer(to: Oscillators.standard.kernel) { oscillators in
      for (index, moment) in plan.moments.enumerated() {
        let (first, second) = moment.factors
        ck_smooth_rows(
          ck_best_instructions(), oscillators, colours.row(0, of: 3 * first + plan.channel),
          second.map { UnsafePointer(colours.row(0, of: 3 * $0 + plan.channel)) },
          colours.stride, moments.row(0, of: plan.firstPlane + index), moments.stride,
          colours.rows, colours.width)
      }
    }
  }
}
