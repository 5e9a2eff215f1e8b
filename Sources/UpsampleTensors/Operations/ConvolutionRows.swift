import UpsampleBase

/// A convolution of a value whose rows come strip by strip.
///
/// It keeps no more of the value than later rows of the output need. What it gives,
/// joined, has the bits of the whole output. Strips of one may be the next one's,
/// so a network runs in the memory of a few rows of each layer.
///
/// ```swift
/// var rows = ConvolutionRows(prepared)
/// while let strip = nextStrip() { write(try rows.append(strip)) }
/// ```
public struct ConvolutionRows: Sendable {
  /// The convolution of the whole value.
  public let convolution: PreparedConvolution
  /// The number of the value's rows that have come.
  public private(set) var appended = 0
  /// The number of the output's rows that have been given.
  public private(set) var computed = 0
  /// The rows that are still needed, up to the last that has come.
  private var held: Tensor?

  /// Begins with the first row.
  public init(_ convolution: PreparedConvolution) {
    self.convolution = convolution
  }

  /// Computes the rows of the output that the next rows of the value complete.
  ///
  /// - Parameters:
  ///   - strip: The next rows of the value: any number of them, none too. But for
  ///     its rows it has the shape ``PreparedConvolution/valueShape``; its batch
  ///     may be another, but must be that of all strips.
  ///   - threads: The threads that share the work.
  /// - Returns: The next rows of the output, maybe none.
  /// - Throws: ``UpsampleError/request(_:)`` when the strip has another shape, or
  ///   more rows than are left of the value. Then nothing has been appended.
  public mutating func append(
    _ strip: Tensor, threads: ThreadBudget = .processors
  ) throws(UpsampleError) -> Tensor {
    let dimension = convolution.rowDimension(of: strip.shape)
    let count = try convolution.checkedRows(
      of: strip.shape, behind: held?.shape, after: appended)
    let rows = held?.joined(with: strip, alongDimension: dimension) ?? strip
    let end = appended + count
    let first = end - rows.shape[dimension]
    let made = convolution.outputRows(from: 0..<end)
    let next = computed..<max(computed, made.upperBound)
    let output = try convolution.rows(next, from: rows, at: first, threads: threads)
    let needed = convolution.valueRows(reaching: next.upperBound..<convolution.outputRowCount)
    let kept = needed.isEmpty ? end : min(end, max(first, needed.lowerBound))
    held = rows.part(kept - first..<end - first, ofDimension: dimension)
    (appended, computed) = (end, next.upperBound)
    return output
  }
}

extension PreparedConvolution {
  /// The dimension of a value's rows.
  fileprivate func rowDimension(of value: Shape) -> Int {
    call.surplus(value) + call.dataFormat.spatialDimensions.lowerBound
  }

  /// The number of a strip's rows, once its shape has been checked, also against
  /// the rows that it follows.
  fileprivate func checkedRows(
    of strip: Shape, behind held: Shape?, after appended: Int
  ) throws(UpsampleError) -> Int {
    _ = try batchOfStrip(strip)
    let dimension = rowDimension(of: strip)
    let count = strip[dimension]
    guard count <= valueRowCount - appended else {
      throw call.subject.fault(
        .rows(.tooMany(count, appended: appended, count: valueRowCount)))
    }
    guard let held else { return count }
    let batch = Array(strip.extents.prefix(dimension))
    guard Array(held.extents.prefix(dimension)) == batch else {
      throw call.subject.fault(.rows(.batch(strip, before: held)))
    }
    return count
  }
}
