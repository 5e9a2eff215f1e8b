import UpsampleBase

/// The axes of an explanation's picture: the last two, which are drawn, and the
/// depth, at which they are.
struct PictureAxes {
  /// The axis that is not drawn, of three.
  let depth: PictureAxis?
  let rows: PictureAxis
  let columns: PictureAxis
  /// Whether there is but one axis, and ``rows`` stands for none.
  let isOneAxis: Bool

  /// - Throws: ``UpsampleError/request(_:)`` when an axis can't be drawn.
  init(_ explanation: Explanation) throws(UpsampleError) {
    let axes = explanation.axes
    for axis in axes where axis.isEmpty {
      throw explanation.subject.fault(ExplanationFault.emptyAxis(axis.name))
    }
    for axis in axes where !axis.isDrawn {
      throw explanation.subject.fault(
        ExplanationFault.notDrawn(
          axis.name, window: axis.geometry.effectiveFilter, stride: axis.geometry.stride))
    }
    depth = axes.count == 3 ? PictureAxis(axes[0]) : nil
    isOneAxis = axes.count == 1
    rows = isOneAxis ? .flat : PictureAxis(axes[axes.count - 2])
    columns = PictureAxis(axes[axes.count - 1])
  }

  var palette: PhasePalette { PhasePalette(rows: rows.phaseCount, columns: columns.phaseCount) }

  /// The number of inputs that reach an output, at the depth of the picture.
  func inputs(reachingRow row: Int, column: Int) -> Int {
    rows.windows.contributions(to: row).count * columns.windows.contributions(to: column).count
      * (depth?.contributions.count ?? 1)
  }
}
