import UpsampleBase

/// An operation of a network, at the extents of the maps that it is given: rows of maps in,
/// rows of a map out.
///
/// A row is a function of the rows that it says it is made of alone, so no cut changes it.
package protocol Layer: Sendable {
  /// The map that it makes.
  var output: MapShape { get }
  /// The multiplications of a weight and a number that the whole output takes.
  var multiplyAdds: Double { get }
  /// The weights that it holds.
  var weightCount: Int { get }
  /// The numbers that are held of it when it is run, beside rows.
  var heldCount: Int { get }
  /// The numbers that are held while rows of it are made, beside those.
  var passingCount: Int { get }
  /// What is to be known of it beside its name and shapes, for people to read.
  var details: String { get }

  /// From the first to the last, the rows or columns of an input that some of the output are
  /// made of. Ends of the output's rows are no earlier for rows that come later.
  ///
  /// - Parameters:
  ///   - outputs: Rows or columns of the output, at least one.
  ///   - index: The number of the input.
  func inputs(reaching outputs: Range<Int>, along axis: MapAxis, ofInput index: Int) -> Range<Int>

  /// The rows that are made together.
  var rowsTogether: Int { get }
  /// The place of the first row in those of which ``rowsTogether`` are counted off.
  var firstRow: Int { get }

  /// Lays the weights out.
  ///
  /// - Throws: ``UpsampleError/request(_:)`` when they do not fit into memory.
  func prepared() throws(UpsampleError) -> any PreparedLayer
}

extension Layer {
  package var multiplyAdds: Double { 0 }
  package var weightCount: Int { 0 }
  package var heldCount: Int { 2 * weightCount }
  package var passingCount: Int { 0 }
  package var details: String { "" }
  package var rowsTogether: Int { 1 }
  package var firstRow: Int { 0 }
}

/// A ``Layer`` that is ready to run. Threads may share it.
package protocol PreparedLayer: Sendable {
  /// Makes rows of the output, one after the other.
  ///
  /// - Parameters:
  ///   - rows: Rows of the output, at least one: all that are made together, but for the last.
  ///   - inputs: Of each input the rows that those are made of, maybe others too.
  ///   - output: Room for the rows, pixel by pixel, the channels of a pixel side by side.
  ///   - threads: Those that share the work.
  func make(
    _ rows: Range<Int>, of inputs: [MapRows], into output: UnsafeMutablePointer<Float>,
    threads: ThreadBudget)
}

/// A ``Layer`` that can make its rows together from another row on.
package protocol AlignableLayer: Layer {
  /// The layer with another ``Layer/firstRow``, which bears on rounding alone.
  func aligned(to firstRow: Int) -> any Layer
}

/// A ``Layer`` that copies numbers and makes none. No rows of it are held: it copies them anew
/// for each layer that reads them.
package protocol CopyingLayer: PlainLayer {}

/// A ``Layer`` that has nothing to lay out.
package protocol PlainLayer: Layer, PreparedLayer {}

extension PlainLayer {
  package func prepared() -> any PreparedLayer { self }
}

/// A ``Layer`` of which each pixel is made of the inputs' pixels at its own place.
package protocol PointwiseLayer: PlainLayer {}

extension PointwiseLayer {
  package func inputs(
    reaching outputs: Range<Int>, along axis: MapAxis, ofInput index: Int
  ) -> Range<Int> { outputs }
}

/// Rows of a map, one after the other.
package struct MapRows: @unchecked Sendable {
  /// The first row's first number.
  package let base: UnsafePointer<Float>
  /// The numbers of the rows that are there.
  package let rows: Range<Int>
  /// The numbers of a row.
  package let rowCount: Int

  package init(base: UnsafePointer<Float>, rows: Range<Int>, rowCount: Int) {
    (self.base, self.rows, self.rowCount) = (base, rows, rowCount)
  }

  /// The first number of a row that is there.
  package func row(_ number: Int) -> UnsafePointer<Float> {
    base + (number - rows.lowerBound) * rowCount
  }
}
