extension Tensor: CustomStringConvertible {
  /// The scalars as NumPy prints a float32 array: in nested brackets, in columns, and of
  /// more than 1000 the first and the last three along each dimension.
  public var description: String { TensorText(self).text }
}

/// A tensor in words, as NumPy prints it.
private struct TensorText {
  private let tensor: Tensor
  private let format: ColumnFormat
  private let isSummary: Bool

  private static let lineWidth = 75
  private static let edge = 3

  init(_ tensor: Tensor) {
    self.tensor = tensor
    isSummary = tensor.scalars.count > 1000
    var shown: [Float] = []
    Self.visit(tensor.shape.extents[...], offset: 0, isSummary: isSummary) {
      shown.append(tensor.scalars[$0])
    }
    format = ColumnFormat(shown)
  }

  var text: String {
    if tensor.shape.rank == 0 { return format.text(tensor.scalars[0]) }
    if tensor.scalars.isEmpty { return "[]" }
    return text(dimension: 0, offset: 0, indent: " ", width: Self.lineWidth)
  }

  /// The positions along a dimension that are shown, with `nil` for those left out.
  private static func positions(_ extent: Int, isSummary: Bool) -> [Int?] {
    guard isSummary, extent > 2 * edge else { return Array(0..<extent) }
    return Array(0..<edge) + [nil] + Array(extent - edge..<extent)
  }

  private static func visit(
    _ extents: ArraySlice<Int>, offset: Int, isSummary: Bool, _ body: (Int) -> Void
  ) {
    if extents.contains(0) { return }
    guard let extent = extents.first else { return body(offset) }
    for case let position? in positions(extent, isSummary: isSummary) {
      visit(
        extents.dropFirst(), offset: offset * extent + position, isSummary: isSummary, body)
    }
  }

  private func text(dimension: Int, offset: Int, indent: String, width: Int) -> String {
    let extent = tensor.shape[dimension]
    let positions = Self.positions(extent, isSummary: isSummary)
    let left = tensor.shape.rank - dimension
    let body =
      left == 1
      ? line(
        positions.map { $0.map { format.text(tensor.scalars[offset * extent + $0]) } ?? "..." },
        indent: indent, width: width - 1)
      : positions.map { position in
        indent
          + (position.map {
            text(
              dimension: dimension + 1, offset: offset * extent + $0, indent: indent + " ",
              width: width - 1)
          } ?? "...")
      }.joined(separator: String(repeating: "\n", count: left - 1))
    return "[" + body.dropFirst(indent.count) + "]"
  }

  /// Words with a blank between them, in lines that are no longer than the width.
  private func line(_ words: [String], indent: String, width: Int) -> String {
    var (lines, line) = ("", indent)
    for word in words {
      if line.count > indent.count {
        line += " "
        if line.count + word.count > width {
          lines += line.dropLast() + "\n"
          line = indent
        }
      }
      line += word
    }
    return lines + line
  }
}
