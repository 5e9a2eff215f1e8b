import CKernels

/// One scale of two pictures as SSIMULACRA 2 sees them. Rows come from the top, in blocks of any
/// number.
///
/// The oscillators go down the columns from the first row to the last, so a block begins where the
/// one above it ended, and no error depends on how the rows were cut.
final class SimilarityScale {
  let plans: [ChannelPlan]
  private let width: Int
  private let height: Int
  private var held = HeldRows<SmoothedRows>()
  /// The next row that is smoothed down the columns. The oscillators begin above the picture.
  private var next = -Oscillators.below
  /// Of each plane the oscillators of its columns.
  private let states: FloatPlanes
  private let nothing: FloatPlanes
  /// Of each channel the sums of its errors.
  private var sums = [[Double]](
    repeating: Array(repeating: 0, count: SimilarityWeights.errorsPerChannel), count: 3)

  init(width: Int, height: Int, _ plans: [ChannelPlan]) {
    (self.width, self.height, self.plans) = (width, height, plans)
    let planes = plans.reduce(0) { $0 + $1.moments.count }
    states = FloatPlanes(planes: planes, rows: 6, width: width)
    states.clear(planes: planes)
    nothing = FloatPlanes(planes: 1, rows: 1, width: width)
    nothing.clear(planes: 1)
  }

  /// Of each channel the means of its errors and the fourth roots of the means of their fourth
  /// powers, once all rows are there.
  var errors: [[Double]] {
    let pixels = Double(width) * Double(height)
    return sums.map { sums in
      sums.enumerated().map { index, sum in
        index < 3 ? sum / pixels : (sum / pixels).squareRoot().squareRoot()
      }
    }
  }

  /// Adds the next rows.
  func add(_ rows: SmoothedRows) {
    held.append(rows, rows: rows.colours.rows)
    let end = held.end == height ? height : held.end - Oscillators.below
    guard end > next else { return }
    measure(next..<end)
    next = end
    held.drop(before: next - Oscillators.above)
  }

  /// Few enough columns at a time for the processor's caches.
  private static let tileColumns = 512

  private func measure(_ rows: Range<Int>) {
    let perRow = 3 * SimilarityWeights.errorsPerChannel
    var errors = [Double](repeating: 0, count: perRow * rows.count)
    for first in stride(from: 0, to: width, by: Self.tileColumns) {
      let columns = first..<min(first + Self.tileColumns, width)
      for plan in plans {
        let smoothed = FloatPlanes(
          planes: plan.moments.count, rows: rows.count, width: columns.count.roundedUpToLanes)
        for index in plan.moments.indices {
          smooth(plan.firstPlane + index, rows, columns, into: smoothed.row(0, of: index))
        }
        for (index, row) in rows.enumerated() where row >= 0 {
          errors.withUnsafeMutableBufferPointer { errors in
            let target =
              errors.baseAddress! + perRow * index
              + SimilarityWeights.errorsPerChannel * plan.channel
            add(plan, row, columns, smoothed, index, to: target)
          }
        }
      }
    }
    for row in stride(from: 0, to: errors.count, by: perRow) {
      for index in 0..<perRow {
        let (channel, error) = index.quotientAndRemainder(
          dividingBy: SimilarityWeights.errorsPerChannel)
        sums[channel][error] += errors[row + index]
      }
    }
  }

  /// Lets the oscillators of a plane go on down some columns.
  private func smooth(
    _ plane: Int, _ rows: Range<Int>, _ columns: Range<Int>,
    into output: UnsafeMutablePointer<Float>
  ) {
    func origins(below distance: Int) -> [UnsafePointer<Float>?] {
      rows.map { row in
        let held = self.held[row + distance]
        let origin = held.map { $0.block.moments.row($0.row, of: plane) } ?? nothing.row(0, of: 0)
        return UnsafePointer(origin + columns.lowerBound)
      }
    }
    let count = columns.count.roundedUpToLanes
    withUnsafePointer(to: Oscillators.standard.kernel) { oscillators in
      ck_smooth_columns(
        ck_best_instructions(), oscillators, origins(below: -Oscillators.above),
        origins(below: Oscillators.below), rows.count,
        states.row(0, of: plane) + columns.lowerBound, states.stride, output,
        count + Int(CK_ROW_SLACK), count)
    }
  }

  /// Adds the errors of a row's columns: means and then fourth powers.
  private func add(
    _ plan: ChannelPlan, _ row: Int, _ columns: Range<Int>, _ smoothed: FloatPlanes, _ index: Int,
    to errors: UnsafeMutablePointer<Double>
  ) {
    let planes = plan.moments.indices.map { UnsafePointer(smoothed.row(index, of: $0)) }
    var moments = ck_moments()
    (moments.one, moments.other) = (planes[0], planes[1])
    if plan.hasStructure {
      (moments.one_square, moments.other_square, moments.product) =
        (planes[2], planes[3], planes[4])
      var structure = [0.0, 0]
      ck_structure_errors(ck_best_instructions(), &moments, columns.count, &structure)
      errors[0] += structure[0]
      errors[3] += structure[1]
    }
    guard plan.hasEdges, let (block, place) = held[row] else { return }
    var edges = [0.0, 0, 0, 0]
    ck_edge_errors(
      ck_best_instructions(),
      block.colours.row(place, of: plan.channel) + columns.lowerBound,
      block.colours.row(place, of: 3 + plan.channel) + columns.lowerBound, &moments,
      columns.count, &edges)
    for (target, sum) in zip([1, 4, 2, 5], edges) { errors[target] += sum }
  }
}
