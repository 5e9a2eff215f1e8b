import UpsampleBase

/// An engine whose outputs a ``RowEngine`` computes, row by row.
protocol EngineOfRows: Engine {
  var rows: RowEngine { get set }
}

extension EngineOfRows {
  /// Rows are finished as wholes, those too that nothing reaches.
  var blank: [Float] { [0] }

  func taking(_ part: ConvolutionProblem) -> Self {
    var other = self
    other.rows = rows.taking(part)
    return other
  }
}
